// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "lesson/findings.h"

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <utility>

#include "wrap/icu/segments.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

constexpr std::size_t kLongestNameShown = 64;
constexpr std::size_t kLongestTextShown = 40;

/// Characters that would break a line, move a terminal's cursor or turn the direction of what follows.
bool is_harmful_in_a_line(char32_t character) {
  return character < 0x20 || (character >= 0x7F && character < 0xA0) || character == 0x061C || character == 0x200B ||
         character == 0x200E || character == 0x200F || (character >= 0x2028 && character <= 0x202E) ||
         (character >= 0x2060 && character <= 0x206F) || character == 0xFEFF;
}

std::string on_one_line(std::string_view text) {
  std::string line;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const std::optional<char32_t> character = icu::next_character(text, position);
    if (!character) {
      line += "\\ufffd";
    } else if (is_harmful_in_a_line(*character)) {
      line += fmt::format("\\u{:04x}", static_cast<unsigned>(*character));
    } else {
      line += text.substr(start, position - start);
    }
  }
  return line;
}

std::string shortened(std::string_view text, std::size_t characters) {
  // A character can be any number of bytes; what is far too long need not be looked at to its end.
  constexpr std::size_t kBytesPerCharacter = 16;
  std::string_view beginning = text.substr(0, characters * kBytesPerCharacter);
  while (beginning.size() < text.size() && !beginning.empty() && !icu::is_valid_utf8(beginning)) {
    beginning.remove_suffix(1);
  }
  const std::vector<TextSpan> clusters = icu::graphemes(beginning);
  if (beginning.size() == text.size() && clusters.size() <= characters) return on_one_line(text);
  const std::size_t kept = std::min(clusters.size(), characters);
  return on_one_line(beginning.substr(0, kept == 0 ? 0 : clusters[kept - 1].end)) + "…";
}

}  // namespace

void Findings::fault(std::string pointer, std::string message) {
  if (faults_.size() == kMaxFindings) faults_.push_back({"", "there are more faults; these are the first"});
  if (faults_.size() > kMaxFindings) return;
  faults_.push_back({std::move(pointer), std::move(message)});
}

void Findings::warn(std::string place, std::string message) {
  if (warnings_.size() == kMaxFindings) warnings_.push_back({"", "there are more warnings; these are the first"});
  if (warnings_.size() > kMaxFindings) return;
  warnings_.push_back({std::move(place), std::move(message)});
}

std::string pointer_token(std::string_view name) {
  std::string token = "/";
  for (const char character : shortened(name, kLongestNameShown)) {
    if (character == '~') {
      token += "~0";
    } else if (character == '/') {
      token += "~1";
    } else {
      token += character;
    }
  }
  return token;
}

std::string in_quotes(std::string_view text) {
  return "\"" + shortened(text, kLongestTextShown) + "\"";
}

std::string to_text(const Fault& fault) {
  return on_one_line(fault.pointer.empty() ? fault.message : fault.pointer + ": " + fault.message);
}

}  // namespace vina
