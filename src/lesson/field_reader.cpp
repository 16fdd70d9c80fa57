// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "lesson/field_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vina {

using nlohmann::json;

std::string in_plain_words(const json& value) {
  switch (value.type()) {
    case json::value_t::null:
      return "null";
    case json::value_t::boolean:
      return value.get<bool>() ? "true" : "false";
    case json::value_t::string:
      return "a text";
    case json::value_t::array:
      return "a list";
    case json::value_t::object:
      return "an object";
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
    case json::value_t::number_float:
      return "a number";
    case json::value_t::binary:
    case json::value_t::discarded:
      break;
  }
  return "no value";
}

bool has(const Node& object, const char* name) {
  return object.value.contains(name) && !object.value[name].is_null();
}

Node field(const Node& object, const char* name) {
  return {object.value[name], object.pointer + pointer_token(name)};
}

Node element(const Node& list, std::size_t index) {
  return {list.value[index], list.pointer + "/" + std::to_string(index)};
}

void FieldReader::wrong_type(const Node& node, std::string_view wanted) {
  findings_.fault(node.pointer, fmt::format("is {}; must be {}", in_plain_words(node.value), wanted));
}

bool FieldReader::is_object(const Node& node) {
  if (!node.value.is_object()) wrong_type(node, "an object {...}");
  return node.value.is_object();
}

std::string FieldReader::text(const Node& node, const TextRule& rule) {
  if (node.value.is_string()) {
    return read_text(node.value.get_ref<const std::string&>(), rule, node.pointer, findings_);
  }
  wrong_type(node, "a text");
  return {};
}

std::string FieldReader::required_text(const Node& object, const char* name, const TextRule& rule) {
  if (object.value.contains(name)) return text(field(object, name), rule);
  findings_.fault(object.pointer + pointer_token(name), "is missing");
  return {};
}

std::string FieldReader::optional_text(const Node& object, const char* name, const TextRule& rule) {
  return has(object, name) ? text(field(object, name), rule) : std::string{};
}

std::optional<double> FieldReader::optional_integer(const Node& object, const char* name, double least, double most) {
  if (!has(object, name)) return std::nullopt;
  const Node node = field(object, name);
  const std::string range = most < kAnyCount ? fmt::format("{} to {}", least, most) : fmt::format("{} or more", least);
  if (!node.value.is_number()) {
    wrong_type(node, "a whole number, " + range);
    return std::nullopt;
  }
  const double number = node.value.get<double>();
  if (number >= least && number <= most && std::floor(number) == number) return number;
  findings_.fault(node.pointer, fmt::format("is {}; must be a whole number, {}", node.value.dump(), range));
  return std::nullopt;
}

void FieldReader::check_duration(const Node& object, const char* name) {
  if (!has(object, name)) return;
  const Node node = field(object, name);
  if (!node.value.is_number()) {
    wrong_type(node, "a number, 0 or more");
  } else if (node.value.get<double>() < 0) {
    findings_.fault(node.pointer, fmt::format("is {}; must be 0 or more", node.value.dump()));
  }
}

std::optional<Node> FieldReader::required_list(const Node& object, const char* name, std::size_t most,
                                               const char* what) {
  const std::string pointer = object.pointer + pointer_token(name);
  if (!object.value.contains(name)) {
    findings_.fault(pointer, fmt::format("is missing; must be a list of 1 to {} {}", most, what));
    return std::nullopt;
  }
  Node list{object.value[name], pointer};
  if (!list.value.is_array()) {
    wrong_type(list, fmt::format("a list of 1 to {} {}", most, what));
    return std::nullopt;
  }
  if (list.value.empty()) findings_.fault(pointer, fmt::format("is empty; must have 1 to {} {}", most, what));
  if (list.value.size() > most) {
    findings_.fault(pointer, fmt::format("has {} {}; at most {} are allowed", list.value.size(), what, most));
  }
  return list;
}

void FieldReader::warn_of_unknown_fields(const Node& object, std::initializer_list<std::string_view> known) {
  for (const auto& [name, value] : object.value.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      findings_.warn(object.pointer + pointer_token(name), "is not a field of the lesson format; it is ignored");
    }
  }
}

}  // namespace vina
