// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include "storage/database/database_session.h"

namespace vina {

enum class JobState { kWaiting, kRunning, kDone, kDegraded, kFailed };

/// A lesson of a batch, as vina_jobs has it. Texts are empty where a column is null.
struct Job {
  std::string batch;
  std::string lesson;
  JobState state = JobState::kWaiting;
  int attempts = 0;
  std::string reason;  ///< why it failed or is degraded
  std::string video;   ///< the `id` in vina_videos
  std::string started_at;
  std::string finished_at;
};

/// How a lesson of a batch ended.
struct JobOutcome {
  JobState state = JobState::kDone;  ///< done, degraded or failed
  std::string reason;
  std::string video;  ///< as LessonDatabase::record_video() returned it; may be empty
};

/// A lesson that this run left as it was.
struct SettledJob {
  std::string lesson;
  JobState state = JobState::kWaiting;
};

/// What is to be done of batches and what became of it, in vina_jobs. A batch and its lessons have names that the
/// caller chooses; a lesson stands once in a batch.
///
/// Members throw Error as those of LessonDatabase do, and try once more where the connection is lost (the worst of
/// which is an attempt counted twice). Not thread-safe.
class BatchJobs {
 public:
  /// Opens the database, which must be there, and makes vina's own tables where they are missing.
  explicit BatchJobs(const DatabaseAddress& address, sql::Waiting waiting = {});

  /// Adds the lessons that are not in the batch yet, as waiting. Those that a batch which was killed left as running
  /// are waiting again; the others stay as they are.
  void enlist(const std::string& batch, const std::vector<std::string>& lessons);

  /// The lesson, enlisted or not, is worked on from now: one attempt more.
  void start(const std::string& batch, const std::string& lesson);

  /// Throws Error (kInternal) where the lesson is not in the batch.
  void finish(const std::string& batch, const std::string& lesson, const JobOutcome& outcome);

  /// What is known at a batch's end of lessons that were not finished in it. Those that are neither running nor waiting
  /// stay as they are.
  void settle(const std::string& batch, const std::vector<SettledJob>& settled);

  /// In the order in which they were enlisted.
  std::vector<Job> list(const std::string& batch);

 private:
  DatabaseSession session_;
};

}  // namespace vina
