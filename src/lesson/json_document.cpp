// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "lesson/json_document.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lesson/syntax_fault.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

using nlohmann::json;

/// Builds the document from the parser's events, so that limits hold before anything deep is built.
class DocumentBuilder : public nlohmann::json_sax<json> {
 public:
  DocumentBuilder(std::string_view text, Findings& findings) : text_{text}, findings_{findings} {
    levels_.reserve(kMaxLessonDepth);  // levels never move: values may be built inside `discarded`
  }

  std::optional<json> take() { return std::exchange(document_, std::nullopt); }

  bool null() override { return add(json{}); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t& /*digits*/) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t& value) override { return add(std::move(value)); }  // never called for JSON text
  bool start_object(std::size_t /*size*/) override { return open(json::object()); }
  bool start_array(std::size_t /*size*/) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Level& level = levels_.back();
    level.repeated = level.value->contains(name);
    if (level.repeated) {
      findings_.fault(pointer() + pointer_token(name), "appears more than once in the same object; keep one");
    }
    level.name = std::move(name);
    return true;
  }

  bool parse_error(std::size_t bytes_read, const std::string& /*token*/, const json::exception& error) override {
    constexpr int kNumberOverflow = 406;
    if (error.id == kNumberOverflow) {
      findings_.fault(next_pointer(), "is a number too large to be read");
    } else {
      findings_.fault("", describe_syntax_error(text_, bytes_read, error.what()));
    }
    document_.reset();
    return false;
  }

 private:
  /// An object or array that is not closed yet.
  struct Level {
    json* value;
    std::string name = {};  ///< of the object's field that comes next
    bool repeated = false;  ///< that field was there before
    json discarded = {};    ///< takes the value of a repeated field
  };

  /// Where the value that comes next goes. Containers never move while they are open: what is above them only grows
  /// after they are closed.
  json* place(json value) {
    if (levels_.empty()) return &document_.emplace(std::move(value));
    Level& level = levels_.back();
    if (level.value->is_array()) return &level.value->emplace_back(std::move(value));
    if (level.repeated) return &(level.discarded = std::move(value));
    return &((*level.value)[level.name] = std::move(value));
  }

  bool add(json value) { return place(std::move(value)) != nullptr; }

  bool open(json container) {
    if (levels_.size() == kMaxLessonDepth) {
      findings_.fault(next_pointer(), fmt::format("is nested deeper than {} levels", kMaxLessonDepth));
      document_.reset();
      return false;
    }
    levels_.push_back({place(std::move(container))});
    return true;
  }

  bool close() {
    levels_.pop_back();
    return true;
  }

  static std::string token(const Level& level, std::size_t index) {
    return level.value->is_array() ? "/" + std::to_string(index) : pointer_token(level.name);
  }

  /// The pointer of the innermost open container.
  std::string pointer() const {
    std::string path;
    for (std::size_t i = 0; i + 1 < levels_.size(); ++i) path += token(levels_[i], levels_[i].value->size() - 1);
    return path;
  }

  /// The pointer of the value that comes next.
  std::string next_pointer() const {
    return levels_.empty() ? "" : pointer() + token(levels_.back(), levels_.back().value->size());
  }

  std::string_view text_;
  Findings& findings_;
  std::optional<json> document_;
  std::vector<Level> levels_;
};

/// What keeps the text from being parsed at all, or nothing.
std::optional<std::string> obstacle(std::string_view text, std::size_t bytes_before) {
  if (text.size() > kMaxLessonBytes) {
    return fmt::format("the lesson has {} bytes; at most {} (1 MiB) are read", text.size(), kMaxLessonBytes);
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return "the lesson is empty; it must be a JSON object with lesson_title and slides";
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return "the lesson is written in UTF-16; save it as UTF-8";
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    // The parser would take it for the end of the document.
    return line_and_column(text, nul) + ": contains a NUL byte; is this a JSON file?";
  }
  const std::optional<std::size_t> invalid = icu::first_invalid_utf8(text);
  if (!invalid) return std::nullopt;
  return fmt::format("{}: byte {} (0x{:02x}) is not UTF-8; save the lesson as UTF-8", line_and_column(text, *invalid),
                     bytes_before + *invalid + 1, static_cast<unsigned char>(text[*invalid]));
}

}  // namespace

std::optional<json> parse_document(std::string_view text, Findings& findings) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  const std::size_t bytes_before = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  text.remove_prefix(bytes_before);
  if (std::optional<std::string> reason = obstacle(text, bytes_before)) {
    findings.fault("", std::move(*reason));
    return std::nullopt;
  }
  DocumentBuilder builder{text, findings};
  json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take();
}

}  // namespace vina
