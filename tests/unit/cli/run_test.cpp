// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/run.h"

#include <fcntl.h>
#include <poll.h>

#include <array>
#include <new>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "lesson/lesson_reader.h"
#include "support/pseudo_terminal.h"
#include "unit/cli/program_test.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

class RunTest : public testing::ProgramTest {
 protected:
  int run_failing(ErrorKind kind, const std::string& message) {
    surroundings.render = [&](auto&&...) -> RenderResult { throw Error{kind, message}; };
    return run({"render", lesson, "-o", video, "--quiet"});
  }
};

TEST_F(RunTest, WritesOneJsonObjectForAVideo) {
  result.times = {{.step = "speech", .seconds = 0.5}};
  result.warnings = {{"/slides/0", "is plain", false}};
  ASSERT_EQ(run({"render", lesson, "-o", video}), 0) << err();
  const Json json = Json::parse(out());
  EXPECT_EQ(json["video_url"], "file:///out/l.mp4");
  EXPECT_EQ(json["subtitle_url"], "file:///out/l.vtt");
  EXPECT_EQ(json["duration_seconds"], 12.5);
  EXPECT_EQ(json["degraded"], false);
  EXPECT_EQ(json["warnings"][0]["pointer"], "/slides/0");
  EXPECT_EQ(json["seconds_by_step"]["speech"], 0.5);
}

TEST_F(RunTest, WritesNullForCaptionsThatAreNotThere) {
  result.subtitle_url.clear();
  ASSERT_EQ(run({"render", lesson, "-o", video, "--no-captions"}), 0);
  EXPECT_TRUE(Json::parse(out())["subtitle_url"].is_null());
}

TEST_F(RunTest, TellsProgressAndWarningsOnStandardError) {
  result.warnings = {{"/slides/0/items/0/bullet", "has no glyph for U+1F9FF", true}};
  ASSERT_EQ(run({"render", lesson, "-o", video}), 0);
  EXPECT_EQ(err(),
            "[ 25 %] Speaking: slide 1 of 1\n"
            "warning: /slides/0/items/0/bullet: has no glyph for U+1F9FF\n");
}

TEST_F(RunTest, GathersEqualWarningsOnTheScreenAlone) {
  for (int i = 0; i < 12; ++i) result.warnings.push_back({"/slides/" + std::to_string(i), "has no picture", true});
  ASSERT_EQ(run({"render", lesson, "-o", video}), 0);
  EXPECT_THAT(err(), ::testing::EndsWith("\nwarning: /slides/0 and 11 more: has no picture\n"));
  EXPECT_EQ(Json::parse(out())["warnings"].size(), 12U);
}

TEST_F(RunTest, IsSilentWithQuiet) {
  result.warnings = {{"", "is plain", false}};
  ASSERT_EQ(run({"render", lesson, "-o", video, "--quiet"}), 0);
  EXPECT_EQ(err(), "");
  EXPECT_EQ(run_failing(ErrorKind::kMedia, "no codec"), 4);
  EXPECT_EQ(err(), "error: no codec\n");
}

TEST_F(RunTest, TurnsErrorsIntoOneLineAndTheirExitCode) {
  EXPECT_EQ(run_failing(ErrorKind::kStorage, "cannot write\n'x'"), 5);
  EXPECT_EQ(err(), "error: cannot write\\n'x'\n");
  EXPECT_EQ(run_failing(ErrorKind::kCancelled, "cancelled"), 130);
  EXPECT_EQ(err(), "error: cancelled; no unfinished file was left\n");
  EXPECT_EQ(run_failing(ErrorKind::kInternal, "lost the thread"), 1);
  EXPECT_EQ(err(), "error: lost the thread; this is a defect of vina, please report it\n");
  EXPECT_EQ(out(), "");
}

TEST_F(RunTest, HasWhatItMakesCheckedWhereItIsAskedTo) {
  EXPECT_EQ(run({"render", lesson, "-o", video, "--quiet"}), 0);
  EXPECT_FALSE(given.verify);
  EXPECT_EQ(run({"render", lesson, "-o", video, "--verify", "--quiet"}), 0);
  EXPECT_TRUE(given.verify);
  EXPECT_EQ(run_failing(ErrorKind::kNotAsReported, "reveals: late\n'v.mp4' is finished; the files stay"), 12);
  EXPECT_EQ(err(), "error: reveals: late\nerror: 'v.mp4' is finished; the files stay\n");
  EXPECT_EQ(out(), "");
}

TEST_F(RunTest, ChecksAFinishedVideo) {
  CheckOptions asked;
  bool is_fine = false;
  surroundings.check = [&](const CheckOptions& options, const std::stop_token&) {
    asked = options;
    Finding finding{"reveals", is_fine, "on time", "2 frames late"};
    if (!is_fine) finding.faults = {{"2 frames late", milliseconds(61'200), 2, 1}, {"missing", std::nullopt, 3}};
    return CheckResult{"v.mp4", "r.json", "Tea", 3, milliseconds(90'000), {finding}};
  };
  EXPECT_EQ(run({"check", "v.mp4", "--report", "r.json", "--offline", "--json"}), 12);
  EXPECT_EQ(asked.report, "r.json");
  EXPECT_TRUE(asked.offline);
  const Json answer = Json::parse(out());
  EXPECT_EQ(answer["ok"], false);
  EXPECT_EQ(answer["findings"][0]["check"], "reveals");
  EXPECT_EQ(answer["findings"][0]["found"], "2 frames late");
  EXPECT_EQ(answer["findings"][0]["faults"][0],
            (Json{{"seconds", 61.2}, {"slide", 2}, {"bullet", 1}, {"what", "2 frames late"}}));
  EXPECT_EQ(answer["findings"][0]["faults"][1],
            (Json{{"seconds", nullptr}, {"slide", 3}, {"bullet", nullptr}, {"what", "missing"}}));
  EXPECT_EQ(run({"check", "v.mp4"}), 12);
  EXPECT_EQ(out(),
            "v.mp4, by its report r.json\n\"Tea\", 3 slides, 1:30.000\n\n"
            "  WRONG  reveals            slide 2, bullet 1, at 1:01.200: 2 frames late\n"
            "                            slide 3: missing\n"
            "                            expected: on time\n"
            "\n1 of 1 checks failed: reveals.\n");
  is_fine = true;
  EXPECT_EQ(run({"check", "v.mp4"}), 0);
  EXPECT_FALSE(asked.offline);
  EXPECT_THAT(out(), HasSubstr("  ok     reveals            2 frames late\n\nAll 1 checks passed"));
}

TEST_F(RunTest, SurvivesEveryException) {
  surroundings.render = [](auto&&...) -> RenderResult { throw std::bad_alloc{}; };
  EXPECT_EQ(run({"render", lesson, "-o", video, "-q"}), 1);
  EXPECT_THAT(err(), HasSubstr("out of memory"));
  surroundings.render = [](auto&&...) -> RenderResult { throw std::runtime_error{"odd"}; };
  EXPECT_EQ(run({"render", lesson, "-o", video, "-q"}), 1);
  EXPECT_THAT(err(), HasSubstr("error: odd"));
}

TEST_F(RunTest, ListsEveryFaultOfALesson) {
  std::ofstream{lesson} << R"({"lesson_title":"", "slides":[]})";
  EXPECT_EQ(run({"render", lesson, "-o", video}), 3);
  EXPECT_THAT(err(), HasSubstr("error: " + lesson + ": /lesson_title: "));
  EXPECT_THAT(err(), HasSubstr("error: " + lesson + ": /slides: "));
  EXPECT_EQ(out(), "");
}

TEST_F(RunTest, ValidatesWithAJsonAnswer) {
  EXPECT_EQ(run({"validate", lesson}), 0);
  EXPECT_EQ(Json::parse(out())["valid"], true);
  EXPECT_EQ(Json::parse(out())["slides"], 1);
  std::ofstream{lesson} << R"({"lesson_title":"T", "slides":[]})";
  EXPECT_EQ(run({"validate", lesson, "--quiet"}), 3);
  EXPECT_EQ(Json::parse(out())["valid"], false);
  EXPECT_EQ(Json::parse(out())["faults"][0]["pointer"], "/slides");
}

TEST_F(RunTest, ValidatesADocumentThatIsNoneWithAJsonAnswer) {
  for (const std::string& document : {std::string{}, std::string(kMaxLessonBytes + 1, ' ')}) {
    std::ofstream{lesson} << document;
    EXPECT_EQ(run({"validate", lesson}), 3);
    EXPECT_EQ(Json::parse(out())["valid"], false);
    EXPECT_EQ(Json::parse(out())["faults"].size(), 1);
  }
}

TEST_F(RunTest, ListsTheSlidesItDrew) {
  ASSERT_EQ(run({"slides", lesson, "-o", "pictures", "--theme", "light"}), 0) << err();
  EXPECT_EQ(out(), "pictures/1.png\npictures/contact-sheet.png\n");
  EXPECT_THAT(err(), HasSubstr("warning: /slides/0: is missing something\n"));
  EXPECT_EQ(given.theme, "light");
}

TEST_F(RunTest, ExaminesTheComputer) {
  run({"doctor", "--json"});
  EXPECT_TRUE(Json::parse(out())["checks"].is_array());
  run({"doctor"});
  EXPECT_THAT(out(), HasSubstr("temporary folder"));
}

TEST_F(RunTest, DrawsABarOnATerminalAndClearsIt) {
  const testing::PseudoTerminal bar{24, 60};
  surroundings.environment = {.colour = false, .dumb_terminal = false, .utf8 = false};
  surroundings.error = bar.terminal();
  surroundings.output = ::open("/dev/null", O_WRONLY);
  ASSERT_EQ(vina::run({"render", lesson, "-o", video}, surroundings), 0);
  std::string shown;
  pollfd readable{bar.controller(), POLLIN, 0};
  while (!shown.ends_with("25 %\r\x1b[K") && ::poll(&readable, 1, 5000) > 0) {  // a terminal delivers in pieces
    std::array<char, 1000> piece{};
    const ssize_t count = ::read(bar.controller(), piece.data(), piece.size());
    if (count <= 0) break;
    shown.append(piece.data(), static_cast<std::size_t>(count));
  }
  EXPECT_EQ(shown, "\r\x1b[KSpeaking  slide 1 of 1  [######                    ]   25 %\r\x1b[K");
}

TEST_F(RunTest, PrintsCompletionScripts) {
  EXPECT_EQ(run({"completion", "bash"}), 0);
  EXPECT_THAT(out(), HasSubstr("complete -F _vina vina"));
  EXPECT_EQ(run({"completion", "zsh"}), 0);
  EXPECT_THAT(out(), HasSubstr("#compdef vina"));
  EXPECT_EQ(run({"completion", "fish"}), 0);
  EXPECT_THAT(out(), HasSubstr("complete -c vina"));
  EXPECT_EQ(run({"completion", "tcsh"}), 2);
}

TEST_F(RunTest, SaysThatFinishedFilesStayWhereTheAnswerIsLost) {
  const FileDescriptor full{::open("/dev/full", O_WRONLY)};
  const FileDescriptor error{::open((scratch / "err").c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600)};
  surroundings.output = full.get();
  surroundings.error = error.get();
  EXPECT_EQ(vina::run({"render", lesson, "-o", video, "-q"}, surroundings), 5);
  EXPECT_EQ(vina::run({"slides", lesson, "-o", "pictures", "-q"}, surroundings), 5);
  const std::string why =
      "finished and stay, but the answer that says so is lost: cannot write to standard output: No space left on "
      "device; give it a reader or a file with room\n";
  EXPECT_EQ(err(), "error: '" + video + "' and the files beside it are " + why +
                       "error: the pictures in 'pictures' are " + why);
}

TEST_F(RunTest, FailsBeforeTheWorkIfStandardOutputIsClosed) {
  bool rendered = false;
  surroundings.render = [&](auto&&...) { return rendered = true, result; };
  surroundings.output = ::open("/dev/null", O_RDONLY);
  EXPECT_EQ(vina::run({"render", lesson, "-o", video, "-q"}, surroundings), 5);
  EXPECT_FALSE(rendered);
}

}  // namespace
}  // namespace vina
