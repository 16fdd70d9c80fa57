// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>
#include <string>

#include "cli/messages.h"
#include "lesson/lesson_reader.h"
#include "pipeline/render_options.h"
#include "pipeline/render_result.h"
#include "storage/database/database_address.h"
#include "storage/database/lesson_row.h"

namespace vina {

/// Ids and difficulty that the lesson's JSON lacks are those of its row.
void complete_from(const LessonRow& row, Lesson& lesson);

/// Tells which row was taken where rows of other profiles or courses match as well.
void warn_of_others(const StoredLesson& stored, const Messages& messages);

/// Throws Error (kInvalidOption) where the row has a video on the web, and the options leave one on this computer
/// without saying so (--publish folder): most likely the publisher's keys were forgotten.
void require_no_loss(const LessonRow& row, const RenderOptions& options);

/// Writes the URL of a published video back into its row, and all of it into vina_videos; returns the `id` there.
/// Throws Error, also where the stop ended it, that says where the finished video is and how its URL is written back
/// later.
std::string record_video(const DatabaseAddress& address, const LessonRow& row, const RenderResult& result,
                         const std::stop_token& stop);

/// A lesson that comes from the database and whose video goes back there. No connection is held in between, since a
/// render takes minutes.
class DatabaseLesson {
 public:
  /// Takes the newest row that matches, after vina's own tables were made where they are missing: what cannot be
  /// recorded is found out before anything is paid. Warns where rows of other profiles or courses match as well.
  /// Throws Error as LessonDatabase does.
  DatabaseLesson(DatabaseAddress address, const LessonQuery& query, const Messages& messages, std::stop_token stop);

  const LessonRow& row() const { return stored_.row; }

  /// Reads the lesson as one from a file; ids and difficulty that its JSON lacks are those of the row.
  LessonReading check(const Messages& messages) const;

  /// record_video(), and where the stop ended it, a message says what its error does.
  void record(const RenderResult& result, const Messages& messages) const;

 private:
  DatabaseAddress address_;
  std::stop_token stop_;
  StoredLesson stored_;
};

}  // namespace vina
