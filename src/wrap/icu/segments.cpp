// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/icu/segments.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "base/error.h"
#include "wrap/icu/utf8.h"

namespace vina::icu {
namespace {

void check(UErrorCode status, const char* function) {
  if (U_SUCCESS(status)) return;
  throw Error{ErrorKind::kInternal, std::string{function} + "() failed: " + u_errorName(status) +
                                        "; is ICU's data (package libicu72 or newer) installed?"};
}

/// A view of UTF-8 for ICU whose native positions are bytes.
class Text {
 public:
  explicit Text(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    // A null pointer is no text to ICU, also when the length is 0.
    utext_openUTF8(&text_, utf8.empty() ? "" : utf8.data(), static_cast<std::int64_t>(utf8.size()), &status);
    check(status, "utext_openUTF8");
  }
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
  ~Text() { utext_close(&text_); }

  UText* get() { return &text_; }

 private:
  UText text_ = UTEXT_INITIALIZER;
};

struct CloseIterator {
  void operator()(UBreakIterator* iterator) const noexcept { ubrk_close(iterator); }
};

/// The borders of one text, in order. Lives no longer than the text.
class Borders {
 public:
  Borders(UBreakIteratorType type, const std::string& locale, std::string_view utf8) : text_{utf8} {
    UErrorCode status = U_ZERO_ERROR;
    // A null locale would be the process's own; an empty one is the root.
    iterator_.reset(ubrk_open(type, locale.c_str(), nullptr, 0, &status));
    check(status, "ubrk_open");
    ubrk_setUText(iterator_.get(), text_.get(), &status);
    check(status, "ubrk_setUText");
    ubrk_first(iterator_.get());
  }

  /// Steps to the next border; false after the last one.
  bool next() {
    const std::int32_t border = ubrk_next(iterator_.get());
    if (border == UBRK_DONE) return false;
    start_ = end_;
    end_ = static_cast<std::size_t>(border);
    return true;
  }

  TextSpan segment() const { return {start_, end_}; }
  /// ICU's class of the segment just passed (UWordBreak, ULineBreakTag).
  std::int32_t status() const { return ubrk_getRuleStatus(iterator_.get()); }

 private:
  Text text_;  // declared before iterator_, which refers to it
  std::unique_ptr<UBreakIterator, CloseIterator> iterator_;
  std::size_t start_ = 0;
  std::size_t end_ = 0;
};

/// In plain ASCII every byte is a grapheme cluster, except that CR LF is one.
bool is_plain_ascii(std::string_view utf8) {
  return std::all_of(utf8.begin(), utf8.end(),
                     [](char byte) { return static_cast<unsigned char>(byte) < 0x80 && byte != '\r'; });
}

int cluster_width(std::string_view cluster) {
  bool visible = false;
  for (std::size_t position = 0; position < cluster.size();) {
    const auto character = static_cast<UChar32>(next_character(cluster, position).value_or(U'\uFFFD'));
    const int east_asian = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    constexpr UChar32 kEmojiVariationSelector = 0xFE0F;
    if (east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH || character == kEmojiVariationSelector ||
        u_hasBinaryProperty(character, UCHAR_EMOJI_PRESENTATION)) {
      return 2;
    }
    if (!u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && !u_iscntrl(character)) visible = true;
  }
  return visible ? 1 : 0;
}

}  // namespace

std::vector<TextSpan> graphemes(std::string_view utf8) {
  std::vector<TextSpan> clusters;
  clusters.reserve(utf8.size());
  if (is_plain_ascii(utf8)) {
    for (std::size_t i = 0; i < utf8.size(); ++i) clusters.push_back({i, i + 1});
    return clusters;
  }
  for (Borders borders{UBRK_CHARACTER, "", utf8}; borders.next();) clusters.push_back(borders.segment());
  return clusters;
}

std::size_t count_graphemes(std::string_view utf8) {
  if (is_plain_ascii(utf8)) return utf8.size();
  std::size_t count = 0;
  for (Borders borders{UBRK_CHARACTER, "", utf8}; borders.next();) ++count;
  return count;
}

std::vector<TextSpan> words(std::string_view utf8, const std::string& locale) {
  std::vector<TextSpan> found;
  for (Borders borders{UBRK_WORD, locale, utf8}; borders.next();) {
    if (borders.status() >= UBRK_WORD_NUMBER && borders.status() < UBRK_WORD_IDEO_LIMIT) {
      found.push_back(borders.segment());
    }
  }
  return found;
}

std::vector<BreakOpportunity> line_breaks(std::string_view utf8, const std::string& locale) {
  std::vector<BreakOpportunity> found;
  for (Borders borders{UBRK_LINE, locale, utf8}; borders.next();) {
    if (borders.segment().end == utf8.size()) break;
    const bool mandatory = borders.status() >= UBRK_LINE_HARD && borders.status() < UBRK_LINE_HARD_LIMIT;
    found.push_back({borders.segment().end, mandatory});
  }
  return found;
}

std::vector<std::size_t> sentence_starts(std::string_view utf8, const std::string& locale) {
  std::vector<std::size_t> found;
  const std::string with_abbreviations = locale.find('@') == std::string::npos ? locale + "@ss=standard" : locale;
  for (Borders borders{UBRK_SENTENCE, with_abbreviations, utf8}; borders.next();) {
    found.push_back(borders.segment().begin);
  }
  return found;
}

int display_width(std::string_view utf8) {
  int width = 0;
  for (const TextSpan& cluster : graphemes(utf8)) width += cluster_width(cluster.of(utf8));
  return width;
}

}  // namespace vina::icu
