// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>
#include <vector>

#include "cli/messages.h"
#include "pipeline/batch.h"
#include "storage/database/database_address.h"
#include "storage/database/lesson_database.h"
#include "storage/database/lesson_row.h"

namespace vina {

/// Where the lessons of a batch come from and their videos go back to. The connection is for finding the rows; each
/// lesson makes its own when its turn comes, and again when its video is there. Not thread-safe.
class BatchDatabase {
 public:
  /// Makes vina's own tables where they are missing: what cannot be recorded is found out before anything is paid.
  /// `messages` is kept. Throws Error as LessonDatabase does.
  BatchDatabase(const DatabaseAddress& address, const Messages& messages, const std::stop_token& stop);

  const DatabaseAddress& address() const { return address_; }

  /// The newest row that matches; warns where rows of other profiles or courses match as well. Throws Error
  /// (kInvalidOption) that lists the nearest rows where none does.
  LessonRow find(const LessonQuery& query);

  /// The newest row of each variant that matches, in the order of their names. Throws Error (kInvalidOption) where
  /// there is none.
  std::vector<LessonRow> list(const LessonQuery& query);

  /// The lesson of a row: its name, what it is read from, and where its video is written back.
  BatchLesson lesson_of(const LessonRow& row) const;

 private:
  DatabaseAddress address_;
  Messages messages_;
  std::stop_token stop_;
  LessonDatabase database_;
};

}  // namespace vina
