// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/caption_lines.h"

#include <algorithm>

#include <fmt/format.h>

#include "wrap/icu/utf8.h"

namespace vina {

std::optional<std::string_view> CaptionLines::next() {
  if (rest_.empty()) return std::nullopt;
  ++number_;
  const std::size_t end = std::min(rest_.find('\n'), rest_.size());
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::int64_t take_number(std::string_view& text, std::size_t fewest, std::size_t most, const char* otherwise) {
  std::size_t digits = 0;
  std::int64_t value = 0;
  while (digits < text.size() && digits < most && text[digits] >= '0' && text[digits] <= '9') {
    value = value * 10 + (text[digits++] - '0');
  }
  if (digits < fewest) throw CaptionFault{otherwise};
  text.remove_prefix(digits);
  return value;
}

void take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) throw CaptionFault{fmt::format("'{}' is missing in the line of times", expected)};
  text.remove_prefix(expected.size());
}

void require_text(std::string_view text) {
  if (!icu::is_valid_utf8(text) || text.find('\0') != std::string_view::npos) {
    throw CaptionFault{"the file is not UTF-8 text"};
  }
}

}  // namespace vina
