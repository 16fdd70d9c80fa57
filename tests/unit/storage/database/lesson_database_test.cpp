// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/lesson_database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "unit/storage/database/product_database.h"

namespace vina {
namespace {

using ::testing::AllOf;
using testing::Backend;
using ::testing::HasSubstr;
using ::testing::Not;

/// Expects an Error of that kind, and returns its message.
std::string failure(ErrorKind kind, const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind) << error.what();
    EXPECT_EQ(error.public_message().find('\n'), std::string::npos) << error.public_message();
    return error.public_message();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

const VideoRecord kVideo{.video_url = "https://cdn.example/it's \"new\":video?.mp4",
                         .subtitle_url = "https://cdn.example/new.vtt",
                         .poster_url = {},
                         .published_to = "cloudinary",
                         .duration_seconds = 146.5,
                         .degraded = true,
                         .receipt = R"({"vina": "1"})"};

class LessonDatabaseTest : public testing::ProductDatabase {
 protected:
  std::string title_of(const LessonQuery& query) const {
    const std::string json = open().find(query).json;
    const std::size_t from = json.find(": \"") + 3;
    return json.substr(from, json.find('"', from) - from);
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, LessonDatabaseTest, ::testing::Values(Backend::kSqlite, Backend::kPostgresql),
                         [](const auto& backend) {
                           return backend.param == Backend::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(LessonDatabaseTest, FindsTheNewestRowThatMatches) {
  add("c1", "l01", 3, "aaaaaaa", "", "old", "2026-01-01 10:00:00");
  add("c1", "l01", 3, "aaaaaaa", "", "new", "2026-03-01 10:00:00");
  add("c1", "l01", 3, "aaaaaaa", "", "middle", "2026-02-01 10:00:00");
  add("c1", "l01", 2, "aaaaaaa", "", "easier", "2026-04-01 10:00:00");
  add("c1", "l01", 3, "bbbbbbb", "", "of another profile", "2026-04-01 10:00:00");
  add("c1", "l01", 3, "aaaaaaa", "examples", "adapted", "2026-04-01 10:00:00");
  add("c2", "l01", 3, "aaaaaaa", "", "of another course", "2026-04-01 10:00:00");
  add("c1", "xl01", 3, "aaaaaaa", "", "with a longer id", "2026-04-01 10:00:00");

  const LessonQuery query{"l01", "c1", 3, "aaaaaaa", ""};
  EXPECT_EQ(title_of(query), "new");
  EXPECT_EQ(title_of({"c1:l01", "", 3, "aaaaaaa", ""}), "new");
  EXPECT_EQ(title_of({"c1:l01", "c1", 3, "aaaaaaa", ""}), "new");
  EXPECT_EQ(title_of({"l01", "c1", 2, "aaaaaaa", ""}), "easier");
  EXPECT_EQ(title_of({"l01", "c1", 3, "bbbbbbb", ""}), "of another profile");
  EXPECT_EQ(title_of({"l01", "c1", 3, "aaaaaaa", "examples"}), "adapted");
  EXPECT_EQ(title_of({"l01", "c2", 3, "aaaaaaa", ""}), "of another course");
  const StoredLesson found = open().find(query);
  EXPECT_EQ(found.row.lesson_id, "l01");
  EXPECT_EQ(found.row.course_id, "c1");
  EXPECT_EQ(found.row.difficulty, 3);
  EXPECT_EQ(found.row.profile_hash, "aaaaaaa");
  EXPECT_EQ(found.row.adaptation, "");
  EXPECT_EQ(found.row.video_url, "");
  EXPECT_THAT(found.row.created_at, HasSubstr("2026-03-01 10:00:00"));
}

TEST_P(LessonDatabaseTest, TakesTheNewestOfAllWhereCourseAndProfileAreLeftOpenAndSaysSo) {
  add("c1", "l01", 3, "aaaaaaa", "", "old", "2026-01-01 10:00:00");
  add("c2", "l01", 3, "", "", "new", "2026-02-01 10:00:00");
  const StoredLesson found = open().find({"l01", "", 3, "", ""});
  EXPECT_THAT(found.json, HasSubstr("new"));
  EXPECT_EQ(found.other_profiles, 1U);
  EXPECT_EQ(found.other_courses, 1U);
}

TEST_P(LessonDatabaseTest, UnderstandsIdsThatHaveTheirCourseInFrontInTheTable) {
  add("c_übung", "c_übung:löwe", 3, "", "", "prefixed", "2026-01-01 10:00:00");
  EXPECT_EQ(title_of({"löwe", "", 3, "", ""}), "prefixed");
  EXPECT_EQ(title_of({"c_übung:löwe", "", 3, "", ""}), "prefixed");
  EXPECT_EQ(title_of({"löwe", "c_übung", 3, "", ""}), "prefixed");
  EXPECT_THAT(failure(ErrorKind::kInvalidOption, [this] { open().find({"öwe", "", 3, "", ""}); }), HasSubstr("öwe"));
}

TEST_P(LessonDatabaseTest, RefusesAnIdOfAnotherCourse) {
  EXPECT_THAT(failure(ErrorKind::kInvalidOption,
                      [this] {
                        open().find({"c1:l01", "c2", 3, "", ""});
                      }),
              AllOf(HasSubstr("'c1'"), HasSubstr("'c2'")));
}

TEST_P(LessonDatabaseTest, TakesQuotesInWhatIsAskedForAsTheyAre) {
  add("", "it's", 3, "", "x' OR '1'='1", "quoted", "2026-01-01 10:00:00");
  EXPECT_EQ(title_of({"it's", "", 3, "", "x' OR '1'='1"}), "quoted");
  failure(ErrorKind::kInvalidOption, [this] { open().find({"l' OR '1'='1", "", 3, "", ""}); });
}

TEST_P(LessonDatabaseTest, ListsTheNearestRowsWhereNoneMatches) {
  add("c1", "l01", 2, "bbbbbbb", "", "differs twice", "2026-04-01 10:00:00");
  add("c1", "l01", 3, "bbbbbbb", "", "differs in the profile", "2026-01-01 10:00:00");
  add("c1", "l01", 3, "aaaaaaa", "examples", "differs in the adaptation", "2026-01-01 09:00:00");
  add("c1", "l02", 3, "aaaaaaa", "", "another lesson", "2026-04-01 10:00:00");
  EXPECT_THAT(failure(ErrorKind::kInvalidOption,
                      [this] {
                        open().find({"l01", "c1", 3, "aaaaaaa", ""});
                      }),
              AllOf(HasSubstr("has no lesson c1:l01, difficulty 3, profile aaaaaaa, no adaptation; nearest: "
                              "c1:l01, difficulty 3, profile bbbbbbb, no adaptation; "
                              "c1:l01, difficulty 3, profile aaaaaaa, adaptation examples; "
                              "c1:l01, difficulty 2, profile bbbbbbb, no adaptation"),
                    Not(HasSubstr("l02"))));
  EXPECT_THAT(failure(ErrorKind::kInvalidOption,
                      [this] {
                        open().find({"c1:l03", "", 3, "aaaaaaa", ""});
                      }),
              HasSubstr("the nearest ids are l01, l02"));
}

TEST_P(LessonDatabaseTest, SaysWhereThereAreNoLessonsAtAll) {
  EXPECT_THAT(failure(ErrorKind::kInvalidOption,
                      [this] {
                        open().find({"l01", "", 3, "", ""});
                      }),
              HasSubstr("lesson_cache is empty"));
  run("DROP TABLE lesson_cache");
  EXPECT_THAT(failure(ErrorKind::kInvalidOption,
                      [this] {
                        open().find({"l01", "", 3, "", ""});
                      }),
              HasSubstr("has no table lesson_cache"));
}

TEST_P(LessonDatabaseTest, ListsNewestFirst) {
  add("c1", "l01", 3, "aaaaaaa", "", "old", "2026-01-01 10:00:00");
  add("c1", "l02", 1, "", "examples", "new", "2026-02-01 10:00:00");
  add("c2", "l03", 1, "", "", "of another course", "2026-03-01 10:00:00");
  const std::vector<LessonRow> rows = open().list({"", "c1", {}, "", {}});
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].lesson_id, "l02");
  EXPECT_EQ(rows[0].adaptation, "examples");
  EXPECT_EQ(rows[1].lesson_id, "l01");
  EXPECT_EQ(open().list({}).size(), 3U);
}

TEST_P(LessonDatabaseTest, WritesTheUrlBackAndTouchesNothingElse) {
  add("c1", "l01", 3, "aaaaaaa", "", "mine", "2026-01-01 10:00:00");
  add("c1", "l01", 3, "aaaaaaa", "examples", "another", "2026-01-01 10:00:00");
  run("UPDATE lesson_cache SET access_count = 7, llm_model = 'm', accessed_at = '2026-01-02 00:00:00'");
  LessonDatabase database = open();
  database.prepare_to_record();
  const LessonRow row = database.find({"l01", "", 3, "", ""}).row;
  database.record_video(row, kVideo);

  EXPECT_EQ(open().find({"l01", "", 3, "", ""}).row.video_url, kVideo.video_url);
  EXPECT_EQ(open().find({"l01", "", 3, "", "examples"}).row.video_url, "");
  EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM lesson_cache WHERE access_count = 7 AND llm_model = 'm' AND "
                 "accessed_at = '2026-01-02 00:00:00' AND created_at = '2026-01-01 10:00:00' AND "
                 "quality_score = 0.5 AND cache_key IN ('mine', 'another')"),
            "2");
  const auto video = connection().query(
      "SELECT lesson_row, course_id, lesson_id, CAST(difficulty_level AS text), profile_hash, adaptation_context, "
      "video_url, subtitle_url, poster_url, published_to, CAST(duration_seconds AS text), CAST(degraded AS text), "
      "receipt FROM vina_videos");
  const std::vector<sql::Row> expected{{row.id, "c1", "l01", "3", "aaaaaaa", std::nullopt, kVideo.video_url,
                                        kVideo.subtitle_url, std::nullopt, "cloudinary", "146.5", "1", kVideo.receipt}};
  EXPECT_EQ(video, expected);
}

TEST_P(LessonDatabaseTest, KeepsTheHistoryOfALessonsVideos) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  LessonDatabase database = open();
  const LessonRow row = database.find({"l01", "", 3, "", ""}).row;
  database.record_video(row, kVideo);
  database.record_video(row, kVideo);
  EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM vina_videos WHERE lesson_row = '" + row.id + "'"), "2");
}

TEST_P(LessonDatabaseTest, WritesNothingWhereTheRowIsGone) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  LessonDatabase database = open();
  const LessonRow row = database.find({"l01", "", 3, "", ""}).row;
  run("DELETE FROM lesson_cache");
  EXPECT_THAT(failure(ErrorKind::kStorage, [&] { database.record_video(row, kVideo); }), HasSubstr("is gone"));
  EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM vina_videos"), "0");
}

TEST_P(LessonDatabaseTest, WritesNothingWhereTheSecondHalfFails) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  LessonDatabase database = open();
  database.prepare_to_record();
  run("ALTER TABLE vina_videos RENAME COLUMN receipt TO receipt_of_old");
  const LessonRow row = database.find({"l01", "", 3, "", ""}).row;
  EXPECT_THAT(failure(ErrorKind::kStorage, [&] { database.record_video(row, kVideo); }), HasSubstr("receipt"));
  EXPECT_EQ(open().find({"l01", "", 3, "", ""}).row.video_url, "");
  run("ALTER TABLE vina_videos RENAME COLUMN receipt_of_old TO receipt");
  database.record_video(row, kVideo);  // the connection is of use again
}

TEST_P(LessonDatabaseTest, SaysThatAnotherProgramHoldsTheLock) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  LessonDatabase database = open(std::chrono::milliseconds{200});
  database.prepare_to_record();
  const LessonRow row = database.find({"l01", "", 3, "", ""}).row;
  {
    sql::Connection other = connection();
    const sql::Transaction transaction{other};
    other.execute("UPDATE lesson_cache SET access_count = 1");
    EXPECT_THAT(failure(ErrorKind::kStorage, [&] { database.record_video(row, kVideo); }),
                HasSubstr("is locked by another program"));
  }
  database.record_video(row, kVideo);
}

TEST_P(LessonDatabaseTest, WaitsForALockThatIsHeldForAMoment) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  LessonDatabase database = open();
  database.prepare_to_record();
  const LessonRow row = database.find({"l01", "", 3, "", ""}).row;
  sql::Connection other = connection();
  std::optional<sql::Transaction> transaction{std::in_place, other};
  other.execute("UPDATE lesson_cache SET access_count = 1");
  std::jthread release{[&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    transaction->commit();
  }};
  database.record_video(row, kVideo);
  EXPECT_EQ(cell("SELECT CAST(access_count AS text) FROM lesson_cache"), "1");
}

TEST_P(LessonDatabaseTest, MigratesOnceHoweverManyComeAtATime) {
  std::vector<std::jthread> programs;
  for (int i = 0; i < 4; ++i) programs.emplace_back([this] { open().prepare_to_record(); });
  programs.clear();
  EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM vina_migrations"), "4");
  for (const char* table : {"vina_videos", "vina_jobs", "vina_ledger"}) {
    EXPECT_EQ(cell(std::string{"SELECT CAST(count(*) AS text) FROM "} + table), "0");
  }
}

TEST_P(LessonDatabaseTest, LeavesTheTablesOfANewerVinaAlone) {
  open().prepare_to_record();
  run("INSERT INTO vina_migrations (number, name, applied_at) VALUES (1000, 'from the future', 'x')");
  EXPECT_THAT(failure(ErrorKind::kStorage, [this] { open().prepare_to_record(); }), HasSubstr("newer vina"));
}

TEST_P(LessonDatabaseTest, ReadsWithoutMakingTables) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  open().find({"l01", "", 3, "", ""});
  open().list({});
  EXPECT_ANY_THROW(cell("SELECT name FROM vina_migrations"));
}

class PostgresqlTest : public LessonDatabaseTest {};
INSTANTIATE_TEST_SUITE_P(Backends, PostgresqlTest, ::testing::Values(Backend::kPostgresql),
                         [](const auto&) { return "Postgresql"; });

TEST_P(PostgresqlTest, WritesNothingWhereTheConnectionIsLostInMidTransaction) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  LessonDatabase database = open();
  database.prepare_to_record();
  const LessonRow row = database.find({"l01", "", 3, "", ""}).row;
  // The server ends the session between the row's update and the insertion into vina_videos.
  run("CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
      "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$");
  run("CREATE TRIGGER cut BEFORE INSERT ON vina_videos FOR EACH ROW EXECUTE FUNCTION cut()");
  const std::string message = failure(ErrorKind::kStorage, [&] { database.record_video(row, kVideo); });
  EXPECT_THAT(message, HasSubstr("the connection was lost"));
  EXPECT_EQ(open().find({"l01", "", 3, "", ""}).row.video_url, "");
  EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM vina_videos"), "0");
}

TEST_P(PostgresqlTest, NeverTellsThePassword) {
  const std::string name = url.substr(url.find("@/") + 2, url.find('?') - url.find("@/") - 2);
  const std::string message =
      failure(ErrorKind::kStorage, [&] { LessonDatabase{parse_database_url(server().url(name, "hush-hush"))}; });
  EXPECT_THAT(message, AllOf(HasSubstr("password authentication failed"), Not(HasSubstr("hush"))));
  const std::string nowhere = failure(
      ErrorKind::kStorage, [] { LessonDatabase{parse_database_url("postgresql://me:hush-hush@/x?host=%2Fnone")}; });
  EXPECT_THAT(nowhere, AllOf(HasSubstr("postgresql://me@/none/x"), Not(HasSubstr("hush"))));
}

class SqliteTest : public LessonDatabaseTest {};
INSTANTIATE_TEST_SUITE_P(Backends, SqliteTest, ::testing::Values(Backend::kSqlite),
                         [](const auto&) { return "Sqlite"; });

TEST_P(SqliteTest, MakesNoFileWhereOneWasMistyped) {
  const std::string path = (scratch / "lesons.db").string();
  EXPECT_THAT(failure(ErrorKind::kInvalidOption, [&] { LessonDatabase{parse_database_url(path)}; }),
              HasSubstr("is not there"));
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_P(SqliteTest, RefusesAFileThatIsNoDatabase) {
  const std::string path = (scratch / "lesson.json").string();
  std::ofstream{path} << std::string(4'000, '{');
  EXPECT_THAT(failure(ErrorKind::kStorage, [&] { LessonDatabase{parse_database_url(path)}.list({}); }),
              HasSubstr("not a database"));
}

TEST_P(SqliteTest, OpensFilesWithStrangeNames) {
  for (const char* name : {"my lessons = 1.db", "two  spaces.db", "timeout=5 readonly=true.db", "trailing .db "}) {
    const std::filesystem::path path = scratch / name;
    LessonDatabase{parse_database_url("sqlite:" + path.string()), LessonDatabase::IfMissing::kMakeFile}.import_lessons(
        {});
    EXPECT_TRUE(std::filesystem::exists(path)) << name;
  }
}

}  // namespace
}  // namespace vina
