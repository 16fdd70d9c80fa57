// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Installs everything into a scratch prefix, moves it, and builds the example there as somebody would who knows nothing
// of this tree.

#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/command.h"
#include "support/file_content.h"
#include "support/program.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using std::chrono_literals::operator""ms;
using testing::CommandResult;
using testing::content_of;
using ::testing::HasSubstr;
using testing::kProgram;
using testing::kSanitizerPatience;
using testing::run_command;
using testing::ScratchFolder;

constexpr const char* kLesson = R"({
  "lesson_title": "Tea",
  "slides": [
    {"slide_title": "Leaves", "items": [{"bullet": "Green", "talk": "Green tea is not oxidised."}]},
    {"slide_title": "Water", "items": [{"bullet": "Hot", "talk": "Hot, but not boiling."}]}
  ]})";

void must(const std::vector<std::string>& command, const testing::CommandOptions& options = {}) {
  const CommandResult result = run_command(command, options);
  if (result.exit_code != 0) throw std::runtime_error{command[0] + ": " + result.out + result.err};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

class InstalledLibrary : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch = new ScratchFolder;
    prefix = *scratch / "prefix";
    const std::string first = (*scratch / "elsewhere").string();
    must({"cmake", "--install", VINA_BINARY_DIR, "--prefix", first});
    std::filesystem::rename(first, prefix);
    std::ofstream{*scratch / "lesson.json"} << kLesson;
    const std::string build = (*scratch / "build").string();
    must({"cmake", "-G", "Ninja", "-S", (prefix / "share/doc/vina/examples/library").string(), "-B", build,
          "-DCMAKE_PREFIX_PATH=" + prefix.string(), "-DCMAKE_CXX_COMPILER=" VINA_COMPILER,
          "-DCMAKE_BUILD_TYPE=" VINA_BUILD_TYPE,
          "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Werror " VINA_SANITIZE_FLAGS},
         {.folder = scratch->path()});
    must({"cmake", "--build", build});
    example = build + "/render_lesson";
  }
  static void TearDownTestSuite() { delete scratch; }

  static std::filesystem::path library() { return prefix / "lib" / "libvina.so"; }

  static CommandResult render(const std::string& lesson, const ScratchFolder& into) {
    return run_command({example, lesson, (into / "out.mp4").string()});
  }

  static std::string short_lesson() { return (*scratch / "lesson.json").string(); }

  static inline ScratchFolder* scratch = nullptr;
  static inline std::filesystem::path prefix;
  static inline std::string example;
};

TEST_F(InstalledLibrary, BringsAllThatIsNeeded) {
  for (const char* file : {"bin/vina",
                           "lib/libvina.so",
                           "include/vina/vina.h",
                           "include/vina/version.h",
                           "lib/cmake/vina/vinaConfig.cmake",
                           "lib/cmake/vina/vinaConfigVersion.cmake",
                           "lib/cmake/vina/vinaTargets.cmake",
                           "lib/pkgconfig/vina.pc",
                           "share/vina/fonts/Inter-Regular.otf",
                           "share/vina/fonts/OFL.txt",
                           "share/vina/themes/vina.json",
                           "share/vina/prices.json",
                           "share/vina/schema/lesson.schema.json",
                           "share/man/man1/vina.1",
                           "share/bash-completion/completions/vina",
                           "share/zsh/site-functions/_vina",
                           "share/fish/vendor_completions.d/vina.fish",
                           "share/doc/vina/LICENSE",
                           "share/doc/vina/library.md",
                           "share/doc/vina/examples/library/main.cpp",
                           "share/doc/vina/examples/lessons/what_llms_are.json"}) {
    EXPECT_TRUE(std::filesystem::is_regular_file(prefix / file)) << file;
  }
  const CommandResult program = run_command({(prefix / "bin/vina").string(), "completion", "bash"});
  EXPECT_TRUE(program.out == content_of(prefix / "share/bash-completion/completions/vina"));
}

TEST_F(InstalledLibrary, MakesTheBytesThatTheCommandMakes) {
  const ScratchFolder ours;
  const CommandResult result = render(short_lesson(), ours);
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("file://" + (ours / "out.mp4").string() + " ("));
  EXPECT_THAT(result.err, HasSubstr("100 %"));

  const ScratchFolder theirs;
  must({kProgram, "render", short_lesson(), "-o", (theirs / "out.mp4").string(), "--images", "gradient", "--voice",
        "espeak", "--publish", "folder", "--fresh", "--quiet"});
  for (const char* name : {"out.mp4", "out.vtt", "out.srt"}) {
    EXPECT_FALSE(content_of(ours / name).empty()) << name;
    EXPECT_TRUE(content_of(ours / name) == content_of(theirs / name)) << name;
  }
}

TEST_F(InstalledLibrary, MakesAVideoThatOthersUnderstand) {
  VINA_REQUIRE_PROGRAM("ffprobe");
  const ScratchFolder folder;
  const CommandResult result = render(short_lesson(), folder);
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const CommandResult probe = run_command({"ffprobe", "-v", "error", "-count_frames", "-show_entries",
                                           "stream=codec_name,width,height,r_frame_rate,nb_read_frames:format=duration",
                                           "-of", "default=noprint_wrappers=1", (folder / "out.mp4").string()});
  EXPECT_EQ(probe.err, "");
  for (const char* fact : {"codec_name=h264", "codec_name=aac", "width=1080", "height=1920", "r_frame_rate=30/1"}) {
    EXPECT_THAT(probe.out, HasSubstr(fact));
  }
  const double seconds = std::stod(result.out.substr(result.out.find('(') + 1));
  const double probed = std::stod(probe.out.substr(probe.out.find("duration=") + 9));
  EXPECT_NEAR(probed, seconds, 0.06);
  const int frames = std::stoi(probe.out.substr(probe.out.find("nb_read_frames=") + 15));
  EXPECT_NEAR(frames, seconds * 30, 2);
}

TEST_F(InstalledLibrary, EndsWithinASecondOfCtrlCAndLeavesNothing) {
  const ScratchFolder folder;
  const ScratchFolder temporary;
  const auto began = std::chrono::steady_clock::now();
  const CommandResult result =
      run_command({example, (prefix / "share/doc/vina/examples/lessons/what_llms_are.json").string(),
                   (folder / "out.mp4").string()},
                  {.environment = {"TMPDIR=" + temporary.path().string()}, .signal = SIGINT, .signal_after = 500ms});
  EXPECT_LT(std::chrono::steady_clock::now() - began, 500ms + 1000ms * kSanitizerPatience);
  EXPECT_EQ(result.exit_code, 130) << result.err;
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  EXPECT_TRUE(std::filesystem::is_empty(temporary.path()));
}

TEST_F(InstalledLibrary, NamesAllFaultsOfALesson) {
  const ScratchFolder folder;
  const std::string lesson = (folder / "broken.json").string();
  std::ofstream{lesson} << R"({"lesson_title": "", "slides": [{"items": [{"bullet": "b", "talk": "t"}]}]})";
  const CommandResult result = render(lesson, folder);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("/lesson_title: "));
  EXPECT_THAT(result.err, HasSubstr("/slides/0/slide_title: is missing"));
}

TEST_F(InstalledLibrary, TakesItsResourcesFromItsOwnPrefix) {
  const std::filesystem::path theme = prefix / "share/vina/themes/vina.json";
  const std::string content = content_of(theme);
  std::ofstream{theme} << "{";
  const ScratchFolder folder;
  const CommandResult result = render(short_lesson(), folder);
  std::ofstream{theme} << content;
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("theme 'vina' is no"));
}

TEST_F(InstalledLibrary, ExportsNothingButWhatItsHeadersDeclare) {
  VINA_REQUIRE_PROGRAM("nm");
  const CommandResult symbols = run_command({"nm", "-DC", "--defined-only", library().string()});
  ASSERT_EQ(symbols.exit_code, 0) << symbols.err;
  std::size_t own = 0;
  for (const std::string& line : lines_of(symbols.out)) {
    const std::string name = line.substr(line.find(' ', line.find(' ') + 1) + 1);
    EXPECT_THAT(name, ::testing::MatchesRegex("((typeinfo|typeinfo name|vtable) for )?vina::v1::.*")) << line;
    EXPECT_THAT(name, ::testing::Not(HasSubstr("::Engine"))) << line;
    EXPECT_THAT(name, ::testing::Not(HasSubstr("::Content::"))) << line;
    ++own;
  }
  EXPECT_GT(own, 20U);
}

TEST_F(InstalledLibrary, HasHeadersThatStandAlone) {
  for (const auto& header : std::filesystem::directory_iterator{prefix / "include/vina"}) {
    const CommandResult result = run_command({VINA_COMPILER, "-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow",
                                              "-Werror", "-fsyntax-only", "-I", (prefix / "include").string(),
                                              "-include", header.path().string(), "-x", "c++", "/dev/null"});
    EXPECT_EQ(result.exit_code, 0) << header.path() << result.err;
  }
}

TEST_F(InstalledLibrary, IsKnownToPkgConfig) {
  VINA_REQUIRE_PROGRAM("pkg-config");
  const CommandResult flags = run_command({"pkg-config", "--cflags", "--libs", "vina"},
                                          {.environment = {"PKG_CONFIG_PATH=" + (prefix / "lib/pkgconfig").string()}});
  ASSERT_EQ(flags.exit_code, 0) << flags.err;
  std::istringstream words{flags.out};
  for (std::string word; words >> word;) {
    if (word.starts_with("-I")) {
      EXPECT_TRUE(std::filesystem::exists(word.substr(2) + "/vina/vina.h")) << word;
    }
    if (word.starts_with("-L")) {
      EXPECT_TRUE(std::filesystem::exists(word.substr(2) + "/libvina.so")) << word;
    }
  }
  EXPECT_THAT(flags.out, HasSubstr("-lvina"));
}

}  // namespace
}  // namespace vina
