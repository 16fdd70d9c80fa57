// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/secret.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "wrap/crypto/base64.h"

namespace vina {
namespace {

constexpr std::string_view kHidden = "[secret]";
constexpr std::size_t kShortestHidden = 4;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// How many bytes of `text` are `secret`, each byte as it is or as %XX; 0 if it does not start with it.
std::size_t match_length(std::string_view text, std::string_view secret) {
  std::size_t position = 0;
  for (const char c : secret) {
    if (position < text.size() && text[position] == c) {
      ++position;
      continue;
    }
    if (position + 2 >= text.size() || text[position] != '%') return 0;
    const int high = hex_value(text[position + 1]);
    const int low = hex_value(text[position + 2]);
    if (high < 0 || low < 0 || high * 16 + low != static_cast<unsigned char>(c)) return 0;
    position += 3;
  }
  return position;
}

std::string without(std::string_view text, std::string_view secret) {
  std::string cleaned;
  cleaned.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = match_length(text, secret);
    if (length > 0) {
      cleaned += kHidden;
    } else {
      cleaned += text.front();
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return cleaned;
}

}  // namespace

std::string Secret::hidden_in(std::string_view text) const {
  if (text_.size() < kShortestHidden) return std::string{text};
  std::string cleaned = without(text, text_);
  std::string encoded = crypto::base64_encode(text_);
  std::string url_safe = encoded;
  std::replace(url_safe.begin(), url_safe.end(), '+', '-');
  std::replace(url_safe.begin(), url_safe.end(), '/', '_');
  for (std::string* form : {&encoded, &url_safe}) {
    cleaned = without(cleaned, *form);
    form->erase(std::find(form->begin(), form->end(), '='), form->end());
    cleaned = without(cleaned, *form);
  }
  return cleaned;
}

}  // namespace vina
