// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/srt_writer.h"

#include <fmt/format.h>

#include <iterator>

#include "captions/cue_timestamp.h"

namespace vina {

std::string to_srt(std::span<const Cue> cues) {
  std::string text;
  int number = 0;
  for (const Cue& cue : cues) {
    fmt::format_to(std::back_inserter(text), "{}\r\n{} --> {}\r\n", ++number, cue_timestamp(cue.start, ','),
                   cue_timestamp(cue.end, ','));
    for (const std::string& line : cue.lines) text += line + "\r\n";
    text += "\r\n";
  }
  return text;
}

}  // namespace vina
