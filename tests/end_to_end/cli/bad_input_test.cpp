// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/program_run.h"
#include "support/scratch_folder.h"

namespace vina::testing {
namespace {

constexpr const char* kLesson =
    R"({"lesson_title":"T","slides":[{"slide_title":"S","items":[{"bullet":"B","talk":"A talk."}]}]})";

class BadInput : public ::testing::Test {
 protected:
  BadInput() { std::ofstream{scratch / "good.json"} << kLesson; }

  void write(const std::string& name, const std::string& content) { std::ofstream{scratch / name} << content; }

  /// Expects one line of error with `part` in it, nothing on standard output, and no file that was not there before.
  void expect_failure(const std::string& line, int exit_code, const std::string& part) {
    const auto before = files();
    const ProgramRun run = run_shell(scratch.path(), line);
    EXPECT_EQ(run.exit_code, exit_code) << line << "\n" << run.err;
    EXPECT_EQ(run.out, "") << line;
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << line << "\n" << run.err;
    EXPECT_THAT(run.err, ::testing::AllOf(::testing::StartsWith("error: "), ::testing::HasSubstr(part))) << line;
    EXPECT_EQ(files(), before) << line;
  }

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{scratch.path()}) {
      names.push_back(entry.path().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  ScratchFolder scratch;
};

TEST_F(BadInput, LessonThatIsNoReadableFile) {
  std::filesystem::create_directory(scratch / "folder.json");
  write("empty.json", "");
  write("large.json", "{\"lesson_title\":\"" + std::string(2 * 1024 * 1024, 'x') + "\"}");
  for (const std::string command : {"render", "slides -o pictures", "validate"}) {
    const auto call = [&](const std::string& lesson) { return "vina " + command + " " + lesson; };
    expect_failure(call("missing.json"), 2, "missing.json");
    expect_failure(call("folder.json"), 2, "Is a directory");
    expect_failure(call("''"), 2, "cannot read the lesson ''");
    expect_failure(call("empty.json"), 3, "is empty");
    expect_failure(call("large.json"), 3, "larger than 1 MiB");
    expect_failure(call("/dev/zero"), 3, "larger than 1 MiB");
    expect_failure(call("- < /dev/null"), 3, "standard input");
    expect_failure(call("- <&-"), 2, "standard input");
  }
}

TEST_F(BadInput, LessonThatIsNoLesson) {
  write("junk.json", std::string("\x7f\x45\x4c\x46\0\xff\xfe\x80\n\x1b[31m", 13));
  write("deep.json", std::string(500'000, '[') + std::string(500'000, ']'));
  write("cut.json", std::string{kLesson}.substr(0, 60));
  write("invalid-utf8.json", "{\"lesson_title\":\"\xc3\x28\",\"slides\":[]}");
  write("list.json", "[]");
  for (const char* name : {"junk.json", "deep.json", "cut.json", "invalid-utf8.json", "list.json"}) {
    expect_failure(std::string{"vina render "} + name + " -o out.mp4", 3, name);
    expect_failure(std::string{"vina slides "} + name + " -o pictures", 3, name);
  }
}

TEST_F(BadInput, LessonWithManyFaultsHasALineForEach) {
  write("bad.json", R"({"slides":[{"slide_title":"S","items":[{"bullet":"","talk":"   "}]},{"items":[]}]})");
  const ProgramRun run = run_shell(scratch.path(), "vina render bad.json");
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(run.out, "");
  for (const char* pointer : {"/lesson_title", "/slides/0/items/0/bullet", "/slides/0/items/0/talk",
                              "/slides/1/slide_title", "/slides/1/items"}) {
    EXPECT_THAT(run.err, ::testing::HasSubstr(std::string{"error: bad.json: "} + pointer + ": "));
  }
  EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 5) << run.err;
}

TEST_F(BadInput, Options) {
  expect_failure("vina", 2, "a command is missing");
  expect_failure("vina rendr good.json", 2, "did you mean render?");
  expect_failure("vina render", 2, "LESSON is required");
  expect_failure("vina render good.json --thme light", 2, "did you mean --theme?");
  expect_failure("vina render good.json other.json", 2, "one argument too many");
  expect_failure("vina render good.json --safe-area tv", 2, "choose player or social");
  expect_failure("vina render good.json --rate $'fast\\n'", 2, "--rate is 'fast\\n'");
  expect_failure("vina render good.json --rate 10", 2, "80 to 300");
  expect_failure("vina render good.json --gop 0", 2, "0.5 to 30");
  expect_failure("vina render good.json --language 'x y'", 2, "BCP 47");
  expect_failure("vina render good.json --logo no.png", 2, "no.png");
  expect_failure("vina render good.json --images no-folder", 2, "no-folder");
  expect_failure("vina render good.json -o good.avi", 2, ".mp4");
  expect_failure("vina slides good.json", 2, "--output is required");
  expect_failure("vina completion tcsh", 2, "bash");
  expect_failure("VIDEO_GENERATE_SUBTITLES=perhaps vina render good.json", 2, "VIDEO_GENERATE_SUBTITLES");
}

TEST_F(BadInput, OutputThatCannotBeWritten) {
  std::filesystem::create_directory(scratch / "folder.mp4");
  expect_failure("vina render good.json -o no/out.mp4", 5, "no folder 'no'");
  expect_failure("vina render good.json -o folder.mp4", 5, "it is a folder");
  expect_failure("vina render good.json -o /proc/out.mp4", 5, "/proc/out.mp4");
  write("lesson.mp4", kLesson);
  expect_failure("vina render lesson.mp4", 2, "the lesson itself");
}

}  // namespace
}  // namespace vina::testing
