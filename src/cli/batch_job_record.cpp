// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_job_record.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
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
      return JobState::kFailed;
    case BatchStatus::kSkipped:
    case BatchStatus::kStopped:
    case BatchStatus::kNotBegun:
      break;
  }
  return std::nullopt;
}

/// A lesson that was skipped was finished by a batch that may not have come to write it down.
std::optional<JobState> settled_state_of(const BatchOutcome& outcome) {
  if (outcome.status == BatchStatus::kStopped) return JobState::kWaiting;
  if (outcome.status != BatchStatus::kSkipped) return std::nullopt;
  return outcome.degraded ? JobState::kDegraded : JobState::kDone;
}

}  // namespace

BatchJobRecord::BatchJobRecord(DatabaseAddress address, const std::filesystem::path& folder,
                               const std::vector<BatchLesson>& lessons, std::stop_token stop)
    : address_{std::move(address)},
      batch_{std::filesystem::absolute(folder).lexically_normal().string()},
      lessons_{lessons},
      stop_{std::move(stop)} {}

void BatchJobRecord::began(std::size_t lesson) {
  if (lessons_[lesson].identity.empty()) return;
  write([&](BatchJobs& jobs) { jobs.start(batch_, lessons_[lesson].name); }, stop_);
}

void BatchJobRecord::ended(std::size_t lesson, const BatchOutcome& outcome) {
  const std::optional<JobState> state = state_of(outcome.status);
  if (lessons_[lesson].identity.empty() || !state) return;
  const std::string reason = fmt::format("{}", fmt::join(outcome.reasons, "; "));
  write(
      [&](BatchJobs& jobs) {
        jobs.finish(batch_, lessons_[lesson].name, {.state = *state, .reason = reason, .video = outcome.recorded});
      },
      stop_);
}

std::optional<Warning> BatchJobRecord::settle(const BatchSummary& summary) {
  std::vector<SettledJob> settled;
  for (std::size_t i = 0; i < lessons_.size(); ++i) {
    const std::optional<JobState> state = settled_state_of(summary.lessons[i]);
    if (state && !lessons_[i].identity.empty()) settled.push_back({lessons_[i].name, *state});
  }
  if (settled.empty()) return fault_;
  constexpr std::chrono::milliseconds kGrace{500};
  std::stop_source grace;
  std::condition_variable_any never;
  const std::jthread timer{[&](const std::stop_token& ended) {
    std::mutex mutex;
    std::unique_lock lock{mutex};
    never.wait_for(lock, ended, kGrace, [] { return false; });
    grace.request_stop();
  }};
  write([&](BatchJobs& jobs) { jobs.settle(batch_, settled); }, grace.get_token());
  return fault_;
}

void BatchJobRecord::write(const std::function<void(BatchJobs&)>& action, const std::stop_token& stop) {
  if (is_off_) return;
  try {
    BatchJobs jobs{address_, {.stop = stop}};
    if (!is_enlisted_) {
      std::vector<std::string> names;
      for (const BatchLesson& lesson : lessons_) {
        if (!lesson.identity.empty()) names.push_back(lesson.name);
      }
      jobs.enlist(batch_, names);
      is_enlisted_ = true;
    }
    action(jobs);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled) return;  // settle() may come to it
    is_off_ = true;
    fault_ = Warning{"", "what becomes of this batch is not written into vina_jobs: " + error.public_message(), false};
  }
}

}  // namespace vina
