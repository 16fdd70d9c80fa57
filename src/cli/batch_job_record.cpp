// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_job_record.h"

#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"

namespace vina {
namespace {

/// Nothing for what leaves the job as it was.
std::optional<JobState> state_of(BatchStatus status) {
  switch (status) {
    case BatchStatus::kDone:
      return JobState::kDone;
    case BatchStatus::kDegraded:
      return JobState::kDegraded;
    case BatchStatus::kFailed:
    case BatchStatus::kStopped:
      return JobState::kFailed;
    case BatchStatus::kSkipped:
    case BatchStatus::kNotBegun:
      break;
  }
  return std::nullopt;
}

}  // namespace

BatchJobRecord::BatchJobRecord(DatabaseAddress address, const std::filesystem::path& folder,
                               const std::vector<BatchLesson>& lessons, const Messages& messages, std::stop_token stop)
    : address_{std::move(address)},
      batch_{std::filesystem::absolute(folder).lexically_normal().string()},
      lessons_{lessons},
      messages_{messages},
      stop_{std::move(stop)} {
  std::vector<std::string> names;
  for (const BatchLesson& lesson : lessons_) {
    if (!lesson.identity.empty()) names.push_back(lesson.name);
  }
  write([&](BatchJobs& jobs) { jobs.enlist(batch_, names); });
}

void BatchJobRecord::began(std::size_t lesson) {
  if (lessons_[lesson].identity.empty()) return;
  write([&](BatchJobs& jobs) { jobs.start(batch_, lessons_[lesson].name); });
}

void BatchJobRecord::ended(std::size_t lesson, const BatchOutcome& outcome) {
  const std::optional<JobState> state = state_of(outcome.status);
  if (lessons_[lesson].identity.empty() || !state) return;
  const std::string reason = fmt::format("{}", fmt::join(outcome.reasons, "; "));
  write([&](BatchJobs& jobs) {
    jobs.finish(batch_, lessons_[lesson].name, {.state = *state, .reason = reason, .video = {}});
  });
}

void BatchJobRecord::write(const std::function<void(BatchJobs&)>& action) {
  if (is_off_) return;
  try {
    BatchJobs jobs{address_, {.stop = stop_}};
    action(jobs);
  } catch (const Error& error) {
    is_off_ = true;
    if (error.kind() == ErrorKind::kCancelled) return;
    messages_.warning(
        {"", "what becomes of this batch is not written into vina_jobs: " + error.public_message(), false});
  }
}

}  // namespace vina
