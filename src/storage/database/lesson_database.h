// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include "storage/database/database_address.h"
#include "storage/database/database_session.h"
#include "storage/database/lesson_row.h"
#include "wrap/soci/connection.h"

namespace vina {

/// The product's lessons, which are in its table `lesson_cache`, in SQLite or PostgreSQL. docs/database.md has the
/// rules.
///
/// Of `lesson_cache`, nothing but `video_url` is ever changed, unless the table was made by import_lessons(). All
/// members throw Error: kStorage naming the database, never its password; kCancelled within a second of the stop. Where
/// the connection is lost they try once more. One connection, so not thread-safe; open it when there is something to
/// do, and not for the time a lesson is rendered.
class LessonDatabase {
 public:
  /// Opens it. Throws Error (kInvalidOption) where a SQLite file is not there and not to be made.
  explicit LessonDatabase(const DatabaseAddress& address, IfMissing if_missing = IfMissing::kFail,
                          sql::Waiting waiting = {});

  /// Makes or updates vina's own tables, and throws Error (kStorage) where the rights are missing that record_video()
  /// needs. Called before paid work whose result is to be recorded.
  void prepare_to_record();

  /// The newest row that matches: by `created_at`, then by `id`. Throws Error (kInvalidOption) that lists the nearest
  /// rows where none does.
  StoredLesson find(const LessonQuery& query);

  /// All rows that match, newest first.
  std::vector<LessonRow> list(const LessonQuery& query);

  /// Of the rows that match, the newest of each variant: of each lesson of a course in one difficulty, for one profile
  /// and with one adaptation. Newest first.
  std::vector<LessonRow> list_newest(const LessonQuery& query);

  /// The row's `lesson_json`. Throws Error (kStorage) where the row was deleted.
  std::string lesson_of(const LessonRow& row);

  /// The row of that `id`. Throws Error (kInvalidOption) where there is none.
  LessonRow row(const std::string& id);

  /// Writes `video_url` into the row, and rows of vina_videos and vina_ledger, all in one transaction, and once for
  /// each receipt, however often that is recorded. Returns the `id` in vina_videos. Throws Error where the row is
  /// gone.
  std::string record_video(const LessonRow& row, const VideoRecord& video);

  /// Adds lessons, all or none, each as the newest of its kind. Makes `lesson_cache` in a SQLite file that has no
  /// tables; throws Error (kInvalidOption) where the table is another program's.
  void import_lessons(const std::vector<NewLesson>& lessons);

 private:
  sql::Connection& connection();
  void require_lesson_cache();
  void prepare();
  StoredLesson newest_of(const LessonQuery& asked);
  std::vector<LessonRow> rows_of(const LessonQuery& query);
  std::string json_of(const LessonRow& row);
  std::string nearest_to(const LessonQuery& query);
  std::string add_video(const std::string& recording, const LessonRow& row, const VideoRecord& video);
  void add_lessons(const std::vector<NewLesson>& lessons);

  DatabaseSession session_;
};

}  // namespace vina
