// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/webvtt_writer.h"

#include <fmt/format.h>

#include <iterator>

#include "captions/cue_timestamp.h"

namespace vina {
namespace {

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

std::string to_webvtt(std::span<const Cue> cues) {
  std::string text = "WEBVTT\n";
  int number = 0;
  for (const Cue& cue : cues) {
    fmt::format_to(std::back_inserter(text), "\n{}\n{} --> {}\n", ++number, cue_timestamp(cue.start, '.'),
                   cue_timestamp(cue.end, '.'));
    for (const std::string& line : cue.lines) text += escaped(line) + "\n";
  }
  return text;
}

}  // namespace vina
