// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_span.h"

namespace vina {

/// One character (code point) of a text that is sent, and where it comes from.
struct SentCharacter {
  char32_t character = U' ';
  std::size_t item = 0;  ///< of the slide
  TextSpan in_talk;      ///< in that item's talk; empty for what stands between two items
};

/// What one request asks to be spoken: talks of a slide, or a part of them.
struct SentText {
  std::string text;
  std::vector<SentCharacter> characters;  ///< of `text`, in order
};

/// Note [Items joined by a paragraph break]
/// The talks of a slide go out in one request, so that the voice speaks them in one breath of mood and pace, with an
/// empty line between two of them. That makes a voice pause as at the end of a paragraph, in every model and language.
/// The other ways are worse here: `<break>` is not for every model, many of them make a voice unstable, and it has been
/// seen to be missing from the alignment; a request for each item loses the flow. How long the pause is does not
/// matter: the alignment says about where it is, the sound says exactly, and the timeline cuts it out and puts its own
/// in place.
///
/// Note [No markup in what is sent]
/// "<", ">" and "&" of a talk are sent as their full-width forms. Whether the service takes "&lt;" for "<" or reads it
/// out is not documented, nor is what it does with a bare "&"; a full-width sign is no markup either way, is one
/// character as before, and means the same to a voice (the forms are equal under NFKC). Control characters are sent as
/// spaces.

/// `talks` in order, one SentText for each request of at most `longest` characters (UTF-16 units, of which a character
/// has one or two: however they are counted, there are not more). Cut between items or sentences; only a longer
/// sentence is cut between words, and only a longer word anywhere. The parts are about equally long. `locale` is a
/// BCP 47 tag; `longest` is 2 or more.
std::vector<SentText> make_sent_texts(std::span<const std::string> talks, std::size_t longest,
                                      const std::string& locale);

/// The last (`from_end`) or first words of `text`, 500 characters at most, as they may be sent.
std::string context_for_voice(std::string_view text, bool from_end);

}  // namespace vina
