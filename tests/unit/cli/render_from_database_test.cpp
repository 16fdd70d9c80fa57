// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// `vina render --lesson`: the lesson comes from the database, and the video's URL goes back.

#include <fstream>
#include <functional>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "storage/database/profile_hash.h"
#include "unit/cli/program_test.h"
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
    result.published_to = "folder";
    result.report = scratch / "report.json";
    std::ofstream{result.report} << R"({"vina": "test"})";
    surroundings.render = [this](const Lesson& lesson_of_row, const std::vector<Warning>&, const RenderOptions& options,
                                 const ProgressListener&, const std::stop_token&) {
      rendered = lesson_of_row;
      given = options;
      if (during_render) during_render();
      return result;
    };
    import({});
  }

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
  EXPECT_EQ(cell("SELECT receipt FROM vina_videos"), R"({"vina": "test"})");
  EXPECT_EQ(cell("SELECT CAST(duration_seconds AS text) FROM vina_videos"), "12.5");
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
  EXPECT_EQ(given.output, "c1_l_01-d3-0a1b2c3-more_examples.mp4");
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
  during_render = [this] {
    sql::Connection{std::filesystem::path{database}, "test"}.execute("DELETE FROM lesson_cache");
  };
  EXPECT_EQ(render({"--difficulty", "3"}), 5);
  EXPECT_THAT(err(), AllOf(HasSubstr("the video is finished and is at " + result.video_url), HasSubstr("is gone")));
  EXPECT_EQ(out(), "");
}

TEST_F(RenderFromDatabaseTest, NamesTheFaultsOfALessonWithItsRow) {
  sql::Connection{std::filesystem::path{database}, "test"}.execute(
      "UPDATE lesson_cache SET lesson_json = '{\"lesson_title\":\"T\"}'");
  EXPECT_EQ(render({"--difficulty", "3"}), 3);
  EXPECT_THAT(err(), HasSubstr("row 1 of lesson_cache: /slides: is missing"));
  EXPECT_FALSE(rendered);
}

}  // namespace
}  // namespace vina
