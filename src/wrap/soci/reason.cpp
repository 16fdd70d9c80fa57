// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/soci/reason.h"

#include <algorithm>
#include <string_view>

namespace vina::sql {

std::string reason_in(std::string text) {
  for (const std::string_view mark : {"ERROR:", "FATAL:"}) {
    const std::size_t found = text.find(mark);
    if (found == std::string::npos) continue;
    text.erase(0, found + mark.size());
    text.erase(std::min(text.find('\n'), text.size()));
  }
  constexpr std::string_view kBackend =
      "sqlite3_statement_backend::";  // and the function's name, in front of the reason
  if (text.starts_with(kBackend)) text.erase(0, text.find(": ") + 1);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  text.erase(std::unique(text.begin(), text.end(), [](char a, char b) { return a == ' ' && b == ' '; }), text.end());
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(" .") + 1);
  return text;
}

}  // namespace vina::sql
