// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/lessons_command.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/health_of_database.h"
#include "storage/database/profile_hash.h"
#include "unit/cli/program_test.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

class LessonsCommandTest : public testing::ProgramTest {
 protected:
  LessonsCommandTest() { surroundings.environment.database_url = database; }

  void expect_refused(const std::vector<std::string>& arguments, const std::string& message) {
    EXPECT_EQ(run(arguments), 2);
    EXPECT_THAT(err(), HasSubstr(message));
    EXPECT_EQ(out(), "");
  }

  std::string database = (scratch / "lessons.db").string();
};

TEST_F(LessonsCommandTest, AreCountedByTheDoctor) {
  ASSERT_EQ(run({"lessons", "import", lesson, "--difficulty", "3"}), 0) << err();
  std::vector<HealthCheck> checks;
  examine_database(database, {}, checks);
  examine_database("", {}, checks);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].health, Health::kGood);
  EXPECT_EQ(checks[0].finding, "1 lesson in the database '" + database + "'");
  examine_database("postgresql://me:hush-hush@/x?host=%2Fnone", {}, checks);
  EXPECT_EQ(checks[1].health, Health::kPartial);
  EXPECT_THAT(checks[1].cure, AllOf(HasSubstr("postgresql://me@/none/x"), Not(HasSubstr("hush"))));
}

TEST_F(LessonsCommandTest, ImportsListsShowsAndExportsALesson) {
  ASSERT_EQ(run({"lessons", "import", lesson, "--difficulty", "3", "--profession", "Nurse", "--industry", "health",
                 "--experience", "senior"}),
            0)
      << err();
  EXPECT_EQ(out(), "c1:l 01\n");
  const std::string hash = profile_hash("Nurse", "health", "senior");

  ASSERT_EQ(run({"lessons", "ls"}), 0) << err();
  EXPECT_THAT(out(), AllOf(HasSubstr("1    c1:l 01  3           " + hash + "  -"), HasSubstr("\n1 lesson\n")));
  ASSERT_EQ(run({"lessons", "ls", "--json"}), 0) << err();
  const Json row = Json::parse(out())["lessons"].at(0);
  EXPECT_EQ(row["course_id"], "c1");
  EXPECT_EQ(row["lesson_id"], "l 01");
  EXPECT_EQ(row["difficulty_level"], 3);
  EXPECT_EQ(row["profile_hash"], hash);
  EXPECT_TRUE(row["adaptation_context"].is_null());
  EXPECT_TRUE(row["video_url"].is_null());

  ASSERT_EQ(run({"lessons", "show", "l 01", "--profile-hash", hash}), 0) << err();
  EXPECT_THAT(out(), AllOf(HasSubstr("lesson      c1:l 01\n"), HasSubstr("title       T\n")));
  ASSERT_EQ(run({"lessons", "show", "l 01", "--json"}), 0) << err();
  EXPECT_EQ(Json::parse(out())["lesson_json"], Json::parse(kLesson));
  ASSERT_EQ(run({"lessons", "export", "c1:l 01"}), 0) << err();
  EXPECT_EQ(out(), kLesson);
  ASSERT_EQ(run({"lessons", "export", "c1:l 01", "-o", (scratch / "copy.json").string()}), 0) << err();
  EXPECT_EQ(content(scratch / "copy.json"), kLesson);
}

TEST_F(LessonsCommandTest, NamesALessonWithoutIdAfterItsFile) {
  std::ofstream{scratch / "l07.json"}
      << R"({"lesson_title":"T","difficulty_level":2,"slides":[{"slide_title":"S","items":[{"bullet":"B","talk":"T."}]}]})";
  ASSERT_EQ(run({"lessons", "import", (scratch / "l07.json").string(), "--course", "c9"}), 0) << err();
  EXPECT_EQ(out(), "c9:l07\n");
}

TEST_F(LessonsCommandTest, ImportsAllOrNone) {
  std::ofstream{scratch / "bad.json"} << R"({"lesson_title":"T"})";
  EXPECT_EQ(run({"lessons", "import", lesson, (scratch / "bad.json").string(), "--difficulty", "3"}), 3);
  EXPECT_THAT(err(), HasSubstr("bad.json: /slides: is missing"));
  EXPECT_FALSE(std::filesystem::exists(database));
}

TEST_F(LessonsCommandTest, SaysWhatIsWrongWithTheCall) {
  expect_refused({"lessons", "import"}, "'import' needs a FILE");
  expect_refused({"lessons", "import", lesson}, "has no difficulty_level; give --difficulty");
  expect_refused({"lessons", "import", lesson, "--difficulty", "6"}, "from 1 to 5");
  expect_refused({"lessons", "import", lesson, "--difficulty", "3", "--course", "c2"}, "of the course 'c1'");
  expect_refused({"lessons", "ls", "a", "b"}, "takes one lesson's id, or none");
  expect_refused({"lessons", "show"}, "'show' needs one lesson's id");
  expect_refused({"lessons", "show", "a", "-o", "x"}, "--output is for 'export'");
  expect_refused({"lessons", "export", "a", "--json"}, "--json is for");
  expect_refused({"lessons", "mv"}, "the action");
  expect_refused({"lessons", "ls"}, "is not there");
  expect_refused({"lessons", "ls", "--profession", "Nurse"}, "all three of --profession");
  expect_refused({"lessons", "ls", "--profile-hash", "xyz"}, "--profile-hash is 'xyz'");
  expect_refused(
      {"lessons", "ls", "--profile-hash", "0000000", "--profession", "a", "--industry", "b", "--experience", "c"},
      "but the hash of");
  EXPECT_FALSE(std::filesystem::exists(database));
}

TEST_F(LessonsCommandTest, NeedsADatabase) {
  surroundings.environment.database_url.clear();
  expect_refused({"lessons", "ls"}, "no database is named; give --db");
  surroundings.environment.dotenv_fault = "'.env' line 3: has no =";
  expect_refused({"lessons", "ls"}, "'.env' line 3");
}

TEST_F(LessonsCommandTest, NeverTellsThePassword) {
  expect_refused({"lessons", "ls", "--db", "mysql://me:hush@h/x"}, "neither sqlite: nor postgresql:");
  EXPECT_THAT(err(), Not(HasSubstr("hush")));
  EXPECT_EQ(run({"lessons", "ls", "--db", "postgresql://me:hush-hush@/x?host=/none"}), 5);
  EXPECT_THAT(err(), AllOf(HasSubstr("postgresql://me@/none/x"), Not(HasSubstr("hush"))));
}

}  // namespace
}  // namespace vina
