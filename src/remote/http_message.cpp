// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/http_message.h"

#include <algorithm>

namespace vina {
namespace {

char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool is_same_header(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char left, char right) { return lower_case(left) == lower_case(right); });
}

std::optional<std::string_view> HttpResponse::header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const HttpHeader& header) { return is_same_header(header.name, name); });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

}  // namespace vina
