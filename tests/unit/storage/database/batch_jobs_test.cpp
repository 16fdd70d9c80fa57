// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/batch_jobs.h"

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/storage/database/product_database.h"
#include "unit/storage/database/recording.h"

namespace vina {
namespace {

using testing::Backend;

class BatchJobsTest : public testing::ProductDatabase {};

INSTANTIATE_TEST_SUITE_P(Backends, BatchJobsTest, ::testing::Values(Backend::kSqlite, Backend::kPostgresql),
                         testing::name_of);

TEST_P(BatchJobsTest, KeepsWhatBecameOfEachLesson) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  BatchJobs jobs{parse_database_url(url)};
  jobs.enlist("b1", {"l02", "l01", "l03"});
  jobs.enlist("b2", {"l01"});
  jobs.start("b1", "l01");
  jobs.finish("b1", "l01", {.state = JobState::kFailed, .reason = "it's down", .video = {}});
  jobs.start("b1", "l01");
  LessonDatabase lessons = open();
  const std::string video = lessons.record_video(lessons.find({"l01", "", 3, "", ""}).row, testing::some_video());
  jobs.finish("b1", "l01", {.state = JobState::kDegraded, .reason = "no picture", .video = video});
  jobs.start("b1", "l03");
  jobs.enlist("b1", {"l01", "l04"});

  const std::vector<Job> list = jobs.list("b1");
  ASSERT_EQ(list.size(), 4U);
  EXPECT_EQ(list[0].lesson, "l02");
  EXPECT_EQ(list[0].state, JobState::kWaiting);
  EXPECT_EQ(list[0].attempts, 0);
  EXPECT_EQ(list[0].started_at, "");
  EXPECT_EQ(list[1].lesson, "l01");
  EXPECT_EQ(list[1].state, JobState::kDegraded);
  EXPECT_EQ(list[1].attempts, 2);
  EXPECT_EQ(list[1].reason, "no picture");
  EXPECT_EQ(list[1].video, video);
  EXPECT_NE(list[1].finished_at, "");
  EXPECT_EQ(list[2].lesson, "l03");
  EXPECT_EQ(list[2].state, JobState::kRunning);
  EXPECT_NE(list[2].started_at, "");
  EXPECT_EQ(list[2].finished_at, "");
  EXPECT_EQ(list[3].lesson, "l04");
  EXPECT_EQ(jobs.list("b2").at(0).state, JobState::kWaiting);
  EXPECT_TRUE(jobs.list("b3").empty());
}

TEST_P(BatchJobsTest, ForgetsTheLastOutcomeWhenALessonIsStartedAgain) {
  BatchJobs jobs{parse_database_url(url)};
  jobs.start("b1", "l01");
  jobs.finish("b1", "l01", {.state = JobState::kFailed, .reason = "down", .video = {}});
  jobs.start("b1", "l01");
  const Job job = jobs.list("b1").at(0);
  EXPECT_EQ(job.state, JobState::kRunning);
  EXPECT_EQ(job.reason, "");
  EXPECT_EQ(job.finished_at, "");
  EXPECT_EQ(job.attempts, 2);
}

TEST_P(BatchJobsTest, TakesUpAgainWhatAKilledBatchLeftRunning) {
  BatchJobs jobs{parse_database_url(url)};
  jobs.enlist("b1", {"l01", "l02", "l03"});
  jobs.start("b1", "l01");
  jobs.start("b1", "l02");
  jobs.finish("b1", "l02", {.state = JobState::kFailed, .reason = "down", .video = {}});
  jobs.enlist("b1", {"l01", "l02", "l03"});
  EXPECT_EQ(jobs.list("b1").at(0).state, JobState::kWaiting);
  EXPECT_EQ(jobs.list("b1").at(0).attempts, 1);
  EXPECT_EQ(jobs.list("b1").at(1).state, JobState::kFailed);
}

TEST_P(BatchJobsTest, SettlesWhatIsRunningOrWaitingAndNothingElse) {
  BatchJobs jobs{parse_database_url(url)};
  jobs.enlist("b1", {"l01", "l02", "l03"});
  jobs.start("b1", "l01");
  jobs.start("b1", "l03");
  jobs.finish("b1", "l03", {.state = JobState::kFailed, .reason = "down", .video = {}});
  jobs.settle("b1", {{"l01", JobState::kWaiting}, {"l02", JobState::kDone}, {"l03", JobState::kDone}});
  EXPECT_EQ(jobs.list("b1").at(0).state, JobState::kWaiting);
  EXPECT_EQ(jobs.list("b1").at(1).state, JobState::kDone);
  EXPECT_EQ(jobs.list("b1").at(2).state, JobState::kFailed);
}

TEST_P(BatchJobsTest, RefusesTheOutcomeOfALessonThatIsNotThere) {
  BatchJobs jobs{parse_database_url(url)};
  testing::failure(ErrorKind::kInternal, [&] { jobs.finish("b1", "l01", {}); });
}

TEST_P(BatchJobsTest, StopsWaitingWithinASecond) {
  std::stop_source stop;
  BatchJobs jobs{parse_database_url(url), {.patience = std::chrono::minutes{1}, .stop = stop.get_token()}};
  jobs.enlist("b1", {"l01"});
  sql::Connection other = connection();
  const sql::Transaction transaction{other};
  other.execute("UPDATE vina_jobs SET attempts = 7");
  testing::expect_stopped(stop, [&] { jobs.start("b1", "l01"); });
}

}  // namespace
}  // namespace vina
