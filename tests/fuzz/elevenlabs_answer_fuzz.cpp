// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Whatever ElevenLabs answers, reading it and placing words by it ends well: the promises of narration.h hold.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "speech/elevenlabs/elevenlabs_answer.h"
#include "speech/elevenlabs/elevenlabs_history.h"
#include "speech/elevenlabs/elevenlabs_verdict.h"
#include "speech/elevenlabs/narration_builder.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

/// Two seconds with two tones and a pause between them.
std::string make_sound() {
  std::string pcm;
  for (int sample = 0; sample < 96'000; ++sample) {
    const bool audible = (sample > 4'000 && sample < 40'000) || (sample > 60'000 && sample < 90'000);
    pcm += '\0';
    pcm += static_cast<char>(audible ? (sample % 100 < 50 ? 30 : -30) : 0);
  }
  return pcm;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vina;
  const std::string body{reinterpret_cast<const char*>(data), size};
  const HttpResponse response{200, {}, body};
  const Verdict verdict = judge_elevenlabs({static_cast<int>(400 + size % 130), {}, body}, {});
  require(verdict.message.find('\n') == std::string::npos);
  read_speech_answer(response, ElevenLabsFormat::Coding::kMp3);

  static const std::vector<std::string> kTalks{"Hi 3.5 naïve \xF0\x9F\x92\x89 R&D <b>.", "体は覚えます。 Yes."};
  const SentText sent = make_sent_texts(kTalks, 1'000, "en").at(0);
  const SpeechAsk ask{sent, {{"model_id", "m"}}, {{"voice_id", "v"}}};
  find_in_history(body, ask, {});

  static const std::string kSound = make_sound();
  NarrationBuilder builder{kTalks, "en"};
  builder.add_part(sent, kSound, {ElevenLabsFormat::Coding::kPcm, 48'000, 96'000}, read_speech_details(body), {});
  const Narration narration = builder.finish();
  require(narration.items.size() == kTalks.size());
  Samples earliest;
  for (const SpokenItem& item : narration.items) {
    require(item.start >= earliest && item.end > item.start && item.end <= narration.sound->length());
    earliest = item.end;
  }
  Samples latest;
  for (const SpokenWord& word : narration.words) {
    require(word.item < kTalks.size() && word.start >= latest && word.end > word.start);
    require(word.start >= narration.items[word.item].start && word.end <= narration.items[word.item].end);
    latest = word.start;
  }
  return 0;
}
