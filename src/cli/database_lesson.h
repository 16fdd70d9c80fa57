// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "cli/messages.h"
#include "lesson/lesson_reader.h"
#include "pipeline/render_result.h"
#include "storage/database/database_address.h"
#include "storage/database/lesson_row.h"

namespace vina {

/// A lesson that comes from the database and whose video goes back there. No connection is held in between, since a
/// render takes minutes.
class DatabaseLesson {
 public:
  /// Takes the newest row that matches, after vina's own tables were made where they are missing: what cannot be
  /// recorded is found out before anything is paid. Warns where rows of other profiles or courses match as well.
  /// Throws Error as LessonDatabase does.
  DatabaseLesson(DatabaseAddress address, const LessonQuery& query, const Messages& messages);

  const LessonRow& row() const { return stored_.row; }

  /// Reads the lesson as one from a file; ids and difficulty that its JSON lacks are those of the row.
  LessonReading check(const Messages& messages) const;

  /// Writes the video's URL back, and all of it into vina_videos. Throws Error that says where the finished video is.
  void record(const RenderResult& result) const;

 private:
  DatabaseAddress address_;
  StoredLesson stored_;
};

}  // namespace vina
