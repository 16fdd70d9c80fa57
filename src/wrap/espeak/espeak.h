// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

/// Note [A fresh eSpeak NG for every utterance]
/// The library keeps all its state in globals, and part of it survives from one utterance to the next and cannot be
/// reset: the phase of the pitch flutter, the automatic gain, rand(). The same sentence spoken twice gives different
/// samples, and even a different length. Terminating and initialising again deadlocks in 1.51; unloading the library
/// (dlclose) resets the state but loses 3 to 180 KB each time. So each utterance is spoken by a forked child of this
/// process that initialises the library for itself (about 2 ms) and sends sound and words through a pipe. The same
/// request gives the same samples whatever was spoken before; several threads speak at the same time; a stop kills the
/// child at once; setlocale() and rand() of this process are never touched; and a fault in the library is an error
/// instead of a crash. The child allocates memory, which glibc allows after fork in a process with threads.
namespace vina::espeak {

struct Voice {
  std::string identifier;              ///< for `Utterance::voice` ("gmw/en-US")
  std::string name;                    ///< for people ("English_(America)")
  std::vector<std::string> languages;  ///< lower-case tags it serves, its own first ("en-us", "en")
  std::vector<int> priorities;         ///< for each language; of several voices the lowest number serves it best
};

/// Where a word begins, in the text and in the sound. One word of the text can give several (numbers) or none.
struct Word {
  std::size_t position = 0;       ///< code points from the start of the text
  std::size_t length = 0;         ///< in code points; 0 if the library does not know
  std::int64_t milliseconds = 0;  ///< from the start of the sound
};

struct Utterance {
  std::string text;            ///< valid UTF-8; markup is not interpreted; control characters must be left out
  std::string voice;           ///< an identifier from `voices()`
  int words_per_minute = 160;  ///< 80 to 450
};

/// What speaking gives, in order. Sound is mono at the rate given; the words of a piece of sound come before it.
struct Listener {
  std::function<void(int rate_hz, std::span<const std::int16_t> sound)> on_sound;
  std::function<void(const Word&)> on_word;
};

/// The library's version ("1.51").
std::string version();

/// All voices for a language, in the library's order. Throws Error (kMedia) if its data is missing.
std::vector<Voice> voices();

/// Speaks one text. Deterministic; thread-safe. Throws Error: kMedia if the voice fails, kCancelled within
/// milliseconds of a stop, and whatever the listener throws.
void speak(const Utterance& utterance, const Listener& listener, const std::stop_token& stop);

}  // namespace vina::espeak
