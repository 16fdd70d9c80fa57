// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/password_mask.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace vina {
namespace {

struct Range {
  std::size_t begin;
  std::size_t end;
};

/// From "://" to the end of the URL: where a message goes on, after white space or a quote.
Range url_after(std::string_view text, std::size_t from) {
  constexpr std::string_view kEnds = " \t\r\n'\"";
  return {from, std::min(text.find_first_of(kEnds, from), text.size())};
}

/// Of "USER:PASSWORD@HOST/...": up to the last @, since one in the password may not be percent-encoded.
Range password_before_host(std::string_view text, Range url) {
  const std::string_view rest = text.substr(url.begin, url.end - url.begin);
  const std::size_t colon = rest.find(':');
  const std::size_t at = rest.rfind('@');
  if (colon == std::string_view::npos || at == std::string_view::npos || at < colon) return {url.end, url.end};
  return {url.begin + colon + 1, url.begin + at};
}

/// The values of "password=..." and "sslpassword=..." behind `from`.
void add_keywords(std::string_view text, std::size_t from, std::size_t end, std::vector<Range>& passwords) {
  constexpr std::string_view kKeyword = "password=";
  for (std::size_t at = text.find(kKeyword, from); at < end; at = text.find(kKeyword, at + 1)) {
    const std::size_t begin = at + kKeyword.size();
    passwords.push_back({begin, std::min(text.find('&', begin), end)});
  }
}

/// In the order of the text, apart from each other.
std::vector<Range> passwords_in(std::string_view text) {
  std::vector<Range> passwords;
  std::size_t begin = 0;
  while ((begin = text.find("://", begin)) != std::string_view::npos) {
    const std::string_view before = text.substr(0, begin);
    begin += 3;
    if (!before.ends_with("postgres") && !before.ends_with("postgresql")) continue;
    const Range url = url_after(text, begin);
    const Range password = password_before_host(text, url);
    if (password.begin < password.end) passwords.push_back(password);
    add_keywords(text, password.begin < password.end ? password.end : url.begin, url.end, passwords);
    begin = url.end;
  }
  return passwords;
}

}  // namespace

std::string without_passwords(std::string_view text) {
  std::string shown;
  std::size_t done = 0;
  for (const Range& password : passwords_in(text)) {
    shown += text.substr(done, password.begin - done);
    shown += "***";
    done = password.end;
  }
  return shown.append(text.substr(done));
}

void erase_passwords(char* text) {
  for (const Range& password : passwords_in(text)) std::fill(text + password.begin, text + password.end, '*');
}

}  // namespace vina
