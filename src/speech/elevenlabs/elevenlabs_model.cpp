// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_model.h"

#include <algorithm>
#include <array>

namespace vina {
namespace {

struct Row {
  const char* id;
  std::size_t longest_text;
  bool context, language, speed, steps, english;
};

/// ElevenLabs: models, and the API's own refusals. Version 3 was said to take 3,000 characters and later 5,000; its
/// times drift in long texts, so the smaller number is kept. Multilingual v2 finds the language by itself and refuses
/// to be told; the English models have nothing to be told.
constexpr auto kRows = std::to_array<Row>({
    // id                    characters  context language speed  steps  English
    {"eleven_multilingual_v2", 10'000, true, false, true, false, false},
    {"eleven_v4", 10'000, true, true, false, false, false},
    {"eleven_v4_turbo", 10'000, true, true, false, false, false},
    {"eleven_v3", 3'000, false, true, false, true, false},
    {"eleven_flash_v2_5", 40'000, true, true, true, false, false},
    {"eleven_turbo_v2_5", 40'000, true, true, true, false, false},
    {"eleven_flash_v2", 30'000, true, false, true, false, true},
    {"eleven_turbo_v2", 30'000, true, false, true, false, true},
});

}  // namespace

ElevenLabsModel elevenlabs_model(const std::string& id) {
  const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& known) { return id == known.id; });
  if (row == kRows.end()) return {.id = id};
  return {id, row->longest_text, row->context, row->language, row->speed, row->steps, row->english};
}

}  // namespace vina
