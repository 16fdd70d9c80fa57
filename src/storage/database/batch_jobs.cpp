// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/batch_jobs.h"

#include <array>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "storage/database/migrations.h"
#include "storage/iso_time.h"

namespace vina {
namespace {

/// In the order of JobState.
constexpr std::array kStateNames{"waiting", "running", "done", "degraded", "failed"};

std::string now() {
  return to_iso_time(std::chrono::system_clock::now());
}

const char* name_of(JobState state) {
  return kStateNames.at(static_cast<std::size_t>(state));
}

JobState state_named(const std::string& name) {
  for (std::size_t i = 0; i < kStateNames.size(); ++i) {
    if (name == kStateNames.at(i)) return static_cast<JobState>(i);
  }
  throw Error{ErrorKind::kStorage, "vina_jobs has the unknown state '" + name + "'; update vina"};
}

}  // namespace

BatchJobs::BatchJobs(const DatabaseAddress& address, sql::Waiting waiting)
    : session_{address, IfMissing::kFail, std::move(waiting)} {
  session_.run([this] { migrate(session_.connection()); });
}

void BatchJobs::enlist(const std::string& batch, const std::vector<std::string>& lessons) {
  session_.run([&] {
    sql::Transaction transaction{session_.connection()};
    for (const std::string& lesson : lessons) {
      session_.connection().execute(
          "INSERT INTO vina_jobs (batch, lesson, state, created_at) VALUES (:batch, :lesson, 'waiting', :time) "
          "ON CONFLICT (batch, lesson) DO UPDATE SET state = 'waiting' WHERE vina_jobs.state = 'running'",
          {batch, lesson, now()});
    }
    transaction.commit();
  });
}

void BatchJobs::start(const std::string& batch, const std::string& lesson) {
  session_.run([&] {
    session_.connection().execute(
        "INSERT INTO vina_jobs (batch, lesson, state, attempts, created_at, started_at) "
        "VALUES (:batch, :lesson, 'running', 1, :created, :started) ON CONFLICT (batch, lesson) DO UPDATE SET "
        "state = excluded.state, attempts = vina_jobs.attempts + 1, started_at = excluded.started_at, "
        "reason = NULL, video = NULL, finished_at = NULL",
        {batch, lesson, now(), now()});
  });
}

void BatchJobs::finish(const std::string& batch, const std::string& lesson, const JobOutcome& outcome) {
  const long long changed = session_.run([&] {
    return session_.connection().execute(
        "UPDATE vina_jobs SET state = :state, reason = :reason, video = :video, finished_at = :time "
        "WHERE batch = :batch AND lesson = :lesson",
        {name_of(outcome.state), sql::null_if_empty(outcome.reason), sql::null_if_empty(outcome.video), now(), batch,
         lesson});
  });
  if (changed != 1) throw Error{ErrorKind::kInternal, fmt::format("'{}' is no job of the batch '{}'", lesson, batch)};
}

void BatchJobs::settle(const std::string& batch, const std::vector<SettledJob>& settled) {
  session_.run([&] {
    sql::Transaction transaction{session_.connection()};
    for (const SettledJob& job : settled) {
      session_.connection().execute(
          "UPDATE vina_jobs SET state = :state WHERE batch = :batch AND lesson = :lesson AND "
          "(state = 'running' OR state = 'waiting')",
          {name_of(job.state), batch, job.lesson});
    }
    transaction.commit();
  });
}

std::vector<Job> BatchJobs::list(const std::string& batch) {
  const std::vector<sql::Row> rows = session_.run([&] {
    return session_.connection().query(
        "SELECT lesson, state, CAST(attempts AS text), reason, CAST(video AS text), started_at, finished_at "
        "FROM vina_jobs WHERE batch = :batch ORDER BY id",
        {batch});
  });
  std::vector<Job> jobs;
  for (const sql::Row& cells : rows) {
    const auto text = [&cells](std::size_t i) { return cells.at(i).value_or(""); };
    jobs.push_back({.batch = batch,
                    .lesson = text(0),
                    .state = state_named(text(1)),
                    .attempts = std::stoi(text(2)),
                    .reason = text(3),
                    .video = text(4),
                    .started_at = text(5),
                    .finished_at = text(6)});
  }
  return jobs;
}

}  // namespace vina
