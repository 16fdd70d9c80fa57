// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/program_run.h"
#include "support/scratch_folder.h"

namespace vina::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::json;

constexpr const char* kLesson = R"({"lesson_id":"c1:l01","lesson_title":"Tea","slides":[
  {"slide_title":"Leaves","items":[{"bullet":"Green","talk":"Green tea is not fermented."}]},
  {"slide_title":"Water","items":[{"bullet":"Hot","talk":"Water should be hot."}]}]})";

class RenderEndToEnd : public ::testing::Test {
 protected:
  RenderEndToEnd() { std::ofstream{scratch / "lesson.json"} << kLesson; }

  ProgramRun run(const std::string& line) { return run_shell(scratch.path(), line); }

  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{scratch.path()}) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }

  void expect_failure(const std::string& line, int exit_code, const std::string& part) {
    const auto before = files();
    const ProgramRun failed = run(line);
    EXPECT_EQ(failed.exit_code, exit_code) << failed.err;
    EXPECT_EQ(failed.out, "");
    EXPECT_EQ(std::count(failed.err.begin(), failed.err.end(), '\n'), 1) << failed.err;
    EXPECT_THAT(failed.err, HasSubstr(part));
    EXPECT_EQ(files(), before);
  }

  ScratchFolder scratch;
};

// The tests named DISABLED_ wait for the pipeline.

TEST_F(RenderEndToEnd, DISABLED_WritesTheFilesAndSaysWhereTheyAre) {
  const ProgramRun done = run("vina render lesson.json -o 'my lesson.mp4'");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const Json json = Json::parse(done.out);
  EXPECT_THAT(json["video_url"].get<std::string>(), StartsWith("file:///"));
  EXPECT_THAT(json["video_url"].get<std::string>(), ::testing::EndsWith("/my%20lesson.mp4"));
  EXPECT_THAT(json["subtitle_url"].get<std::string>(), ::testing::EndsWith("/my%20lesson.vtt"));
  EXPECT_GT(json["duration_seconds"].get<double>(), 3.0);
  EXPECT_EQ(json["degraded"], false);
  EXPECT_EQ(files(), (std::set<std::string>{"lesson.json", "my lesson.mp4", "my lesson.vtt", "my lesson.srt",
                                            "my lesson.json"}));
  const auto lines = std::count(done.err.begin(), done.err.end(), '\n');
  EXPECT_GE(lines, 2) << done.err;
  EXPECT_LE(lines, 20) << done.err;
}

TEST_F(RenderEndToEnd, DISABLED_NeverWritesOverTheLesson) {
  ASSERT_EQ(run("vina render lesson.json").exit_code, 0);
  EXPECT_EQ(content_of(scratch / "lesson.json"), kLesson);
  EXPECT_TRUE(Json::accept(content_of(scratch / "lesson.report.json")));
}

TEST_F(RenderEndToEnd, DISABLED_IsSilentWithQuietAndNamesTheVideoAfterTheLessonId) {
  const ProgramRun done = run("vina render - --quiet --no-captions < lesson.json");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(done.err, "");
  EXPECT_TRUE(Json::parse(done.out)["subtitle_url"].is_null());
  EXPECT_EQ(files(), (std::set<std::string>{"lesson.json", "c1_l01.mp4", "c1_l01.json"}));
}

TEST_F(RenderEndToEnd, DISABLED_LeavesCaptionsOutWhereTheEnvironmentSaysSo) {
  const ProgramRun done = run("VIDEO_GENERATE_SUBTITLES=false vina render lesson.json -q");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_FALSE(files().contains("lesson.vtt"));
}

TEST_F(RenderEndToEnd, DISABLED_RefusesWhatIsNotThere) {
  expect_failure("vina render lesson.json -q --theme nonesuch", 2, "nonesuch");
  expect_failure("vina render lesson.json -q --theme lesson.json", 2, "lesson.json");
  expect_failure("vina render lesson.json -q --language tlh", 2, "tlh");
  expect_failure("vina render lesson.json -q --logo lesson.json", 4, "lesson.json");
}

TEST_F(RenderEndToEnd, DISABLED_IsStrictWhereItIsToldTo) {
  std::ofstream{scratch / "odd.json"}
      << R"({"lesson_title":"T","slides":[{"slide_title":"S","items":[{"bullet":"B 􀀀","talk":"A talk."}]}]})";
  expect_failure("vina render odd.json -q --strict", 10, "/slides/0/items/0/bullet");
  const ProgramRun done = run("vina render odd.json -q");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(Json::parse(done.out)["degraded"], true);
}

TEST_F(RenderEndToEnd, DISABLED_LeavesNothingWhenTheDiskIsFull) {
  // A limit on the size of files stands for a full disk: it needs no rights.
  expect_failure("ulimit -f 40; vina render lesson.json -q", 5, "error: ");
}

TEST_F(RenderEndToEnd, DISABLED_StopsInTheMiddleAndLeavesNothing) {
  const std::string lesson = std::string{VINA_SOURCE_DIR} + "/examples/lessons/longest_allowed.json";
  for (const char* wait : {"0.1", "0.7", "1.5"}) {
    const auto before = files();
    const ProgramRun stopped = run("vina render '" + lesson + "' -o out.mp4 -q & pid=$!; sleep " + wait +
                                   "; kill -INT $pid; s=$(date +%s%N); wait $pid; c=$?; e=$(date +%s%N); "
                                   "echo $(((e - s) / 1000000)); exit $c");
    EXPECT_EQ(stopped.exit_code, 130) << stopped.err;
    EXPECT_LT(std::stoi(stopped.out), 1000) << "milliseconds, when stopped after " << wait << " s";
    EXPECT_EQ(files(), before);
  }
}

TEST_F(RenderEndToEnd, DISABLED_DrawsSlides) {
  const ProgramRun done = run("vina slides lesson.json -o pictures");
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("pictures/contact-sheet.png\n"));
  EXPECT_TRUE(std::filesystem::exists(scratch / "pictures/contact-sheet.png"));
}

}  // namespace
}  // namespace vina::testing
