// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "end_to_end/cli/vina_in_scratch.h"
#include "support/file_content.h"
#include "support/postgresql_server.h"
#include "support/silent_server.h"
#include "wrap/soci/connection.h"

namespace vina::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

class RenderFromDatabase : public VinaInScratch {
 protected:
  std::vector<sql::Row> query(const std::string& statement) const {
    return sql::Connection{scratch / "lessons.db", "test"}.query(statement);
  }
};

TEST_F(RenderFromDatabase, WritesTheVideosUrlBack) {
  const CommandResult imported = run("vina lessons import lesson.json --difficulty 3 --db lessons.db");
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_EQ(imported.out, "c1:l01\n");

  const CommandResult done = run("VINA_DATABASE_URL=lessons.db vina render --lesson l01 --difficulty 3 -q");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(done.err, "");
  const Json json = Json::parse(done.out);
  EXPECT_THAT(json["video_url"].get<std::string>(), HasSubstr("/c1-l01-d3.mp4"));
  EXPECT_EQ(query("SELECT video_url FROM lesson_cache"),
            (std::vector<sql::Row>{{json["video_url"].get<std::string>()}}));
  const auto video = query("SELECT video_url, subtitle_url, published_to, receipt FROM vina_videos");
  ASSERT_EQ(video.size(), 1U);
  EXPECT_EQ(video[0][0], json["video_url"].get<std::string>());
  EXPECT_EQ(video[0][1], json["subtitle_url"].get<std::string>());
  EXPECT_EQ(video[0][2], "folder");
  EXPECT_EQ(video[0][3], content_of(scratch / "c1-l01-d3.json"));
  EXPECT_EQ(files(), (std::set<std::string>{"lesson.json", "lessons.db", "c1-l01-d3.mp4", "c1-l01-d3.vtt",
                                            "c1-l01-d3.srt", "c1-l01-d3.json"}));
}

TEST_F(RenderFromDatabase, MakesTheSameVideoAsFromTheFile) {
  ASSERT_EQ(run("vina lessons import lesson.json --difficulty 3 --db lessons.db").exit_code, 0);
  ASSERT_EQ(run("vina render --lesson l01 --difficulty 3 --db lessons.db -q -o row.mp4").exit_code, 0);
  ASSERT_EQ(run("vina render lesson.json -q -o file.mp4").exit_code, 0);
  EXPECT_EQ(content_of(scratch / "row.mp4"), content_of(scratch / "file.mp4"));
  ASSERT_EQ(run("vina lessons export l01 --db lessons.db -o copy.json").exit_code, 0);
  EXPECT_EQ(content_of(scratch / "copy.json"), content_of(scratch / "lesson.json"));
}

TEST_F(RenderFromDatabase, ListsTheNearestRowsWhereNoneMatches) {
  ASSERT_EQ(run("vina lessons import lesson.json --difficulty 3 --db lessons.db").exit_code, 0);
  expect_failure("vina render --lesson l01 --difficulty 4 --db lessons.db", 2,
                 "nearest: c1:l01, difficulty 3, no profile, no adaptation");
  expect_failure("vina render --lesson l02 --difficulty 3 --db lessons.db", 2, "the nearest ids are l01");
}

TEST_F(RenderFromDatabase, StopsWaitingForALockWithinASecond) {
  ASSERT_EQ(run("vina lessons import lesson.json --difficulty 3 --db lessons.db").exit_code, 0);
  sql::Connection other{scratch / "lessons.db", "test"};
  const sql::Transaction transaction{other};
  const auto begin = std::chrono::steady_clock::now();
  expect_failure("timeout --signal=INT --preserve-status 1 vina render --lesson l01 --difficulty 3 --db lessons.db",
                 130, "cancelled");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds{2'500});
}

TEST_F(RenderFromDatabase, HasNoPasswordWhereProcessesAreListed) {
  if (!std::filesystem::exists("/proc/self/cmdline")) GTEST_SKIP() << "no /proc here";
  const SilentServer silent;
  const std::string host = "127.0.0.1:" + std::to_string(silent.port());
  const CommandResult listed =
      run("vina lessons ls --db 'postgresql://me:hush-hush@" + host +
          "/x?password=hush-again' & pid=$!; for try in $(seq 400); do line=$(tr '\\0' ' ' </proc/$pid/cmdline); "
          "[[ $line == *'***'* ]] && break; sleep 0.05; done; echo \"$line\"; "
          "kill -INT $pid; wait $pid");
  EXPECT_EQ(listed.exit_code, 130) << listed.err;
  EXPECT_THAT(listed.out, AllOf(HasSubstr("lessons ls --db postgresql://me:*********@" + host + "/x?password="),
                                Not(HasSubstr("hush"))));
  EXPECT_THAT(listed.err, Not(HasSubstr("hush")));
}

class RenderFromPostgresql : public RenderFromDatabase {
 protected:
  void SetUp() override {
    VINA_REQUIRE_POSTGRESQL();
    server.emplace();
    server->sql("postgres",
                "CREATE TABLE lesson_cache (id serial PRIMARY KEY, course_id text, lesson_id text, difficulty_level "
                "int, adaptation_context text, video_url text, profile_hash text, lesson_json text, created_at "
                "timestamp);\n"
                "INSERT INTO lesson_cache (lesson_id, difficulty_level, lesson_json, created_at) VALUES ('c1:l01', 3, "
                "'" +
                    content_of(scratch / "lesson.json") + "', now());\n");
    write(".env", "VINA_DATABASE_URL=" + server->url("postgres") + "\n");
  }

  std::string sql(const std::string& statement) const { return server->sql("postgres", statement); }

  std::optional<PostgresqlServer> server;
};

TEST_F(RenderFromPostgresql, KeepsTheVideoWhereTheServerGoesAwayAndRecordsItLater) {
  std::jthread stopper{[this](const std::stop_token& test_is_over) {
    // The program has read the lesson and made its tables, and renders.
    while (sql("SELECT to_regclass('vina_ledger');") == "\n" && !test_is_over.stop_requested()) {
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    server->stop();
  }};
  const CommandResult lost =
      run("vina render --lesson c1:l01 --difficulty 3 --hold encode --threads 1 --lead-in 5000 --tail 10000 -q");
  stopper.request_stop();
  stopper.join();
  EXPECT_EQ(lost.exit_code, 5) << lost.err;
  EXPECT_EQ(lost.out, "");
  EXPECT_THAT(lost.err, AllOf(HasSubstr("/c1-l01-d3.mp4, but its URL was not written back"),
                              HasSubstr("cannot open the database 'postgresql://vina@"),
                              Not(HasSubstr(PostgresqlServer::kPassword))));
  const std::string later = "vina lessons record c1-l01-d3.json --row 1";
  EXPECT_THAT(lost.err, HasSubstr("'" + later + "'"));
  EXPECT_TRUE(std::filesystem::exists(scratch / "c1-l01-d3.mp4"));

  server->start();
  EXPECT_EQ(sql("SELECT count(*) FROM vina_videos;"), "0\n");
  const CommandResult recorded = run(later);
  ASSERT_EQ(recorded.exit_code, 0) << recorded.err;
  EXPECT_THAT(recorded.out, HasSubstr("/c1-l01-d3.mp4\n"));
  EXPECT_EQ(sql("SELECT video_url FROM lesson_cache;"), recorded.out);
  EXPECT_EQ(sql("SELECT receipt FROM vina_videos;"), content_of(scratch / "c1-l01-d3.json") + "\n");
}

TEST_F(RenderFromPostgresql, IsNamedInTheEnvironment) {
  const CommandResult done = run("vina render --lesson c1:l01 --difficulty 3");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_THAT(done.err, AllOf(Not(HasSubstr("NOTICE")), Not(HasSubstr("warning"))));
  EXPECT_EQ(sql("SELECT video_url FROM lesson_cache;"), Json::parse(done.out)["video_url"].get<std::string>() + "\n");
}

}  // namespace
}  // namespace vina::testing
