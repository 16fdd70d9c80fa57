// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/answer_json.h"

#include <cstddef>
#include <string>

namespace vina {
namespace {

using nlohmann::json;

constexpr int kDeepest = 64;
constexpr std::size_t kMostValues = 2'000'000;

/// Counts without keeping anything, and ends the reading (with false) at the first thing too many.
/// Note [Answers are measured first]
/// A value takes up to a hundred times the bytes of its text: 20 MB of '[' became 4 GB and a minute's work.
/// nlohmann's callback for parse() cannot prevent that: what it turns down is left out, but still read to the end.
class Measure final : public nlohmann::json_sax<json> {
 public:
  bool null() override { return count(); }
  bool boolean(bool) override { return count(); }
  bool number_integer(number_integer_t) override { return count(); }
  bool number_unsigned(number_unsigned_t) override { return count(); }
  bool number_float(number_float_t, const string_t&) override { return count(); }
  bool string(string_t&) override { return count(); }
  bool binary(binary_t&) override { return false; }
  bool key(string_t&) override { return true; }
  bool start_object(std::size_t) override { return go_down(); }
  bool start_array(std::size_t) override { return go_down(); }
  bool end_object() override { return go_up(); }
  bool end_array() override { return go_up(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  bool count() { return ++values_ <= kMostValues; }
  bool go_down() { return ++depth_ <= kDeepest && count(); }
  bool go_up() {
    --depth_;
    return true;
  }

  int depth_ = 0;
  std::size_t values_ = 0;
};

}  // namespace

std::optional<json> parse_answer(std::string_view body) {
  Measure measure;
  if (!json::sax_parse(body, &measure)) return std::nullopt;
  return json::parse(body, nullptr, false);
}

}  // namespace vina
