// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

namespace vina::testing {

/// One caption of a finished WebVTT file.
struct WrittenCue {
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;
  std::vector<std::string> lines;  ///< without the escapes
};

inline std::vector<WrittenCue> read_webvtt(const std::filesystem::path& file) {
  static const std::regex kTiming{R"((\d+):(\d\d):(\d\d)\.(\d\d\d) --> (\d+):(\d\d):(\d\d)\.(\d\d\d).*)"};
  const auto milliseconds_of = [](const std::smatch& match, std::size_t first) {
    const auto number = [&](std::size_t index) { return std::int64_t{std::stoll(match[first + index])}; };
    return ((number(0) * 60 + number(1)) * 60 + number(2)) * 1000 + number(3);
  };
  std::vector<WrittenCue> cues;
  std::ifstream in{file};
  bool in_cue = false;
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (std::regex_match(line, match, kTiming)) {
      cues.push_back({milliseconds_of(match, 1), milliseconds_of(match, 5), {}});
      in_cue = true;
    } else if (line.empty()) {
      in_cue = false;
    } else if (in_cue) {
      for (const auto& [escaped, plain] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}) {
        line = std::regex_replace(line, std::regex{escaped}, plain);
      }
      cues.back().lines.push_back(line);
    }
  }
  return cues;
}

}  // namespace vina::testing
