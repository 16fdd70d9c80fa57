// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "storage/database/database_address.h"
#include "storage/database/lesson_row.h"
#include "wrap/soci/connection.h"

namespace vina {

/// The product's lessons, which are in its table `lesson_cache`, in SQLite or PostgreSQL. docs/database.md has the
/// rules.
///
/// Of `lesson_cache`, nothing but `video_url` is ever changed, unless the table was made by import_lessons(). All
/// members throw Error (kStorage) naming the database, never its password. One connection, so not thread-safe; open it
/// when there is something to do, and not for the time a lesson is rendered.
class LessonDatabase {
 public:
  enum class IfMissing { kFail, kMakeFile };

  /// Opens it. Throws Error: kInvalidOption where a SQLite file is not there and not to be made, kStorage.
  explicit LessonDatabase(const DatabaseAddress& address, IfMissing if_missing = IfMissing::kFail,
                          std::chrono::milliseconds patience = sql::Connection::kPatience);

  /// Makes or updates vina's own tables. Called before paid work whose result is to be recorded.
  void prepare_to_record();

  /// The newest row that matches: by `created_at`, then by `id`. Throws Error (kInvalidOption) that lists the nearest
  /// rows where none does.
  StoredLesson find(const LessonQuery& query);

  /// All rows that match, newest first.
  std::vector<LessonRow> list(const LessonQuery& query);

  /// Writes `video_url` into the row and a row of vina_videos, in one transaction. Throws Error where the row is gone.
  void record_video(const LessonRow& row, const VideoRecord& video);

  /// Adds lessons, all or none, each as the newest of its kind. Makes `lesson_cache` in a SQLite file that has no
  /// tables; throws Error (kInvalidOption) where the table is another program's.
  void import_lessons(const std::vector<NewLesson>& lessons);

 private:
  bool has_table(const char* name);
  void require_lesson_cache();
  std::string nearest_to(const LessonQuery& query);

  sql::Connection connection_;
};

}  // namespace vina
