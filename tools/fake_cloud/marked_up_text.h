// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_span.h"

namespace vina::fake {

/// A character of the text as it was sent, in the piece it is spoken in.
struct SentCharacter {
  std::string text;     ///< one grapheme cluster
  TextSpan spoken;      ///< of the piece's text; empty where nothing is spoken for it
  bool of_tag = false;  ///< part of a tag: not spoken
};

/// What is spoken without a pause of the markup inside.
struct SpokenPiece {
  std::string text;
  std::vector<SentCharacter> characters;
  std::chrono::milliseconds pause_after{0};
};

enum class Markup {
  kBreakTags,  ///< `<break time="1.5s" />`, at most 3 s
  kAudioTags,  ///< v3: `[pause]`, `[short pause]`, `[long pause]`; other tags in brackets are not spoken
};

/// Takes markup out of a text as ElevenLabs does. Whatever stands between "<" and ">" is taken for markup and is lost;
/// `&lt;`, `&gt;`, `&amp;`, `&quot;` and `&apos;` are spoken as what they stand for. `text` is valid UTF-8.
std::vector<SpokenPiece> read_markup(std::string_view text, Markup markup);

}  // namespace vina::fake
