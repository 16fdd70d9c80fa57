// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/lesson_database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "support/command.h"
#include "unit/storage/database/product_database.h"
#include "unit/storage/database/recording.h"

namespace vina {
namespace {

using ::testing::AllOf;
using testing::Backend;
using testing::expect_stopped;
using testing::failure;
using ::testing::HasSubstr;
using ::testing::Not;

const VideoRecord kVideo = testing::some_video();

class LessonDatabaseTest : public testing::ProductDatabase {
 protected:
  std::string title_of(const LessonQuery& query) const {
    const std::string json = open().find(query).json;
    const std::size_t from = json.find(": \"") + 3;
    return json.substr(from, json.find('"', from) - from);
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, LessonDatabaseTest, ::testing::Values(Backend::kSqlite, Backend::kPostgresql),
                         testing::name_of);

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

TEST_P(LessonDatabaseTest, TakesOnlyTheFirstColonForThatOfACourse) {
  add("c1", "part:one", 3, "", "", "two colons", "2026-01-01 10:00:00");
  EXPECT_EQ(title_of({"c1:part:one", "", 3, "", ""}), "two colons");
  EXPECT_THAT(failure(ErrorKind::kInvalidOption,
                      [this] {
                        open().find({"c1:part:two", "", 3, "", ""});
                      }),
              HasSubstr("has no lesson c1:part:two"));
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

TEST_P(LessonDatabaseTest, ListsTheNewestOfEachVariant) {
  add("c1", "l01", 3, "aaaaaaa", "", "old", "2026-01-01 10:00:00");
  add("c1", "c1:l01", 3, "aaaaaaa", "", "new", "2026-02-01 10:00:00");
  add("c1", "l01", 3, "aaaaaaa", "examples", "adapted", "2026-01-02 10:00:00");
  add("c1", "l01", 4, "aaaaaaa", "", "harder", "2026-01-03 10:00:00");
  add("c2", "l01", 3, "aaaaaaa", "", "of another course", "2026-01-04 10:00:00");
  LessonDatabase database = open();
  const std::vector<LessonRow> rows = database.list_newest({"", "c1", {}, "", {}});
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_THAT(database.lesson_of(rows[0]), HasSubstr("new"));
  EXPECT_THAT(database.lesson_of(rows[1]), HasSubstr("harder"));
  EXPECT_THAT(database.lesson_of(rows[2]), HasSubstr("adapted"));
  run("DELETE FROM lesson_cache");
  EXPECT_THAT(failure(ErrorKind::kStorage, [&] { database.lesson_of(rows[0]); }), HasSubstr("was deleted"));
}

TEST_P(LessonDatabaseTest, WritesTheUrlBackAndTouchesNothingElse) {
  add("c1", "l01", 3, "aaaaaaa", "", "mine", "2026-01-01 10:00:00");
  add("c1", "l01", 3, "aaaaaaa", "examples", "another", "2026-01-01 10:00:00");
  run("UPDATE lesson_cache SET access_count = 7, llm_model = 'm', accessed_at = '2026-01-02 00:00:00'");
  const std::vector<sql::Row> before = all_but_the_urls();
  LessonDatabase database = open();
  database.prepare_to_record();
  const LessonRow row = database.find({"l01", "", 3, "", ""}).row;
  database.record_video(row, kVideo);

  EXPECT_EQ(all_but_the_urls(), before);
  EXPECT_EQ(open().find({"l01", "", 3, "", ""}).row.video_url, kVideo.video_url);
  EXPECT_EQ(open().find({"l01", "", 3, "", "examples"}).row.video_url, "");
  const auto video = connection().query(
      "SELECT lesson_row, course_id, lesson_id, CAST(difficulty_level AS text), profile_hash, adaptation_context, "
      "video_url, subtitle_url, poster_url, published_to, CAST(duration_seconds AS text), CAST(degraded AS text), "
      "receipt FROM vina_videos");
  const std::vector<sql::Row> expected{{row.id, "c1", "l01", "3", "aaaaaaa", std::nullopt, kVideo.video_url,
                                        kVideo.subtitle_url, std::nullopt, "cloudinary", "146.5", "1", kVideo.receipt}};
  EXPECT_EQ(video, expected);
}

TEST_P(LessonDatabaseTest, WritesWhatVendorsChargedForTheVideo) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  VideoRecord video = kVideo;
  video.charges = {{"google", "imagen", "abc", "/slides/0/figure", "answered", 1.5, 0.04},
                   {"elevenlabs", "v3", "", "/slides/0", "lost", 120.5, {}}};
  LessonDatabase database = open();
  const std::string id = database.record_video(database.find({"l01", "", 3, "", ""}).row, video);
  EXPECT_EQ(cell("SELECT CAST(id AS text) FROM vina_videos"), id);
  const std::vector<sql::Row> expected{
      {id, "google", "imagen", "abc", "/slides/0/figure", "answered", "1.5", "0.04"},
      {id, "elevenlabs", "v3", std::nullopt, "/slides/0", "lost", "120.5", std::nullopt}};
  EXPECT_EQ(connection().query("SELECT CAST(video AS text), vendor, model, asset_key, place, outcome, "
                               "CAST(CAST(credits AS numeric) AS text), CAST(CAST(usd AS numeric) AS text) "
                               "FROM vina_ledger ORDER BY id"),
            expected);
}

TEST_P(LessonDatabaseTest, FindsARowByItsId) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  const std::string id = cell("SELECT CAST(id AS text) FROM lesson_cache");
  EXPECT_EQ(open().row(id).lesson_id, "l01");
  EXPECT_THAT(failure(ErrorKind::kInvalidOption, [this] { open().row("4711"); }), HasSubstr("no row 4711"));
}

TEST_P(LessonDatabaseTest, KeepsTheHistoryOfALessonsVideos) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  LessonDatabase database = open();
  const LessonRow row = database.find({"l01", "", 3, "", ""}).row;
  VideoRecord later = kVideo;
  later.receipt = R"({"vina": "2"})";
  database.record_video(row, kVideo);
  database.record_video(row, later);
  EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM vina_videos WHERE lesson_row = '" + row.id + "'"), "2");
}

TEST_P(LessonDatabaseTest, BooksAReceiptOnceHoweverOftenItIsRecorded) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  add("c1", "l02", 3, "", "", "another", "2026-01-01 10:00:00");
  LessonDatabase database = open();
  const LessonRow row = database.find({"l01", "", 3, "", ""}).row;
  VideoRecord video = kVideo;
  video.charges.push_back(
      {.vendor = "google", .model = "m", .asset_key = {}, .place = "/slides/0", .outcome = "answered"});
  const std::string first = database.record_video(row, video);
  run("UPDATE lesson_cache SET video_url = NULL");
  EXPECT_EQ(database.record_video(row, video), first);
  EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM vina_ledger"), "1");
  EXPECT_EQ(cell("SELECT video_url FROM lesson_cache WHERE lesson_id = 'l01'"), video.video_url);
  EXPECT_NE(database.record_video(database.find({"l02", "", 3, "", ""}).row, video), first);
}

TEST_P(LessonDatabaseTest, FindsOutBeforehandThatTheRowsCannotBeWritten) {
  add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
  LessonDatabase database = open();
  database.prepare_to_record();
  run("ALTER TABLE vina_ledger RENAME TO vina_ledger_of_old");
  EXPECT_THAT(failure(ErrorKind::kStorage, [&] { database.prepare_to_record(); }), HasSubstr("vina_ledger"));
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
  const LessonRow row = prepared_row();
  LessonDatabase database = open();
  run("ALTER TABLE vina_videos RENAME COLUMN receipt TO receipt_of_old");
  EXPECT_THAT(failure(ErrorKind::kStorage, [&] { database.record_video(row, kVideo); }), HasSubstr("receipt"));
  EXPECT_EQ(open().find({"l01", "", 3, "", ""}).row.video_url, "");
  run("ALTER TABLE vina_videos RENAME COLUMN receipt_of_old TO receipt");
  database.record_video(row, kVideo);  // the connection is of use again
}

TEST_P(LessonDatabaseTest, SaysThatAnotherProgramHoldsTheLock) {
  const LessonRow row = prepared_row();
  LessonDatabase database = open({.patience = std::chrono::milliseconds{200}});
  {
    sql::Connection other = connection();
    const sql::Transaction transaction{other};
    other.execute("UPDATE lesson_cache SET access_count = 1");
    EXPECT_THAT(failure(ErrorKind::kStorage, [&] { database.record_video(row, kVideo); }),
                HasSubstr("is locked by another program"));
  }
  database.record_video(row, kVideo);
}

TEST_P(LessonDatabaseTest, WaitsNoLongerThanItsPatience) {
  const LessonRow row = prepared_row();
  LessonDatabase database = open({.patience = std::chrono::milliseconds{700}});
  sql::Connection other = connection();
  const sql::Transaction transaction{other};
  other.execute("UPDATE lesson_cache SET access_count = 1");
  const auto begin = std::chrono::steady_clock::now();
  failure(ErrorKind::kStorage, [&] { database.record_video(row, kVideo); });
  const auto waited = std::chrono::steady_clock::now() - begin;
  EXPECT_GE(waited, std::chrono::milliseconds{700});
  EXPECT_LT(waited, std::chrono::milliseconds{3'000} * testing::kSanitizerPatience);
}

TEST_P(LessonDatabaseTest, StopsWaitingForALockWithinASecond) {
  const LessonRow row = prepared_row();
  {
    sql::Connection other = connection();
    const sql::Transaction transaction{other};
    other.execute("UPDATE lesson_cache SET access_count = 1");
    std::stop_source stop;
    LessonDatabase database = open({.patience = std::chrono::minutes{1}, .stop = stop.get_token()});
    expect_stopped(stop, [&] { database.record_video(row, kVideo); });
    failure(ErrorKind::kCancelled, [&] { database.list({}); });
  }
  EXPECT_EQ(open().find({"l01", "", 3, "", ""}).row.video_url, "");
  EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM vina_videos"), "0");
  open().record_video(row, kVideo);
}

TEST_P(LessonDatabaseTest, StopsALongStatementWithinASecond) {
  std::stop_source stop;
  sql::Connection database = connection({.stop = stop.get_token()});
  expect_stopped(stop, [&] {
    database.query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) "
        "SELECT CAST(max(i) AS text) FROM n");
  });
}

TEST_P(LessonDatabaseTest, WaitsForALockThatIsHeldForAMoment) {
  const LessonRow row = prepared_row();
  LessonDatabase database = open();
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

class SqliteTest : public LessonDatabaseTest {};
INSTANTIATE_TEST_SUITE_P(Backends, SqliteTest, ::testing::Values(Backend::kSqlite), testing::name_of);

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
    LessonDatabase{parse_database_url("sqlite:" + path.string()), IfMissing::kMakeFile}.import_lessons({});
    EXPECT_TRUE(std::filesystem::exists(path)) << name;
  }
}

}  // namespace
}  // namespace vina
