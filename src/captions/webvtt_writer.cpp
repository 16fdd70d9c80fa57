// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/webvtt_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "captions/cue_timestamp.h"

namespace vina {
namespace {

/// What a line of captions takes in players, in pixels of the canvas (measured in Chromium: 73.5).
constexpr int kLineHeightPx = 74;

/// `part` of `whole`, rounded down to a tenth, so that nothing reaches out of its area: "82.2%", and "90%" if even.
std::string percent(int part, int whole) {
  const int tenths = part * 1000 / whole;
  return tenths % 10 == 0 ? fmt::format("{}%", tenths / 10) : fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

/// Percentages and not line numbers: their top stays where it is when a player's letters are larger, so they never grow
/// up into the slide's text. Chromium knows neither `line:N%,end` nor `position:N%,center`, hence the top is computed
/// from the number of lines, and the position stands for the centre because lines are centred.
std::string settings(const Cue& cue, const WebVttOptions& options) {
  const PixelRect& area = options.area;
  const int top = std::max(area.top, area.bottom() - static_cast<int>(cue.lines.size()) * kLineHeightPx);
  std::string text = fmt::format("line:{} size:{}", percent(top, kCanvas.height), percent(area.width, kCanvas.width));
  const int twice_centre = area.left + area.right();
  if (twice_centre != kCanvas.width) {
    text += fmt::format(" position:{} align:center", percent(twice_centre, 2 * kCanvas.width));
  }
  return text;
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
