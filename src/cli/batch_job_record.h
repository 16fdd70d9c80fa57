// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "cli/messages.h"
#include "pipeline/batch.h"
#include "storage/database/batch_jobs.h"
#include "storage/database/database_address.h"

namespace vina {

/// Writes into the database, table vina_jobs, what becomes of those lessons of a batch that come from it. It is there
/// for others to look at; nothing depends on it, so where it cannot be written there is one warning and the batch goes
/// on. The batch is called after its folder. Not thread-safe.
class BatchJobRecord {
 public:
  /// Enlists the lessons that have an `identity`. `lessons` outlive this object.
  BatchJobRecord(DatabaseAddress address, const std::filesystem::path& folder, const std::vector<BatchLesson>& lessons,
                 const Messages& messages, std::stop_token stop);

  void began(std::size_t lesson);
  void ended(std::size_t lesson, const BatchOutcome& outcome);

 private:
  void write(const std::function<void(BatchJobs&)>& action);

  DatabaseAddress address_;
  std::string batch_;
  const std::vector<BatchLesson>& lessons_;
  Messages messages_;
  std::stop_token stop_;
  bool is_off_ = false;
};

}  // namespace vina
