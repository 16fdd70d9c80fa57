// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/multipart.h"

#include <string_view>
#include <utility>

namespace vina::fake {
namespace {

/// `name` of `form-data; name="file"; filename="a.mp4"`.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
  const std::string wanted = std::string{name} + "=";
  for (std::size_t at = header.find(wanted); at != std::string_view::npos; at = header.find(wanted, at + 1)) {
    if (at > 0 && header[at - 1] != ' ' && header[at - 1] != ';') continue;
    std::string_view value = header.substr(at + wanted.size());
    if (!value.starts_with('"')) return std::string{value.substr(0, value.find(';'))};
    std::string text;
    for (std::size_t i = 1; i < value.size() && value[i] != '"'; ++i) {
      if (value[i] == '\\' && i + 1 < value.size()) ++i;
      text += value[i];
    }
    return text;
  }
  return std::nullopt;
}

std::optional<Field> parse_part(std::string_view part) {
  const std::size_t blank = part.find("\r\n\r\n");
  if (blank == std::string_view::npos) return std::nullopt;
  Field field;
  bool named = false;
  std::string_view head = part.substr(0, blank);
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(head.size(), line.size() + 2));
    if (!lower_case(line).starts_with("content-disposition:")) continue;
    const std::optional<std::string> name = parameter(line, "name");
    if (!name) return std::nullopt;
    field.name = *name;
    field.file_name = parameter(line, "filename");
    named = true;
  }
  if (!named) return std::nullopt;
  field.value = part.substr(blank + 4);
  return field;
}

std::optional<std::vector<Field>> parse_multipart(const Request& request) {
  const std::optional<std::string> boundary = parameter(request.header("Content-Type"), "boundary");
  if (!boundary || boundary->empty()) return std::nullopt;
  const std::string opening = "--" + *boundary;
  const std::string between = "\r\n" + opening;
  const std::string_view body = request.body;
  if (!body.starts_with(opening)) return std::nullopt;
  std::vector<Field> fields;
  std::size_t at = opening.size();
  while (body.substr(at, 2) == "\r\n") {
    const std::size_t end = body.find(between, at);
    if (end == std::string_view::npos) return std::nullopt;
    std::optional<Field> field = parse_part(body.substr(at + 2, end - at - 2));
    if (!field) return std::nullopt;
    fields.push_back(std::move(*field));
    at = end + between.size();
  }
  if (body.substr(at, 2) != "--") return std::nullopt;
  return fields;
}

std::optional<std::vector<Field>> parse_json_form(const Request& request) {
  const Json json = Json::parse(request.body, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  std::vector<Field> fields;
  for (const auto& [name, value] : json.items()) {
    if (value.is_structured()) return std::nullopt;
    fields.push_back({name, std::nullopt, value.is_string() ? value.get<std::string>() : value.dump()});
  }
  return fields;
}

}  // namespace

std::optional<std::vector<Field>> parse_form(const Request& request) {
  const std::string type = request.content_type();
  if (type == "multipart/form-data") return parse_multipart(request);
  if (type == "application/json") return parse_json_form(request);
  if (type != "application/x-www-form-urlencoded") return std::nullopt;
  std::vector<Field> fields;
  for (auto& [name, value] : parse_query(request.body)) fields.push_back({name, std::nullopt, value});
  return fields;
}

}  // namespace vina::fake
