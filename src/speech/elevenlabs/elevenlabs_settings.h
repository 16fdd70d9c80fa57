// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "remote/secret.h"

namespace vina {

/// How ElevenLabs is to speak. The defaults are for lessons: a teacher whose tone, level and pace stay the same from
/// slide to slide, although each slide is a request of its own.
struct ElevenLabsSettings {
  Secret key;
  std::string base_url = "https://api.elevenlabs.io";
  std::string voice_id = "21m00Tcm4TlvDq8ikWAM";
  std::string model = "eleven_multilingual_v2";
  /// Every plan may have it, and the sound is coded once more for the video, at the same bit rate.
  std::string output_format = "mp3_44100_128";
  /// 0 to 1. Less lets level and mood change between slides, more makes a monotone; 0.5 is also a step that v3 takes.
  double stability = 0.5;
  double similarity_boost = 0.75;  ///< 0 to 1; more brings out the faults of the recordings a voice was made from
  double style = 0.0;              ///< 0 to 1; exaggeration, which costs steadiness
  double speed = 1.0;              ///< 0.7 to 1.2, on top of the speaking rate that is asked for
  bool speaker_boost = true;
  /// The same request then sounds the same, as far as the service keeps to it.
  std::uint32_t seed = 4242;
  std::string plan;  ///< "creator", for prices; empty: the dearest one
};

/// Throws Error (kInvalidOption), naming the setting, what it is and what it may be; never the key. Whether the plan is
/// known, the price list knows: make_elevenlabs_speech().
void validate(const ElevenLabsSettings& settings);

/// What the bytes of an answer's sound are, told by `output_format`.
struct ElevenLabsFormat {
  enum class Coding { kMp3, kWav, kPcm } coding = Coding::kMp3;
  int rate_hz = 44'100;
  int bytes_per_second = 16'000;
};
/// `output_format` must be valid.
ElevenLabsFormat elevenlabs_format(const std::string& output_format);

/// How many characters one request may have: what the model takes, and no more than what comes back within 64 MiB and
/// an hour, also in a script that says as much with four characters a second as others with fifteen.
std::size_t longest_text(const ElevenLabsSettings& settings);

/// The most that one answer may speak.
inline constexpr std::chrono::seconds kLongestSpeech{3'600};

/// How many bytes an answer may have: kLongestSpeech in base64 with the times of its characters, and no more than any
/// answer.
std::size_t largest_answer(const ElevenLabsSettings& settings);

}  // namespace vina
