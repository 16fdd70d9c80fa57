// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/script.h"

#include <algorithm>
#include <array>

namespace vina {
namespace {

struct ScriptRange {
  char32_t first;
  char32_t last;
  const char* language;
};

/// Scripts of which one language is enough to choose their fonts by.
constexpr std::array kScripts{
    ScriptRange{0x0370, 0x03FF, "el"}, ScriptRange{0x0400, 0x052F, "ru"}, ScriptRange{0x0530, 0x058F, "hy"},
    ScriptRange{0x0590, 0x05FF, "he"}, ScriptRange{0x0600, 0x06FF, "ar"}, ScriptRange{0x0700, 0x074F, "syr"},
    ScriptRange{0x0900, 0x097F, "hi"}, ScriptRange{0x0980, 0x09FF, "bn"}, ScriptRange{0x0A00, 0x0A7F, "pa"},
    ScriptRange{0x0A80, 0x0AFF, "gu"}, ScriptRange{0x0B00, 0x0B7F, "or"}, ScriptRange{0x0B80, 0x0BFF, "ta"},
    ScriptRange{0x0C00, 0x0C7F, "te"}, ScriptRange{0x0C80, 0x0CFF, "kn"}, ScriptRange{0x0D00, 0x0D7F, "ml"},
    ScriptRange{0x0D80, 0x0DFF, "si"}, ScriptRange{0x0E00, 0x0E7F, "th"}, ScriptRange{0x0E80, 0x0EFF, "lo"},
    ScriptRange{0x0F00, 0x0FFF, "bo"}, ScriptRange{0x1000, 0x109F, "my"}, ScriptRange{0x10A0, 0x10FF, "ka"},
    ScriptRange{0x1200, 0x137F, "am"}, ScriptRange{0x1780, 0x17FF, "km"}};

bool is_between(char32_t c, char32_t first, char32_t last) {
  return first <= c && c <= last;
}

bool is_kana(char32_t c) {
  return is_between(c, 0x3041, 0x30FF) || is_between(c, 0x31F0, 0x31FF) || is_between(c, 0xFF66, 0xFF9D);
}

bool is_hangul(char32_t c) {
  return is_between(c, 0xAC00, 0xD7A3) || is_between(c, 0x1100, 0x11FF) || is_between(c, 0x3131, 0x318E);
}

bool is_han(char32_t c) {
  return is_between(c, 0x4E00, 0x9FFF) || is_between(c, 0x3400, 0x4DBF) || is_between(c, 0x20000, 0x323AF);
}

/// Frequent characters with a traditional and a simplified form, side by side.
constexpr std::u32string_view kTraditional = U"們個這國會來對時過說學為與經發後問開見長實體現動機關點應從還進";
constexpr std::u32string_view kSimplified = U"们个这国会来对时过说学为与经发后问开见长实体现动机关点应从还进";

bool is_address_character(char c) {
  return c != ' ' && c != '\t' && static_cast<unsigned char>(c) < 0x80;
}

bool looks_like_address(std::string_view token) {
  const auto has = [&](std::string_view part) { return token.find(part) != std::string_view::npos; };
  if (has("://") || token.starts_with("www.")) return true;
  const auto slashes = std::count(token.begin(), token.end(), '/');
  return slashes >= 2 || (slashes == 1 && has(".")) || (has("@") && has("."));
}

}  // namespace

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> result;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t value = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      value = value << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    result.push_back(value);
    i += length;
  }
  return result;
}

std::string to_utf8(char32_t c) {
  const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0U | c >> 6U), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0U | c >> 12U), tail(6), tail(0)};
  return {static_cast<char>(0xF0U | c >> 18U), tail(12), tail(6), tail(0)};
}

std::string language_of_script(std::string_view text, const std::string& han_language) {
  bool han = false;
  const char* other = nullptr;
  for (const char32_t c : code_points(text)) {
    if (is_kana(c)) return "ja";
    if (is_hangul(c)) return "ko";
    han = han || is_han(c);
    if (other != nullptr) continue;
    for (const ScriptRange& script : kScripts) {
      if (is_between(c, script.first, script.last)) other = script.language;
    }
  }
  if (han) return han_language;
  return other != nullptr ? other : "en";
}

std::string han_language_of(std::string_view all_texts) {
  std::ptrdiff_t traditional = 0;
  bool hangul = false;
  for (const char32_t c : code_points(all_texts)) {
    if (is_kana(c)) return "ja";
    hangul = hangul || is_hangul(c);
    const std::size_t at = kTraditional.find(c);
    if (at != std::u32string_view::npos && kSimplified[at] != c) ++traditional;
    const std::size_t simplified_at = kSimplified.find(c);
    if (simplified_at != std::u32string_view::npos && kTraditional[simplified_at] != c) --traditional;
  }
  if (hangul) return "ko";
  return traditional > 0 ? "zh-hant" : "zh-hans";
}

bool letters_stand_apart(std::string_view text) {
  const std::vector<char32_t> points = code_points(text);
  return std::none_of(points.begin(), points.end(), [](char32_t c) {
    return is_between(c, 0x0590, 0x1CFF) || is_between(c, 0xA800, 0xABFF) || is_between(c, 0xFB1D, 0xFDFF) ||
           is_between(c, 0xFE70, 0xFEFF);
  });
}

std::string with_joined_phrases(std::string_view japanese) {
  constexpr std::u32string_view kParticles = U"はがをにでともの";
  constexpr std::u32string_view kClosing = U"、。，．！？」』）】・：；…";
  const std::vector<char32_t> points = code_points(japanese);
  const auto is_hiragana = [](char32_t c) { return is_between(c, 0x3041, 0x309F); };
  const auto is_japanese = [&](char32_t c) { return is_kana(c) || is_han(c) || is_between(c, 0x3000, 0x303F); };
  std::string joined;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const char32_t c = points[i];
    joined += to_utf8(c);
    if (i + 1 == points.size()) break;
    const char32_t next = points[i + 1];
    const bool ends_sentence_part = kClosing.find(c) != std::u32string_view::npos;
    const bool leaves_hiragana = is_hiragana(c) && !is_hiragana(next);
    const bool is_particle = i > 0 && kParticles.find(c) != std::u32string_view::npos && !is_hiragana(points[i - 1]);
    const bool both_japanese = is_japanese(c) && is_japanese(next);
    if (both_japanese && !ends_sentence_part && !leaves_hiragana && !is_particle) joined += to_utf8(0x2060);
  }
  return joined;
}

std::vector<TextSpan> addresses_in(std::string_view text) {
  std::vector<TextSpan> found;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && is_address_character(text[end])) ++end;
    if (looks_like_address(text.substr(begin, end - begin))) found.push_back({begin, end});
    begin = end + 1;
  }
  return found;
}

}  // namespace vina
