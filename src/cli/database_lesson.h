// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "cli/messages.h"
#include "lesson/lesson_reader.h"
#include "pipeline/render_result.h"
#include "storage/database/database_address.h"
#include "storage/database/lesson_row.h"

namespace vina {

/// Ids and difficulty that the lesson's JSON lacks are those of its row.
void complete_from(const LessonRow& row, Lesson& lesson);

/// A lesson that comes from the database and whose video goes back there. No connection is held in between, since a
/// render takes minutes.
class DatabaseLesson {
 public:
  /// Takes the newest row that matches, after vina's own tables were made where they are missing: what cannot be
  /// recorded is found out before anything is paid. Warns where rows of other profiles or courses match as well.
  /// Throws Error as LessonDatabase does.
  DatabaseLesson(DatabaseAddress address, const LessonQuery& query, const Messages& messages, std::stop_token stop);

  /// A row that was found before.
  DatabaseLesson(DatabaseAddress address, StoredLesson stored, std::stop_token stop);

  const LessonRow& row() const { return stored_.row; }

  /// Reads the lesson as one from a file; ids and difficulty that its JSON lacks are those of the row.
  LessonReading check(const Messages& messages) const;

  /// Writes the video's URL back, and all of it into vina_videos; returns the `id` there. What is only on this computer
  /// because it could not be published is not written back; that is a warning, and the `id` empty. Throws Error that
  /// says where the finished video is and how its URL is written back later; where the stop ended it, a message does.
  std::string record(const RenderResult& result, const Messages& messages) const;

 private:
  std::string written_later(const std::filesystem::path& report) const;

  DatabaseAddress address_;
  std::stop_token stop_;
  StoredLesson stored_;
};

}  // namespace vina
