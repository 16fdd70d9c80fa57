// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// `vina render --lesson`: the lesson comes from the database, and the video's URL goes back.

#include <chrono>
#include <fstream>
#include <functional>
#include <optional>
#include <stop_token>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "storage/database/profile_hash.h"
#include "unit/cli/program_test.h"
#include "wrap/crypto/hash.h"
#include "wrap/soci/connection.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using Json = nlohmann::json;

class RenderFromDatabaseTest : public testing::ProgramTest {
 protected:
  RenderFromDatabaseTest() {
    surroundings.environment.database_url = database;
    result.report = scratch / "report.json";
    write_report("folder");
    surroundings.render = [this](const Lesson& lesson_of_row, const std::vector<Warning>&, const RenderOptions& options,
                                 const ProgressListener&, const std::stop_token&) {
      rendered = lesson_of_row;
      given = options;
      if (during_render) during_render();
      return result;
    };
    import({});
  }

  /// As the pipeline writes it beside the video.
  void write_report(const std::string& published_to, const std::string& lesson_id = "l 01") {
    result.published_to = published_to;
    Json report = Json::parse(R"({"vina": "test", "video": {"poster_url": null, "duration_seconds": 12.5},
      "captions": {}, "degraded": false, "costs": {"assets": [
        {"pointer": "/slides/0", "vendor": "elevenlabs", "model": "v3", "key": "ab", "outcome": "answered",
         "credits": 120, "usd": null},
        {"pointer": "/slides/0/figure", "vendor": "google", "outcome": "stored"}]}})");
    report["lesson"]["id"] = lesson_id;
    report["video"]["url"] = result.video_url;
    report["video"]["published_to"] = published_to;
    report["captions"]["url"] = result.subtitle_url;
    std::ofstream{result.report} << report;
  }

  sql::Connection other_program() const { return sql::Connection{std::filesystem::path{database}, "test"}; }

  void import(const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"lessons", "import", lesson, "--difficulty", "3"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(run(arguments), 0) << err();
  }

  /// Renders into the scratch folder, with `-o`.
  int render(const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"render", "--lesson", "c1:l 01", "-o", video, "-q"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  void expect_refused(const std::vector<std::string>& arguments, const std::string& message) {
    EXPECT_EQ(run(arguments), 2);
    EXPECT_THAT(err(), HasSubstr(message));
    EXPECT_FALSE(rendered) << "nothing may be paid for";
  }

  std::string cell(const std::string& statement) const {
    const auto rows = sql::Connection{std::filesystem::path{database}, "test"}.query(statement);
    return rows.empty() ? "no row" : rows.at(0).at(0).value_or("null");
  }

  std::string database = (scratch / "lessons.db").string();
  std::optional<Lesson> rendered;
  std::function<void()> during_render;
};

TEST_F(RenderFromDatabaseTest, RendersTheRowAndWritesTheUrlBack) {
  ASSERT_EQ(render({"--difficulty", "3"}), 0) << err();
  EXPECT_EQ(rendered->title, "T");
  EXPECT_EQ(rendered->course_id, "c1");
  EXPECT_EQ(rendered->difficulty_level, 3);
  EXPECT_EQ(Json::parse(out())["video_url"], result.video_url);
  EXPECT_EQ(cell("SELECT video_url FROM lesson_cache"), result.video_url);
  EXPECT_EQ(cell("SELECT receipt FROM vina_videos"), content(result.report));
  EXPECT_EQ(cell("SELECT subtitle_url FROM vina_videos"), result.subtitle_url);
  EXPECT_EQ(cell("SELECT CAST(duration_seconds AS text) FROM vina_videos"), "12.5");
  EXPECT_EQ(cell("SELECT vendor || model || place || outcome || CAST(credits AS text) FROM vina_ledger"),
            "elevenlabsv3/slides/0answered120.0");
  EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM vina_ledger"), "1") << "what was in the store was paid before";
}

TEST_F(RenderFromDatabaseTest, FindsTheProfileAndShowsItToThePicturesToo) {
  import({"--profession", "Nurse", "--industry", "health", "--experience", "senior", "--adaptation", "examples"});
  ASSERT_EQ(render({"--difficulty", "3", "--profession", "Nurse", "--industry", "health", "--experience", "senior",
                    "--adaptation", "examples"}),
            0)
      << err();
  EXPECT_EQ(given.vendors.google.viewer.profession, "Nurse");
  EXPECT_EQ(cell("SELECT video_url FROM lesson_cache WHERE profile_hash = '" +
                 profile_hash("Nurse", "health", "senior") + "'"),
            result.video_url);
  EXPECT_EQ(cell("SELECT video_url FROM lesson_cache WHERE profile_hash IS NULL"), "null");
}

TEST_F(RenderFromDatabaseTest, NamesTheVideoAfterTheVariant) {
  import({"--profile-hash", "0A1b2c3", "--adaptation", "more examples"});
  const auto here = std::filesystem::current_path();
  std::filesystem::current_path(scratch.path());
  EXPECT_EQ(run({"render", "--lesson", "l 01", "--difficulty", "3", "--adaptation", "more examples"}), 0) << err();
  std::filesystem::current_path(here);
  const std::string parts = "c1\nl 01\nd3\n0a1b2c3\nmore examples";
  EXPECT_EQ(given.output, "c1-l_01-d3-0a1b2c3-more_examples-" + crypto::sha256(parts).substr(0, 8) + ".mp4");
}

TEST_F(RenderFromDatabaseTest, SaysWhichRowItTookWhereSeveralProfilesMatch) {
  import({"--profile-hash", "0a1b2c3"});
  ASSERT_EQ(run({"render", "--lesson", "l 01", "--difficulty", "3", "-o", video}), 0) << err();
  EXPECT_THAT(err(), AllOf(HasSubstr("warning: the newest row is taken"), HasSubstr("1 other profile match"),
                           HasSubstr("--profile-hash")));
}

TEST_F(RenderFromDatabaseTest, RefusesWhatItDoesNotFindWithTheNearestRows) {
  expect_refused({"render", "--lesson", "l 01", "--difficulty", "4", "-o", video},
                 "has no lesson l 01, difficulty 4, no adaptation; nearest: c1:l 01, difficulty 3, no profile");
}

TEST_F(RenderFromDatabaseTest, RefusesCallsThatAreAmbiguous) {
  expect_refused({"render", "--lesson", "l 01"}, "--lesson needs --difficulty");
  expect_refused({"render", lesson, "--lesson", "l 01", "--difficulty", "3"}, "two lessons; leave one out");
  expect_refused({"render", lesson, "--difficulty", "3"}, "need --lesson");
  expect_refused({"render", "-q"}, "LESSON is required, or --lesson (see 'vina render --help')");
}

TEST_F(RenderFromDatabaseTest, SaysWhereTheVideoIsWhenItsUrlCannotBeWrittenBack) {
  during_render = [this] { other_program().execute("DELETE FROM lesson_cache"); };
  EXPECT_EQ(render({"--difficulty", "3"}), 5);
  EXPECT_THAT(err(), AllOf(HasSubstr("the video is finished and is at " + result.video_url), HasSubstr("is gone")));
  EXPECT_EQ(out(), "");
}

TEST_F(RenderFromDatabaseTest, StopsWaitingForALockAndSaysHowTheUrlIsWrittenLater) {
  std::stop_source stop;
  surroundings.stop = stop.get_token();
  std::optional<sql::Connection> other;
  std::optional<sql::Transaction> transaction;
  std::jthread stopper;
  during_render = [&] {
    other.emplace(other_program());
    transaction.emplace(*other);
    stopper = std::jthread{[&stop] {
      std::this_thread::sleep_for(std::chrono::milliseconds{200});
      stop.request_stop();
    }};
  };
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(render({"--difficulty", "3"}), 130);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{2});
  const std::string later = "vina lessons record " + result.report.string() + " --row 1";
  EXPECT_THAT(err(), AllOf(HasSubstr("the video is finished and is at " + result.video_url), HasSubstr(later)));
  EXPECT_EQ(out(), "");

  transaction.reset();
  surroundings.stop = {};
  EXPECT_EQ(run({"lessons", "record", result.report.string(), "--row", "1"}), 0) << err();
  EXPECT_EQ(cell("SELECT video_url FROM lesson_cache"), result.video_url);
  EXPECT_EQ(cell("SELECT CAST(duration_seconds AS text) FROM vina_videos"), "12.5");
}

TEST_F(RenderFromDatabaseTest, ReplacesAPublishedVideoByAFileOfThisComputerOnlyIfToldTo) {
  other_program().execute("UPDATE lesson_cache SET video_url = 'https://cdn.example/of-yesterday.mp4'");
  expect_refused({"render", "--lesson", "c1:l 01", "-o", video, "--difficulty", "3"},
                 "has the published video https://cdn.example/of-yesterday.mp4");
  write_report("folder");
  expect_refused({"lessons", "record", result.report.string(), "--row", "1"}, "publish it first");
  EXPECT_EQ(cell("SELECT video_url FROM lesson_cache"), "https://cdn.example/of-yesterday.mp4");
  EXPECT_EQ(render({"--difficulty", "3", "--publish", "folder"}), 0) << err();
  EXPECT_EQ(cell("SELECT video_url FROM lesson_cache"), result.video_url);
}

TEST_F(RenderFromDatabaseTest, WarnsOfTheVideoOfAnotherLesson) {
  write_report("folder", "l 02");
  EXPECT_EQ(run({"lessons", "record", result.report.string(), "--row", "1"}), 0) << err();
  EXPECT_THAT(err(), HasSubstr("warning: the video is of the lesson 'l 02', and row 1 is c1:l 01"));
}

TEST_F(RenderFromDatabaseTest, WritesNoUrlOfAVideoThatCouldNotBePublished) {
  other_program().execute("UPDATE lesson_cache SET video_url = 'file:///of-yesterday.mp4'");
  during_render = [this] { write_report(""); };
  EXPECT_EQ(run({"render", "--lesson", "c1:l 01", "-o", video, "--difficulty", "3"}), 2);
  EXPECT_THAT(err(), AllOf(HasSubstr("was not written back"), HasSubstr("is not published")));
  EXPECT_EQ(cell("SELECT video_url FROM lesson_cache"), "file:///of-yesterday.mp4");
  EXPECT_EQ(cell("SELECT CAST(count(*) AS text) FROM vina_videos"), "0");
}

TEST_F(RenderFromDatabaseTest, RecordsNothingOfAFileThatIsNoReportOfAPublishedVideo) {
  expect_refused({"lessons", "record", lesson, "--row", "1"}, "is no report of a finished video");
  write_report("");
  expect_refused({"lessons", "record", result.report.string(), "--row", "1"}, "is not published");
  write_report("folder");
  expect_refused({"lessons", "record", result.report.string(), "--row", "99"}, "no row 99");
  expect_refused({"lessons", "record", result.report.string()}, "needs --row");
  expect_refused({"lessons", "ls", "--row", "1"}, "--row is for 'record'");
}

TEST_F(RenderFromDatabaseTest, TellsNoPasswordOfAUrlInTheWrongPlace) {
  const std::string url = "postgresql://me:hush@db.example/lessons";
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{url},
                                                    {"render", url},
                                                    {"lessons", "ls", "--db", "x" + url},
                                                    {"lessons", url},
                                                    {"cache", "ls", url},
                                                    {"render", "--lesson", "l", "--difficulty", "3", "--bd", url}}) {
    EXPECT_NE(run(arguments), 0);
    EXPECT_EQ(err().find("hush"), std::string::npos) << err();
  }
}

TEST_F(RenderFromDatabaseTest, NamesTheFaultsOfALessonWithItsRow) {
  other_program().execute("UPDATE lesson_cache SET lesson_json = '{\"lesson_title\":\"T\"}'");
  EXPECT_EQ(render({"--difficulty", "3"}), 3);
  EXPECT_THAT(err(), HasSubstr("row 1 of lesson_cache: /slides: is missing"));
  EXPECT_FALSE(rendered);
}

}  // namespace
}  // namespace vina
