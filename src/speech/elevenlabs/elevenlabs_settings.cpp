// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include "base/error.h"
#include "remote/base_url.h"
#include "remote/http_message.h"
#include "speech/elevenlabs/elevenlabs_model.h"

namespace vina {
namespace {

constexpr std::string_view kFormats =
    "mp3_22050_32, mp3_24000_48, mp3_44100_32, mp3_44100_64, mp3_44100_96, mp3_44100_128, mp3_44100_192, "
    "pcm_16000, pcm_22050, pcm_24000, pcm_32000, pcm_44100, pcm_48000, "
    "wav_16000, wav_22050, wav_24000, wav_32000, wav_44100, wav_48000";

[[noreturn]] void refuse(const std::string& message) {
  throw Error{ErrorKind::kInvalidOption, "ElevenLabs: " + message};
}

void check_range(const char* name, double value, double least, double most) {
  if (value >= least && value <= most) return;
  refuse(fmt::format("{} is {}: choose {} to {}", name, value, least, most));
}

/// Ids become part of a URL's path.
bool is_identifier(std::string_view id) {
  return !id.empty() && id.size() <= 100 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

bool is_one_of(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const std::string_view entry = list.substr(0, list.find(", "));
    if (entry == name) return true;
    list.remove_prefix(std::min(list.size(), entry.size() + 2));
  }
  return false;
}

/// A line end in a key would end the header it is sent in.
bool can_be_sent(const std::string& key) {
  return std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

int number_at(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

void validate(const ElevenLabsSettings& settings) {
  if (settings.key.empty()) refuse("there is no key: set ELEVENLABS_API_KEY, or choose the offline voice");
  if (!can_be_sent(settings.key.reveal())) {
    refuse("the key has a space or a character in it that no key has: check ELEVENLABS_API_KEY");
  }
  require_safe_base_url(settings.base_url, "VINA_ELEVENLABS_BASE_URL");
  if (!is_identifier(settings.voice_id)) {
    refuse(fmt::format("'{}' is not the id of a voice: ELEVENLABS_VOICE_ID has letters and digits alone",
                       settings.voice_id));
  }
  if (!is_identifier(settings.model)) {
    refuse(fmt::format("'{}' is not the id of a model: choose one such as eleven_multilingual_v2", settings.model));
  }
  if (!is_one_of(kFormats, settings.output_format)) {
    refuse(fmt::format("the output format '{}' cannot be used: choose one of {}", settings.output_format, kFormats));
  }
  check_range("stability", settings.stability, 0, 1);
  check_range("similarity boost", settings.similarity_boost, 0, 1);
  check_range("style", settings.style, 0, 1);
  check_range("speed", settings.speed, 0.7, 1.2);
  const bool step = settings.stability == 0 || settings.stability == 0.5 || settings.stability == 1;
  if (elevenlabs_model(settings.model).steps_of_stability && !step) {
    refuse(
        fmt::format("stability is {}, but the model {} takes 0, 0.5 or 1 alone", settings.stability, settings.model));
  }
}

ElevenLabsFormat elevenlabs_format(const std::string& output_format) {
  ElevenLabsFormat format;
  const std::string_view name{output_format};
  format.rate_hz = number_at(name.substr(std::min<std::size_t>(4, name.size())));
  if (name.starts_with("mp3_")) {
    format.bytes_per_second = number_at(name.substr(name.rfind('_') + 1)) * 1'000 / 8;
    return format;
  }
  format.coding = name.starts_with("wav_") ? ElevenLabsFormat::Coding::kWav : ElevenLabsFormat::Coding::kPcm;
  format.bytes_per_second = format.rate_hz * 2;
  return format;
}

std::size_t longest_text(const ElevenLabsSettings& settings) {
  constexpr std::size_t kLargestSound = std::size_t{44} * 1024 * 1024;  // 64 MiB hold 48 in base64; times need room too
  constexpr std::size_t kLongestSeconds = 3'300;
  constexpr std::size_t kCharactersPerSecond = 4;
  const ElevenLabsFormat format = elevenlabs_format(settings.output_format);
  const std::size_t seconds =
      std::min(kLongestSeconds, kLargestSound / static_cast<std::size_t>(std::max(format.bytes_per_second, 1)));
  return std::min(elevenlabs_model(settings.model).longest_text, seconds * kCharactersPerSecond);
}

std::size_t largest_answer(const ElevenLabsSettings& settings) {
  constexpr std::size_t kTimes = std::size_t{8} * 1024 * 1024;  // 600 bytes for each character of the longest text
  const std::int64_t sound = elevenlabs_format(settings.output_format).bytes_per_second * kLongestSpeech.count();
  return std::min(HttpRequest{}.largest_answer, static_cast<std::size_t>(sound) * 4 / 3 + kTimes);
}

}  // namespace vina
