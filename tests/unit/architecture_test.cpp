// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Enforces ARCHITECTURE.md's "Who may see whom" by reading the #include lines of src/.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace vina {
namespace {

/// The steps in the order of the flow. A step may include the type headers of the steps before it.
constexpr std::array<std::string_view, 8> kSteps{"lesson", "images",   "speech", "timeline",
                                                 "slides", "captions", "video",  "publish"};

/// What steps hand to each other. Everything else in a step's folder is its own business.
const std::set<std::string, std::less<>> kTypeHeaders{
    "lesson/lesson.h", "speech/narration.h", "timeline/timeline.h", "slides/picture_sequence.h", "captions/cue.h",
};

/// What the public library is made of. It translates, and does nothing itself; it reads the environment as the program
/// does.
const std::set<std::string, std::less<>> kSeenByLibrary{"library", "vina", "pipeline", "lesson", "base"};
const std::set<std::string, std::less<>> kEnvironmentHeaders{"cli/environment.h", "cli/vendor_environment.h"};

struct Include {
  std::string file;  ///< relative to src/
  std::string header;
  bool quoted = false;
};

std::vector<Include> includes_below(const std::filesystem::path& root) {
  static const std::regex kPattern{R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"};
  std::vector<Include> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{root}) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp" && extension != ".in") continue;
    std::ifstream in{entry.path()};
    for (std::string line; std::getline(in, line);) {
      std::smatch match;
      if (!std::regex_search(line, match, kPattern)) continue;
      found.push_back({std::filesystem::relative(entry.path(), root).generic_string(), match[2], match[1] == "\""});
    }
  }
  return found;
}

std::string folder_of(std::string_view path) {
  return std::string{path.substr(0, path.find('/'))};
}

std::string wrap_library_of(std::string_view path) {
  const std::string_view rest = path.substr(path.find('/') + 1);
  return std::string{rest.substr(0, rest.find('/'))};
}

bool is_step(std::string_view folder) {
  return std::find(kSteps.begin(), kSteps.end(), folder) != kSteps.end();
}

bool comes_before(std::string_view earlier, std::string_view later) {
  return std::find(kSteps.begin(), kSteps.end(), earlier) < std::find(kSteps.begin(), kSteps.end(), later);
}

bool may_include(const Include& include) {
  const std::string from = folder_of(include.file);
  const std::string to = folder_of(include.header);
  if (to == "base") return true;
  if (from == "base") return false;
  if (from == "wrap") return to == "wrap" && wrap_library_of(include.file) == wrap_library_of(include.header);
  if (from == "library") return kSeenByLibrary.contains(to) || kEnvironmentHeaders.contains(include.header);
  if (to == "library" || to == "vina") return false;
  if (from == "cli") return true;
  if (from == "check") return to == "check" || to == "remote" || to == "wrap";  // proves what the others made
  if (from == "pipeline") return to != "cli";
  if (from == "remote") return to == "remote" || to == "wrap";
  if (from == "storage") return to == "storage" || to == "remote" || to == "wrap";
  if (!is_step(from)) return false;
  if (to == from || to == "wrap" || to == "remote" || to == "storage") return true;
  return is_step(to) && comes_before(to, from) && kTypeHeaders.contains(include.header);
}

/// Headers in angle brackets that code outside wrap/ may use: the C++ library, POSIX, and header-only vocabulary.
bool is_open_to_all(const Include& include) {
  static const std::regex kStandard{R"([a-z_0-9]+)"};
  static const std::regex kPosix{R"((unistd|fcntl|signal|pthread|termios|poll|dlfcn|link)\.h|sys/[a-z_]+\.h)"};
  const std::string& header = include.header;
  if (std::regex_match(header, kStandard) || std::regex_match(header, kPosix)) return true;
  if (header.starts_with("nlohmann/") || header.starts_with("fmt/")) return true;
  return header.starts_with("CLI/") && folder_of(include.file) == "cli";
}

const std::filesystem::path kSource = std::filesystem::path{VINA_SOURCE_DIR} / "src";

TEST(Architecture, NoFolderLooksUpTheFlowOrIntoAnotherStepsMachinery) {
  const std::vector<Include> includes = includes_below(kSource);
  ASSERT_GT(includes.size(), 50U) << "the sources were not found";
  for (const Include& include : includes) {
    if (!include.quoted) continue;
    EXPECT_TRUE(may_include(include)) << "src/" << include.file << " must not include " << include.header;
  }
}

TEST(Architecture, OnlyWrapIncludesTheHeadersOfCLibraries) {
  for (const Include& include : includes_below(kSource)) {
    if (include.quoted || folder_of(include.file) == "wrap") continue;
    EXPECT_TRUE(is_open_to_all(include)) << "src/" << include.file << " must not include <" << include.header << ">";
  }
}

TEST(Architecture, PublicHeadersIncludeEachOtherAndTheStandardLibraryAlone) {
  static const std::regex kStandard{R"([a-z_]+)"};
  const std::vector<Include> includes = includes_below(std::filesystem::path{VINA_SOURCE_DIR} / "include");
  ASSERT_GT(includes.size(), 20U) << "the headers were not found";
  for (const Include& include : includes) {
    const bool right =
        include.quoted ? include.header.starts_with("vina/") : std::regex_match(include.header, kStandard);
    EXPECT_TRUE(right) << "include/" << include.file << " must not include " << include.header;
  }
}

TEST(Architecture, TheRuleItselfTellsRightFromWrong) {
  EXPECT_TRUE(may_include({"video/a.cpp", "slides/picture_sequence.h", true}));
  EXPECT_FALSE(may_include({"video/a.cpp", "slides/lesson_painter.h", true}));
  EXPECT_FALSE(may_include({"slides/a.cpp", "video/h264/slide_encoder.h", true}));
  EXPECT_FALSE(may_include({"base/a.h", "lesson/lesson.h", true}));
  EXPECT_FALSE(may_include({"wrap/cairo/a.h", "wrap/x264/encoder.h", true}));
  EXPECT_FALSE(may_include({"pipeline/a.cpp", "cli/exit_code.h", true}));
  EXPECT_TRUE(may_include({"pipeline/a.cpp", "check/check_video.h", true}));
  EXPECT_FALSE(may_include({"publish/a.cpp", "check/check_video.h", true}));
  EXPECT_FALSE(may_include({"check/a.cpp", "captions/webvtt_writer.h", true}));
  EXPECT_FALSE(may_include({"check/a.cpp", "pipeline/output_files.h", true}));
  EXPECT_TRUE(may_include({"cli/a.cpp", "check/check_video.h", true}));
  EXPECT_FALSE(may_include({"remote/a.cpp", "storage/asset_store.h", true}));
  EXPECT_FALSE(may_include({"storage/a.cpp", "lesson/lesson.h", true}));
  EXPECT_TRUE(may_include({"publish/a.cpp", "remote/vendor_channel.h", true}));
  EXPECT_TRUE(may_include({"pipeline/a.cpp", "video/h264/slide_encoder.h", true}));
  EXPECT_TRUE(may_include({"library/a.cpp", "vina/error.h", true}));
  EXPECT_FALSE(may_include({"library/a.cpp", "cli/render_command.h", true}));
  EXPECT_FALSE(may_include({"library/a.cpp", "video/h264/slide_encoder.h", true}));
  EXPECT_FALSE(may_include({"pipeline/a.cpp", "vina/error.h", true}));
  EXPECT_FALSE(may_include({"cli/a.cpp", "library/engine_options.h", true}));
  EXPECT_FALSE(is_open_to_all({"video/a.cpp", "libavcodec/avcodec.h", false}));
  EXPECT_FALSE(is_open_to_all({"slides/a.cpp", "cairo.h", false}));
  EXPECT_TRUE(is_open_to_all({"slides/a.cpp", "vector", false}));
}

}  // namespace
}  // namespace vina
