// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <nlohmann/json.hpp>

#include "end_to_end/cli/vina_in_scratch.h"

namespace vina::testing {
namespace {

using ::testing::HasSubstr;

class StandardStreams : public VinaInScratch {};

TEST_F(StandardStreams, ClosedOutputIsFoundBeforeTheWork) {
  const CommandResult closed = run("vina render lesson.json >&-");
  EXPECT_EQ(closed.exit_code, 5);
  EXPECT_THAT(closed.err, HasSubstr("error: cannot write to standard output"));
  EXPECT_FALSE(std::filesystem::exists(scratch / "lesson.mp4"));
}

TEST_F(StandardStreams, FullOrClosedOutputFailsEveryCommand) {
  for (const char* command : {"validate lesson.json", "doctor", "--version", "--help", "completion bash"}) {
    for (const char* output : {">/dev/full", ">&-"}) {
      const CommandResult failed = run(std::string{"vina "} + command + " " + output);
      EXPECT_EQ(failed.exit_code, 5) << command << output;
      EXPECT_THAT(failed.err, HasSubstr("error: cannot write to standard output")) << command << output;
    }
  }
}

TEST_F(StandardStreams, FinishedFilesStayWhereTheAnswerIsLost) {
  const CommandResult failed = run("vina render lesson.json -q -o tea.mp4 >/dev/full");
  EXPECT_EQ(failed.exit_code, 5);
  EXPECT_THAT(failed.err, ::testing::StartsWith("error: 'tea.mp4' and the files beside it are finished and stay"));
  EXPECT_EQ(files(), (std::set<std::string>{"lesson.json", "tea.mp4", "tea.vtt", "tea.srt", "tea.json"}));
}

TEST_F(StandardStreams, ReaderThatIsGoneIsAnErrorAndNoCrash) {
  const CommandResult failed =
      run("mkfifo pipe; (exec 3<pipe; exec 3<&-) & { sleep 0.2; vina completion bash; } > pipe");
  EXPECT_EQ(failed.exit_code, 5);
  EXPECT_THAT(failed.err, HasSubstr("Broken pipe"));
}

TEST_F(StandardStreams, ClosedErrorStreamHarmsNothing) {
  EXPECT_EQ(run("vina validate lesson.json 2>&-").exit_code, 0);
  EXPECT_EQ(run("vina validate missing.json 2>&-").exit_code, 2);
  EXPECT_EQ(run("vina validate lesson.json <&- 2>/dev/full").exit_code, 0);
}

TEST_F(StandardStreams, LessonComesThroughAPipe) {
  const CommandResult valid = run("cat lesson.json | vina validate -");
  EXPECT_EQ(valid.exit_code, 0) << valid.err;
  EXPECT_EQ(nlohmann::json::parse(valid.out)["valid"], true);
  EXPECT_EQ(run("vina validate <(cat lesson.json)").exit_code, 0);
}

TEST_F(StandardStreams, AnswersArePlainText) {
  const CommandResult version = run("vina --version");
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_THAT(version.out, ::testing::MatchesRegex("vina [0-9.]+\n"));
  EXPECT_EQ(version.err, "");
  EXPECT_THAT(run("vina render --help").out, HasSubstr("Examples:"));
}

}  // namespace
}  // namespace vina::testing
