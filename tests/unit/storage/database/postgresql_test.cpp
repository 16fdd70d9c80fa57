// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// What can only go wrong with a server: it is lost, silent, or gives few rights.

#include <chrono>
#include <stop_token>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/database/lesson_database.h"
#include "support/cutting_proxy.h"
#include "support/silent_server.h"
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
using testing::PostgresqlServer;
using testing::some_video;

class PostgresqlTest : public testing::ProductDatabase {
 protected:
  std::string database_name() const {
    const std::size_t begin = url.find("@/") + 2;
    return url.substr(begin, url.find('?') - begin);
  }

  /// The server ends the session between the row's update and the insertion into vina_videos: always, or once.
  void cut_sessions_in_mid_transaction(const std::string& when) {
    run("CREATE SEQUENCE cuts");  // which no rollback takes back
    run("CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF " +
        when + " THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NEW; END $$");
    run("CREATE TRIGGER cut BEFORE INSERT ON vina_videos FOR EACH ROW EXECUTE FUNCTION cut()");
  }

  void expect_recorded_times(int times) {
    EXPECT_EQ(open().find({"l01", "", 3, "", ""}).row.video_url, times > 0 ? some_video().video_url : "");
    EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM vina_videos"), std::to_string(times));
    EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM vina_ledger"), std::to_string(times));
  }

  static VideoRecord video_with_a_charge() {
    VideoRecord video = some_video();
    video.charges = {{"google", "imagen", "abc", "/slides/0/figure", "answered", 1, 0.04}};
    return video;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, PostgresqlTest, ::testing::Values(Backend::kPostgresql), testing::name_of);

TEST_P(PostgresqlTest, WritesNothingWhereTheConnectionIsLostInMidTransaction) {
  const LessonRow row = prepared_row();
  LessonDatabase database = open();
  cut_sessions_in_mid_transaction("true");
  EXPECT_THAT(failure(ErrorKind::kStorage, [&] { database.record_video(row, some_video()); }),
              HasSubstr("the connection was lost"));
  expect_recorded_times(0);
}

TEST_P(PostgresqlTest, RecordsOnANewConnectionWhereTheFirstIsLostInMidTransaction) {
  const LessonRow row = prepared_row();
  LessonDatabase database = open();
  cut_sessions_in_mid_transaction("nextval('cuts') = 1");
  database.record_video(row, video_with_a_charge());
  expect_recorded_times(1);
  EXPECT_EQ(cell("SELECT CAST(last_value AS text) FROM cuts"), "2");
}

TEST_P(PostgresqlTest, RecordsOnceWhereTheConnectionIsLostAfterTheCommitArrived) {
  const LessonRow row = prepared_row();
  const testing::CuttingProxy proxy{server().socket(), "INSERT INTO vina_ledger"};
  LessonDatabase database{parse_database_url(
      "postgresql://vina:p%2Fss%3Aw%40rd@127.0.0.1:" + std::to_string(proxy.port()) + "/" + database_name())};
  const std::string id = database.record_video(row, video_with_a_charge());
  EXPECT_TRUE(proxy.has_cut());
  expect_recorded_times(1);
  EXPECT_EQ(cell("SELECT CAST(id AS text) FROM vina_videos"), id);
}

TEST_P(PostgresqlTest, WritesNothingWhereTheServerIsStoppedInMidTransaction) {
  PostgresqlServer own_server;
  url = own_server.url("postgres");
  run("CREATE TABLE lesson_cache (id serial PRIMARY KEY, cache_key text, course_id text, lesson_id text, "
      "difficulty_level int, adaptation_context text, video_url text, profile_hash text, lesson_json text, "
      "created_at timestamp)");
  const LessonRow row = prepared_row();
  {
    sql::Connection other = connection();
    const sql::Transaction transaction{other};
    other.execute("SELECT 1 FROM lesson_cache FOR UPDATE");
    LessonDatabase database = open({.patience = std::chrono::minutes{1}});
    const std::jthread stopper{[&own_server] {
      std::this_thread::sleep_for(std::chrono::milliseconds{500});
      own_server.stop();
    }};
    EXPECT_THAT(failure(ErrorKind::kStorage, [&] { database.record_video(row, some_video()); }),
                AllOf(HasSubstr("the connection was lost: cannot open the database 'postgresql://vina@"),
                      Not(HasSubstr(PostgresqlServer::kPassword))));
  }
  own_server.start();
  expect_recorded_times(0);
}

TEST_P(PostgresqlTest, WaitsForASilentServerNoLongerThanTheUrlSays) {
  const testing::SilentServer silent;
  const std::string address = "postgresql://me:hush-hush@127.0.0.1:" + std::to_string(silent.port()) + "/lessons";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THAT(failure(ErrorKind::kStorage, [&] { LessonDatabase{parse_database_url(address + "?connect_timeout=1")}; }),
              AllOf(HasSubstr("cannot open the database 'postgresql://me@127.0.0.1:"), HasSubstr("did not answer"),
                    Not(HasSubstr("hush"))));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{3});
  std::stop_source stop;
  expect_stopped(stop, [&] {
    LessonDatabase{parse_database_url(address), IfMissing::kFail, {.stop = stop.get_token()}};
  });
}

TEST_P(PostgresqlTest, FindsTheServerByNameWhereNotEachOfItsAddressesAnswers) {
  prepared_row();
  const testing::CuttingProxy proxy{server().socket(), "nothing that is ever sent"};  // on 127.0.0.1, not on ::1
  LessonDatabase database{parse_database_url(
      "postgresql://vina:p%2Fss%3Aw%40rd@localhost:" + std::to_string(proxy.port()) + "/" + database_name())};
  EXPECT_EQ(database.find({"l01", "", 3, "", ""}).row.lesson_id, "l01");
}

TEST_P(PostgresqlTest, NeedsNoRightsButThoseOfTheDocument) {
  const LessonRow row = prepared_row();
  run("DROP ROLE IF EXISTS writer");
  run("CREATE ROLE writer LOGIN PASSWORD 'of-few-rights'");
  run("GRANT SELECT, UPDATE (video_url) ON lesson_cache TO writer");
  run("GRANT SELECT, INSERT ON vina_migrations, vina_videos, vina_ledger TO writer");
  std::string address = server().url(database_name(), "of-few-rights");
  address.replace(address.find("//vina:"), 7, "//writer:");
  LessonDatabase database{parse_database_url(address)};
  database.prepare_to_record();
  database.record_video(database.find({"l01", "", 3, "", ""}).row, video_with_a_charge());
  expect_recorded_times(1);
  run("REVOKE UPDATE (video_url) ON lesson_cache FROM writer");
  EXPECT_THAT(failure(ErrorKind::kStorage, [&] { database.prepare_to_record(); }), HasSubstr("permission denied"))
      << "found out before anything is paid";
  run("DROP OWNED BY writer");
  run("DROP ROLE writer");
}

TEST_P(PostgresqlTest, TakesIdsThatAreNumbers) {
  run("ALTER TABLE lesson_cache ALTER lesson_id TYPE integer USING 8, ALTER course_id TYPE integer USING 7");
  add("7", "8", 3, "", "", "numbered", "2026-01-01 10:00:00");
  for (const LessonQuery& query : {LessonQuery{"8", "", 3, "", ""}, {"7:8", "", 3, "", ""}, {"8", "7", 3, "", ""}}) {
    EXPECT_EQ(open().find(query).row.course_id, "7");
  }
  EXPECT_EQ(open().list({"", "7", {}, "", {}}).size(), 1U);
}

TEST_P(PostgresqlTest, NeverTellsThePassword) {
  const std::string message = failure(
      ErrorKind::kStorage, [&] { LessonDatabase{parse_database_url(server().url(database_name(), "hush-hush"))}; });
  EXPECT_THAT(message, AllOf(HasSubstr("password authentication failed"), Not(HasSubstr("hush"))));
  const std::string nowhere = failure(
      ErrorKind::kStorage, [] { LessonDatabase{parse_database_url("postgresql://me:hush-hush@/x?host=%2Fnone")}; });
  EXPECT_THAT(nowhere, AllOf(HasSubstr("postgresql://me@/none/x"), Not(HasSubstr("hush"))));
}

}  // namespace
}  // namespace vina
