// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// A course of a database with pictures and voices from the vendors on this computer: what goes back into the database.
#include <csignal>
#include <sstream>

#include "end_to_end/batch/lessons_in_cloud.h"
#include "wrap/soci/connection.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::CommandResult;
using testing::kLessons;

class CloudCourse : public testing::LessonsInCloud {
 protected:
  CloudCourse() {
    std::vector<std::string> import{"lessons", "import", "--course", "c1", "--difficulty", "3", "--db", "lessons.db"};
    for (int number = 1; number <= kLessons; ++number) import.push_back("lessons/" + name(number) + ".json");
    const CommandResult imported = vina(import);
    EXPECT_EQ(imported.exit_code, 0) << imported.err;
  }

  CommandResult batch_of_course() const {
    return vina({"batch", "--db", "lessons.db", "--course", "c1", "-o", "out", "--transition", "none"});
  }

  std::vector<sql::Row> query(const std::string& statement) const {
    return sql::Connection{scratch / "lessons.db", "test"}.query(statement);
  }

  double number(const std::string& statement) const { return std::stod(query(statement).at(0).at(0).value()); }

  /// Of the ledger beside the cache.
  double paid_usd() const {
    std::istringstream lines{testing::content_of(scratch / "cache/vina/ledger.jsonl")};
    double usd = 0;
    for (std::string line; std::getline(lines, line);) usd += json::parse(line)["usd"].get<double>();
    return usd;
  }

  void expect_each_row_to_have_its_video() const {
    const auto rows = query(
        "SELECT lesson_cache.lesson_id, lesson_cache.video_url FROM lesson_cache JOIN vina_videos ON "
        "vina_videos.lesson_row = lesson_cache.id AND vina_videos.video_url = lesson_cache.video_url ORDER BY 1");
    ASSERT_EQ(rows.size(), static_cast<std::size_t>(kLessons)) << "one video a row, and recorded once";
    for (const sql::Row& row : rows) {
      EXPECT_NE(row.at(1)->find("/vina_lessons/c1-" + *row.at(0) + "-d3/"), std::string::npos) << *row.at(1);
    }
    EXPECT_EQ(number("SELECT CAST(count(*) AS text) FROM vina_videos"), kLessons);
    EXPECT_EQ(number("SELECT CAST(count(*) AS text) FROM vina_jobs WHERE state = 'done'"), kLessons);
  }
};

TEST_F(CloudCourse, HasUrlsAndChargesInTheDatabase) {
  const CommandResult result = batch_of_course();
  ASSERT_EQ(result.exit_code, 0) << result.err;
  expect_each_row_to_have_its_video();
  EXPECT_EQ(number("SELECT CAST(count(*) AS text) FROM vina_ledger WHERE vendor = 'google'"), charged("google"));
  EXPECT_EQ(number("SELECT CAST(count(*) AS text) FROM vina_ledger WHERE vendor = 'elevenlabs'"),
            charged("elevenlabs"));
  EXPECT_NEAR(number("SELECT CAST(sum(usd) AS text) FROM vina_ledger"), paid_usd(), 1e-5);
}

TEST_F(CloudCourse, IsRecordedOnceAfterAKill) {
  const CommandResult first = batch_killed_half_way({"--db", "lessons.db", "--course", "c1"});
  ASSERT_EQ(first.exit_code, 128 + SIGKILL) << first.err;
  const CommandResult second = batch_of_course();
  ASSERT_EQ(second.exit_code, 0) << second.err;
  expect_each_row_to_have_its_video();
  EXPECT_EQ(charged("elevenlabs"), 2 * kLessons);
  EXPECT_LE(number("SELECT CAST(sum(usd) AS text) FROM vina_ledger"), paid_usd() + 1e-5);
}

}  // namespace
}  // namespace vina
