// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "lesson/findings.h"
#include "lesson/text_rule.h"

namespace vina {

/// A value of the document and where it stands.
struct Node {
  const nlohmann::json& value;
  std::string pointer;
};

/// What a value is: "a text", "a number", "null", ...
std::string in_plain_words(const nlohmann::json& value);

/// Whether the object has the field, with a value other than null.
bool has(const Node& object, const char* name);
/// A field that is there.
Node field(const Node& object, const char* name);
/// An element that is there.
Node element(const Node& list, std::size_t index);

/// Reads the fields of an object by type. What is wrong with them becomes a fault; a null counts as absent where the
/// field is optional.
class FieldReader {
 public:
  explicit FieldReader(Findings& findings) : findings_{findings} {}

  /// Adds the fault "is a number; must be `wanted`".
  void wrong_type(const Node& node, std::string_view wanted);
  bool is_object(const Node& node);

  std::string text(const Node& node, const TextRule& rule);
  std::string required_text(const Node& object, const char* name, const TextRule& rule);
  std::string optional_text(const Node& object, const char* name, const TextRule& rule);
  /// Nothing if it is absent or faulty. JSON has one kind of number: 3.0 is an integer as well.
  std::optional<double> optional_integer(const Node& object, const char* name, double least, double most);
  /// Checks a length of time that is only information.
  void check_duration(const Node& object, const char* name);
  /// A list of 1 to `most` things called `what`; a faulty length leaves it to be gone through all the same.
  std::optional<Node> required_list(const Node& object, const char* name, std::size_t most, const char* what);

  void warn_of_unknown_fields(const Node& object, std::initializer_list<std::string_view> known);

 private:
  Findings& findings_;
};

/// The largest count `FieldReader::optional_integer` is asked to allow where there is no limit.
inline constexpr double kAnyCount = 1e9;

}  // namespace vina
