// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "speech/narration.h"

namespace vina {

struct SpeechRequest {
  std::vector<std::string> talks;  ///< the talk of each item of one slide, in order; none is empty
  std::string language;            ///< BCP 47 ("en", "pt-BR"); empty: told from the script of the text
  int words_per_minute = 160;      ///< 80 to 300
  std::string previous_text;       ///< what is said before, for an even melody; not spoken; may be empty
  std::string next_text;           ///< what is said after
};

/// Turns the talk of one slide into sound with word times.
class SpeechProvider {
 public:
  virtual ~SpeechProvider() = default;

  /// Speaks all talks of one slide. The same request gives the same narration, sample for sample.
  /// Throws Error: kInvalidOption for a language without a voice, kMedia when the voice fails, kStorage when there is
  /// no room for the sound, kCancelled soon after `stop` is requested. Callable from several threads.
  virtual Narration narrate(const SpeechRequest& request, std::stop_token stop) = 0;
};

}  // namespace vina
