// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/webvtt_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/pixels.h"
#include "captions/cue_timestamp.h"

namespace vina {
namespace {

/// What a line of captions takes in players, in pixels of the canvas (measured in Chromium: 73.5).
constexpr int kLineHeightPx = 74;

/// Percentages and not line numbers: their top stays where it is when a player's letters are larger, so they never grow
/// up into the slide's text. Chromium knows no `line:N%,end`, hence the top is computed from the number of lines.
std::string settings(const Cue& cue, const WebVttOptions& options) {
  const int top = std::max(0, options.bottom_px - static_cast<int>(cue.lines.size()) * kLineHeightPx);
  const int tenths = top * 1000 / kCanvas.height;
  return fmt::format("line:{}.{}% size:{}%", tenths / 10, tenths % 10, options.width_percent);
}

std::string escaped(std::string_view line) {
  std::string text;
  for (const char c : line) {
    switch (c) {
      case '&':
        text += "&amp;";
        break;
      case '<':
        text += "&lt;";
        break;
      case '>':
        text += "&gt;";
        break;
      default:
        text += c;
    }
  }
  return text;
}

}  // namespace

std::string to_webvtt(std::span<const Cue> cues, const WebVttOptions& options) {
  std::string text = "WEBVTT\n";
  int number = 0;
  for (const Cue& cue : cues) {
    fmt::format_to(std::back_inserter(text), "\n{}\n{} --> {} {}\n", ++number, cue_timestamp(cue.start, '.'),
                   cue_timestamp(cue.end, '.'), settings(cue, options));
    for (const std::string& line : cue.lines) text += escaped(line) + "\n";
  }
  return text;
}

}  // namespace vina
