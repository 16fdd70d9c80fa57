// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// A course of a database, whose videos go back into its rows.
#include "end_to_end/batch/lessons_in_scratch.h"
#include "wrap/soci/connection.h"

namespace vina {
namespace {

using testing::CommandResult;
using testing::run_shell;

class DatabaseBatch : public testing::LessonsInScratch {
 protected:
  DatabaseBatch() {
    for (int number = 1; number <= 3; ++number) write_lesson(number);
    const CommandResult imported =
        run_shell(scratch.path(), "vina lessons import lessons/*.json --course c1 --difficulty 3 --db lessons.db");
    EXPECT_EQ(imported.exit_code, 0) << imported.err;
  }

  CommandResult batch_of_course(const std::string& more = "") const {
    return run_shell(scratch.path(), "vina batch --db lessons.db --course c1 -o out --jobs 2 --quiet " + more);
  }

  std::vector<sql::Row> query(const std::string& statement) const {
    return sql::Connection{scratch / "lessons.db", "test"}.query(statement);
  }
};

TEST_F(DatabaseBatch, MakesACourseAndWritesItsUrlsBack) {
  const CommandResult first = batch_of_course();
  ASSERT_EQ(first.exit_code, 0) << first.err;
  EXPECT_EQ(count(first, "done"), 3);
  const std::vector<sql::Row> urls = query("SELECT video_url FROM lesson_cache ORDER BY lesson_id");
  ASSERT_EQ(urls.size(), 3U);
  for (int number = 1; number <= 3; ++number) {
    const std::string video = (scratch / ("out/c1-" + name(number) + "-d3.mp4")).string();
    EXPECT_TRUE(std::filesystem::exists(video));
    EXPECT_EQ(urls.at(static_cast<std::size_t>(number) - 1).at(0), "file://" + video);
  }
  EXPECT_EQ(query("SELECT video_url FROM vina_videos").size(), 3U);

  for (const sql::Row& job : query("SELECT state FROM vina_jobs")) EXPECT_EQ(job.at(0), "done");
  EXPECT_EQ(query("SELECT lesson FROM vina_jobs JOIN vina_videos ON vina_videos.id = vina_jobs.video "
                  "WHERE vina_videos.lesson_id || '-d3' = substr(vina_jobs.lesson, 4)")
                .size(),
            3U)
      << "each names its own video";
  EXPECT_EQ(query("SELECT lesson FROM vina_jobs ORDER BY lesson"),
            (std::vector<sql::Row>{{"c1-l01-d3"}, {"c1-l02-d3"}, {"c1-l03-d3"}}));

  sql::Connection{scratch / "lessons.db", "test"}.execute(
      "UPDATE vina_jobs SET state = 'running' WHERE lesson = 'c1-l02-d3'");  // as one that was killed leaves it
  sql::Connection{scratch / "lessons.db", "test"}.execute("UPDATE lesson_cache SET video_url = NULL");
  const CommandResult second = batch_of_course();
  EXPECT_EQ(count(second, "skipped"), 3);
  EXPECT_EQ(query("SELECT video_url FROM lesson_cache ORDER BY lesson_id"), urls);
  EXPECT_EQ(query("SELECT video_url FROM vina_videos").size(), 3U);
  for (const sql::Row& job : query("SELECT state FROM vina_jobs")) EXPECT_EQ(job.at(0), "done");
}

TEST_F(DatabaseBatch, WritesNoUrlBackOfAVideoThatIsNotWhatItsReportSays) {
  const std::filesystem::path stale = scratch / "out/c1-l02-d3.vtt";  // of an earlier video: players would show it
  std::filesystem::create_directory(scratch / "out");
  std::ofstream{stale} << "WEBVTT\n";
  const CommandResult first = batch_of_course("--verify --no-captions");
  EXPECT_EQ(first.exit_code, 13) << first.err;
  EXPECT_EQ(count(first, "done"), 2);
  const nlohmann::json failed = nlohmann::json::parse(first.out)["lessons"][1];
  EXPECT_EQ(failed["status"], "failed");
  EXPECT_EQ(failed["exit_code"], 12);
  EXPECT_THAT(failed["reasons"][0].get<std::string>(), ::testing::StartsWith("captions file: "));
  EXPECT_EQ(query("SELECT lesson_id FROM lesson_cache WHERE video_url IS NULL"), (std::vector<sql::Row>{{"l02"}}));
  EXPECT_EQ(query("SELECT lesson FROM vina_jobs WHERE state = 'failed'"), (std::vector<sql::Row>{{"c1-l02-d3"}}));

  std::filesystem::remove(stale);
  const CommandResult second = batch_of_course("--verify --no-captions");
  EXPECT_EQ(second.exit_code, 0) << second.err;
  EXPECT_EQ(count(second, "skipped"), 2);
  EXPECT_EQ(count(second, "done"), 1);
  EXPECT_EQ(query("SELECT id FROM lesson_cache WHERE video_url IS NULL").size(), 0U);
}

TEST_F(DatabaseBatch, LeavesWaitingWhatTheBudgetHasNoRoomFor) {
  const CommandResult batch =
      run_shell(scratch.path(),
                "ELEVENLABS_API_KEY=key VINA_ELEVENLABS_BASE_URL=http://127.0.0.1:9 "
                "vina batch --db lessons.db --course c1 -o out --budget 0 --cache cache --quiet");
  EXPECT_EQ(batch.exit_code, 13) << batch.err;
  EXPECT_EQ(count(batch, "not_begun"), 3);
  for (const sql::Row& job : query("SELECT state, CAST(attempts AS text) FROM vina_jobs")) {
    EXPECT_EQ(job, (sql::Row{"waiting", "0"}));
  }
}

TEST_F(DatabaseBatch, RendersTheNewestRowOfALesson) {
  ASSERT_EQ(batch_of_course().exit_code, 0);
  write_lesson(2, 2);
  ASSERT_EQ(run_shell(scratch.path(), "vina lessons import lessons/l02.json --course c1 --difficulty 3 --db lessons.db")
                .exit_code,
            0);
  const CommandResult newer = batch_of_course();
  EXPECT_EQ(newer.exit_code, 0) << newer.err;
  EXPECT_EQ(count(newer, "done"), 1) << "the newest row of each lesson";
  EXPECT_EQ(query("SELECT video_url FROM lesson_cache WHERE video_url IS NOT NULL").size(), 4U);
}

}  // namespace
}  // namespace vina
