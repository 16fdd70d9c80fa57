// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/soci/postgresql_url.h"

#include <memory>
#include <string_view>

#include <libpq-fe.h>

namespace vina::sql {
namespace {

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
  }
  return encoded;
}

}  // namespace

std::optional<PostgresqlSettings> read_postgresql_url(const std::string& url) {
  char* reason = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options{PQconninfoParse(url.c_str(), &reason),
                                                                             &PQconninfoFree};
  PQfreemem(reason);
  if (!options) return std::nullopt;
  PostgresqlSettings settings;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) settings.emplace(option->keyword, option->val);
  }
  return settings;
}

std::string write_postgresql_url(const PostgresqlSettings& settings) {
  std::string url = "postgresql://";
  char separator = '?';
  for (const auto& [keyword, value] : settings) {
    url += separator + keyword + "=" + percent_encoded(value);
    separator = '&';
  }
  return url;
}

}  // namespace vina::sql
