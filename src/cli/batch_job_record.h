// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/warning.h"
#include "pipeline/batch.h"
#include "storage/database/batch_jobs.h"
#include "storage/database/database_address.h"

namespace vina {

/// Writes into the database, table vina_jobs, what becomes of those lessons of a batch that come from it. It is there
/// for others to look at; nothing depends on it, so where it cannot be written there is one warning and the batch goes
/// on. The batch is called after its folder. Nothing is written before the first lesson begins or ends: until then
/// another batch may have the folder. Not thread-safe.
class BatchJobRecord {
 public:
  /// Of the lessons that have an `identity`. `lessons` outlive this object.
  BatchJobRecord(DatabaseAddress address, const std::filesystem::path& folder, const std::vector<BatchLesson>& lessons,
                 std::stop_token stop);

  void began(std::size_t lesson);
  void ended(std::size_t lesson, const BatchOutcome& outcome);

  /// After the batch: what was finished before it, and what was stopped. Takes half a second at most, also after a stop
  /// request. Returns what could not be written.
  std::optional<Warning> settle(const BatchSummary& summary);

 private:
  void write(const std::function<void(BatchJobs&)>& action, const std::stop_token& stop);

  DatabaseAddress address_;
  std::string batch_;
  const std::vector<BatchLesson>& lessons_;
  std::stop_token stop_;
  bool is_enlisted_ = false;
  bool is_off_ = false;
  std::optional<Warning> fault_;
};

}  // namespace vina
