// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_job_record.h"

#include <stop_token>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/scratch_folder.h"
#include "wrap/soci/connection.h"

namespace vina {
namespace {

using States = std::vector<JobState>;

class BatchJobRecordTest : public ::testing::Test {
 protected:
  BatchJobRecordTest() {
    for (const char* name : {"l01", "l02", "l03"}) {
      BatchLesson lesson;
      lesson.name = name;
      lesson.identity = "row";
      lessons.push_back(lesson);
      summary.lessons.push_back({.name = name, .video = {}});
    }
    sql::Connection{address.file, "test"}.execute("CREATE TABLE lesson_cache (id integer)");
  }

  States states() const {
    States states;
    for (const Job& job : BatchJobs{address}.list("/videos")) states.push_back(job.state);
    return states;
  }

  const testing::ScratchFolder scratch;
  const DatabaseAddress address = parse_database_url((scratch.path() / "lessons.db").string());
  std::vector<BatchLesson> lessons;
  BatchSummary summary;
};

TEST_F(BatchJobRecordTest, WritesNothingBeforeALessonBegins) {
  BatchJobRecord record{address, "/videos", lessons, {}};
  EXPECT_FALSE(record.settle(summary));
  EXPECT_FALSE((sql::Connection{address.file, "test"}.has_table("vina_jobs")));
}

TEST_F(BatchJobRecordTest, LeavesWhatAStopRequestEndedWaiting) {
  std::stop_source stop;
  BatchJobRecord record{address, "/videos", lessons, stop.get_token()};
  record.began(0);
  record.began(1);
  record.ended(0, {.name = "l01", .video = {}, .status = BatchStatus::kDone});
  stop.request_stop();
  summary.lessons[0].status = BatchStatus::kDone;
  summary.lessons[1].status = BatchStatus::kStopped;
  record.ended(1, summary.lessons[1]);
  EXPECT_EQ(states(), (States{JobState::kDone, JobState::kRunning, JobState::kWaiting}));
  EXPECT_FALSE(record.settle(summary));
  EXPECT_EQ(states(), (States{JobState::kDone, JobState::kWaiting, JobState::kWaiting}));
}

TEST_F(BatchJobRecordTest, KnowsOfLessonsThatWereFinishedBefore) {
  BatchJobRecord record{address, "/videos", lessons, {}};
  summary.lessons[0].status = BatchStatus::kSkipped;
  summary.lessons[1].status = BatchStatus::kSkipped;
  summary.lessons[1].degraded = true;
  EXPECT_FALSE(record.settle(summary));
  EXPECT_EQ(states(), (States{JobState::kDone, JobState::kDegraded, JobState::kWaiting}));
}

TEST_F(BatchJobRecordTest, TellsAtTheEndWhatCouldNotBeWritten) {
  sql::Connection{address.file, "test"}.execute(
      "CREATE TABLE vina_migrations (number integer PRIMARY KEY, name text, applied_at text)");
  sql::Connection{address.file, "test"}.execute("INSERT INTO vina_migrations VALUES (99, 'later', 'now')");
  BatchJobRecord record{address, "/videos", lessons, {}};
  record.began(0);
  const std::optional<Warning> fault = record.settle(summary);
  ASSERT_TRUE(fault);
  EXPECT_NE(fault->message.find("newer vina"), std::string::npos) << fault->message;
}

}  // namespace
}  // namespace vina
