// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/program_run.h"
#include "support/scratch_folder.h"

namespace vina::testing {
namespace {

using ::testing::HasSubstr;

class StandardStreams : public ::testing::Test {
 protected:
  StandardStreams() {
    std::ofstream{scratch / "lesson.json"}
        << R"({"lesson_title":"T","slides":[{"slide_title":"S","items":[{"bullet":"B","talk":"A talk."}]}]})";
  }
  ProgramRun run(const std::string& line) { return run_shell(scratch.path(), line); }

  ScratchFolder scratch;
};

TEST_F(StandardStreams, ClosedOutputIsFoundBeforeTheWork) {
  const ProgramRun closed = run("vina render lesson.json >&-");
  EXPECT_EQ(closed.exit_code, 5);
  EXPECT_THAT(closed.err, HasSubstr("error: cannot write to standard output"));
  EXPECT_FALSE(std::filesystem::exists(scratch / "lesson.mp4"));
}

TEST_F(StandardStreams, FullOrClosedOutputFailsEveryCommand) {
  for (const char* command : {"validate lesson.json", "doctor", "--version", "--help", "completion bash"}) {
    for (const char* output : {">/dev/full", ">&-"}) {
      const ProgramRun failed = run(std::string{"vina "} + command + " " + output);
      EXPECT_EQ(failed.exit_code, 5) << command << output;
      EXPECT_THAT(failed.err, HasSubstr("error: cannot write to standard output")) << command << output;
    }
  }
}

TEST_F(StandardStreams, ReaderThatIsGoneIsAnErrorAndNoCrash) {
  const ProgramRun failed = run("mkfifo pipe; (exec 3<pipe; exec 3<&-) & { sleep 0.2; vina completion bash; } > pipe");
  EXPECT_EQ(failed.exit_code, 5);
  EXPECT_THAT(failed.err, HasSubstr("Broken pipe"));
}

TEST_F(StandardStreams, ClosedErrorStreamHarmsNothing) {
  EXPECT_EQ(run("vina validate lesson.json 2>&-").exit_code, 0);
  EXPECT_EQ(run("vina validate missing.json 2>&-").exit_code, 2);
  EXPECT_EQ(run("vina validate lesson.json <&- 2>/dev/full").exit_code, 0);
}

TEST_F(StandardStreams, LessonComesThroughAPipe) {
  const ProgramRun valid = run("cat lesson.json | vina validate -");
  EXPECT_EQ(valid.exit_code, 0) << valid.err;
  EXPECT_EQ(nlohmann::json::parse(valid.out)["valid"], true);
  EXPECT_EQ(run("vina validate <(cat lesson.json)").exit_code, 0);
}

TEST_F(StandardStreams, AnswersArePlainText) {
  const ProgramRun version = run("vina --version");
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_THAT(version.out, ::testing::MatchesRegex("vina [0-9.]+\n"));
  EXPECT_EQ(version.err, "");
  EXPECT_THAT(run("vina render --help").out, HasSubstr("Examples:"));
}

}  // namespace
}  // namespace vina::testing
