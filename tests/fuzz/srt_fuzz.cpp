// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Any bytes as SubRip: what is read without a fault is in order, has text, and no fault lacks its line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "check/srt_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const vina::CaptionReading reading = vina::read_srt({reinterpret_cast<const char*>(data), size});
  std::int64_t end_ms = 0;
  for (const vina::ReadCue& cue : reading.cues) {
    if (cue.start_ms < end_ms || cue.end_ms <= cue.start_ms || cue.text.empty()) std::abort();
    end_ms = cue.end_ms;
  }
  if (reading.fault && !reading.fault->starts_with("line ")) std::abort();
  return 0;
}
