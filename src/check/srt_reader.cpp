// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/srt_reader.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "check/caption_lines.h"

namespace vina {
namespace {

std::int64_t take_time(std::string_view& text) {
  constexpr const char* kNoTime = "a time is not HH:MM:SS,mmm";
  const std::int64_t hours = take_number(text, 2, 6, kNoTime);
  take(text, ":");
  const std::int64_t minutes = take_number(text, 2, 2, kNoTime);
  take(text, ":");
  const std::int64_t seconds = take_number(text, 2, 2, kNoTime);
  take(text, ",");
  const std::int64_t thousandths = take_number(text, 3, 3, kNoTime);
  if (minutes > 59 || seconds > 59) throw CaptionFault{"a time has more than 59 minutes or seconds"};
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths;
}

ReadCue read_times(std::string_view line) {
  ReadCue cue;
  cue.start_ms = take_time(line);
  take(line, " --> ");
  cue.end_ms = take_time(line);
  if (!line.empty()) throw CaptionFault{"something follows the times"};
  if (cue.end_ms <= cue.start_ms) throw CaptionFault{"a cue ends before it starts"};
  return cue;
}

void read_cues(CaptionLines& lines, std::vector<ReadCue>& cues) {
  while (auto line = lines.next()) {
    if (line->empty()) continue;
    if (*line != std::to_string(cues.size() + 1)) {
      throw CaptionFault{fmt::format("the number {} of the next cue is missing", cues.size() + 1)};
    }
    line = lines.next();
    if (!line) throw CaptionFault{"a cue has no line of times"};
    ReadCue cue = read_times(*line);
    if (!cues.empty() && cue.start_ms < cues.back().end_ms) {
      throw CaptionFault{"a cue starts before the one before ends"};
    }
    for (line = lines.next(); line && !line->empty(); line = lines.next()) cue.text.append(*line).append("\n");
    if (cue.text.empty()) throw CaptionFault{"a cue has no text"};
    cues.push_back(std::move(cue));
  }
}

}  // namespace

CaptionReading read_srt(std::string_view text) {
  CaptionReading reading;
  CaptionLines lines{text};
  try {
    require_text(text);
    read_cues(lines, reading.cues);
  } catch (const CaptionFault& fault) {
    reading.fault = fmt::format("line {}: {}", lines.number(), fault.what());
  }
  return reading;
}

}  // namespace vina
