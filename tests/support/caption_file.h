// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace vina::testing {

/// One caption of a finished file.
struct WrittenCue {
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;
  std::vector<std::string> lines;  ///< without the escapes
  bool operator==(const WrittenCue&) const = default;

  /// Its lines with a space between them.
  std::string text() const {
    std::string joined;
    for (const std::string& line : lines) joined += (joined.empty() ? "" : " ") + line;
    return joined;
  }
};

inline void PrintTo(const WrittenCue& cue, std::ostream* out) {
  *out << cue.start_ms << " --> " << cue.end_ms << " " << cue.text();
}

/// The cues of a file of either kind, whose milliseconds stand behind `mark`.
inline std::vector<WrittenCue> read_cues(const std::filesystem::path& file, const std::string& mark) {
  const std::string time = R"((\d+):(\d\d):(\d\d))" + mark + R"((\d\d\d))";
  const std::regex timing{time + " --> " + time + ".*"};
  const auto milliseconds_of = [](const std::smatch& match, std::size_t first) {
    const auto number = [&](std::size_t index) { return std::int64_t{std::stoll(match[first + index])}; };
    return ((number(0) * 60 + number(1)) * 60 + number(2)) * 1000 + number(3);
  };
  std::vector<WrittenCue> cues;
  std::ifstream in{file};
  bool in_cue = false;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    std::smatch match;
    if (std::regex_match(line, match, timing)) {
      cues.push_back({milliseconds_of(match, 1), milliseconds_of(match, 5), {}});
      in_cue = true;
    } else if (line.empty()) {
      in_cue = false;
    } else if (in_cue) {
      cues.back().lines.push_back(line);
    }
  }
  return cues;
}

inline std::vector<WrittenCue> read_webvtt(const std::filesystem::path& file) {
  std::vector<WrittenCue> cues = read_cues(file, R"(\.)");
  for (WrittenCue& cue : cues) {
    for (std::string& line : cue.lines) {
      for (const auto& [escaped, plain] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}) {
        line = std::regex_replace(line, std::regex{escaped}, plain);
      }
    }
  }
  return cues;
}

inline std::vector<WrittenCue> read_srt(const std::filesystem::path& file) {
  return read_cues(file, ",");
}

}  // namespace vina::testing
