// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace vina {

/// What breaks the syntax of captions; it never leaves the readers.
class CaptionFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The lines of a file of captions, one after the other.
class CaptionLines {
 public:
  explicit CaptionLines(std::string_view text) : rest_{text} {}

  /// The next line without its end (LF or CR LF), or nothing after the last one.
  std::optional<std::string_view> next();
  /// Of the line that was read last, counted from 1.
  std::size_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

/// Takes as many digits as there are off the front of `text`, `most` at most (18 or fewer). Throws CaptionFault,
/// saying `otherwise`, where there are fewer than `fewest`.
std::int64_t take_number(std::string_view& text, std::size_t fewest, std::size_t most, const char* otherwise);

/// Takes `expected` off the front of the text of a line of times. Throws CaptionFault where something else is there.
void take(std::string_view& text, std::string_view expected);

/// Throws CaptionFault unless it is UTF-8 without a NUL.
void require_text(std::string_view text);

}  // namespace vina
