// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/white_space.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace vina {
namespace {

using namespace std::string_view_literals;

/// In UTF-8; the Unicode Character Database's PropList.txt.
constexpr std::array<std::string_view, 27> kWhiteSpace{
    "\t"sv,           "\n"sv,           "\v"sv,           "\f"sv,           "\r"sv,           " "sv,
    "\xC2\x85"sv,     "\xC2\xA0"sv,     "\xE1\x9A\x80"sv, "\xE2\x80\x80"sv, "\xE2\x80\x81"sv, "\xE2\x80\x82"sv,
    "\xE2\x80\x83"sv, "\xE2\x80\x84"sv, "\xE2\x80\x85"sv, "\xE2\x80\x86"sv, "\xE2\x80\x87"sv, "\xE2\x80\x88"sv,
    "\xE2\x80\x89"sv, "\xE2\x80\x8A"sv, "\xE2\x80\x8B"sv, "\xE2\x80\xA8"sv, "\xE2\x80\xA9"sv, "\xE2\x80\xAF"sv,
    "\xE2\x81\x9F"sv, "\xE3\x80\x80"sv, "\xEF\xBB\xBF"sv};

}  // namespace

std::string without_white_space(std::string_view utf8) {
  std::string kept;
  kept.reserve(utf8.size());
  while (!utf8.empty()) {
    const auto* const found = std::find_if(kWhiteSpace.begin(), kWhiteSpace.end(),
                                           [utf8](std::string_view space) { return utf8.starts_with(space); });
    const std::size_t length = found != kWhiteSpace.end() ? found->size() : 1;
    if (found == kWhiteSpace.end()) kept += utf8.front();
    utf8.remove_prefix(length);
  }
  return kept;
}

}  // namespace vina
