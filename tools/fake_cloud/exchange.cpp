// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/exchange.h"

#include <algorithm>

namespace vina::fake {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

const Header* find_header(const std::vector<Header>& headers, std::string_view name) {
  const std::string wanted = lower_case(name);
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const Header& header) { return lower_case(header.first) == wanted; });
  return found == headers.end() ? nullptr : &*found;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view Request::header(std::string_view name) const {
  const Header* found = find_header(headers, name);
  return found == nullptr ? std::string_view{} : std::string_view{found->second};
}

bool Request::has_header(std::string_view name) const {
  return find_header(headers, name) != nullptr;
}

std::optional<std::string> Request::query_value(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string Request::content_type() const {
  std::string type = lower_case(header("Content-Type"));
  type.resize(std::min(type.size(), type.find(';')));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  return type;
}

Answer json_answer(int status, const Json& body, std::string content_type) {
  Answer answer;
  answer.status = status;
  answer.headers.emplace_back("Content-Type", std::move(content_type));
  answer.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return answer;
}

std::string percent_decoded(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      decoded += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

std::vector<Header> parse_query(std::string_view query) {
  std::vector<Header> parameters;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = pair.substr(std::min(pair.size(), equals + 1));
    parameters.emplace_back(percent_decoded(pair.substr(0, equals), true), percent_decoded(value, true));
  }
  return parameters;
}

}  // namespace vina::fake
