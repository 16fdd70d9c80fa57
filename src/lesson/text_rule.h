// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lesson/findings.h"

namespace vina {

/// What a text of the lesson must be like.
struct TextRule {
  std::size_t max_characters;  ///< grapheme clusters, after trimming
  enum class Content { kAny, kVisible, kSpoken } content = Content::kVisible;
};

inline constexpr TextRule kLessonTitleRule{150};
inline constexpr TextRule kSlideTitleRule{100};
inline constexpr TextRule kBulletRule{100};
inline constexpr TextRule kTalkRule{5'000, TextRule::Content::kSpoken};
inline constexpr TextRule kPromptRule{5'000, TextRule::Content::kAny};
inline constexpr TextRule kNoteRule{1'000, TextRule::Content::kAny};
inline constexpr TextRule kIdentifierRule{200, TextRule::Content::kAny};

/// One grapheme cluster may be any number of code points: a letter under a thousand accents is one "character". A text
/// has at most this many times its limit in code points, the white space around it included; far more than any writing
/// system or emoji needs.
inline constexpr std::size_t kCodePointsPerCharacter = 10;

/// The text as it is shown and spoken: white space is trimmed from both ends, and line breaks and tabs inside become
/// spaces. Nothing else changes; in particular it is not normalised. What breaks the rule is a fault at `pointer`.
/// `text` is valid UTF-8.
std::string read_text(std::string_view text, const TextRule& rule, const std::string& pointer, Findings& findings);

}  // namespace vina
