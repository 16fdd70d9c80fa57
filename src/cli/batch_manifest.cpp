// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_manifest.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lesson/syntax_fault.h"

namespace vina {
namespace {

using nlohmann::json;

class LineReader {
 public:
  explicit LineReader(ManifestLine& line) : line_{line} {}

  /// What is wrong with the line; empty: nothing.
  std::string read(const json& value) {
    if (value.is_string()) {
      line_.file = value;
    } else if (value.is_object()) {
      for (const auto& [name, member] : value.items()) read_member(name, member);
    } else {
      return "is neither an object nor a file's name; write a line such as {\"file\": \"lesson.json\"}";
    }
    if (!fault_.empty()) return fault_;
    if (line_.file.empty() && line_.lesson.empty()) return "names no lesson; add \"file\": \"lesson.json\"";
    if (!line_.file.empty() && !line_.lesson.empty()) return "has a \"file\" and a \"lesson\"; leave one out";
    return fault_;
  }

 private:
  void read_member(const std::string& name, const json& value) {
    if (!fault_.empty() || value.is_null()) return;
    if (name == "file") return read_text(name, value, line_.file);
    if (name == "lesson") return read_text(name, value, line_.lesson);
    if (name == "output") return read_text(name, value, line_.output);
    std::string option = name;
    std::replace(option.begin(), option.end(), '_', '-');
    if (value.is_string()) {
      std::string text = value;
      if (text.empty()) return refuse(name, "is empty; give it a value, or leave it out");
      line_.options.emplace_back(std::move(option), std::move(text));
    } else if (value.is_boolean() || value.is_number()) {
      line_.options.emplace_back(std::move(option), value.dump());
    } else {
      refuse(name, "must be a text, a number, true or false");
    }
  }

  void read_text(const std::string& name, const json& value, std::string& into) {
    if (!value.is_string() || value.get_ref<const std::string&>().empty()) return refuse(name, "must be a text");
    into = value;
    if (into.find('\0') != std::string::npos) refuse(name, "must be the name of a file");
  }

  void refuse(const std::string& name, const char* why) { fault_ = fmt::format("\"{}\" {}", name, why); }

  ManifestLine& line_;
  std::string fault_;
};

/// "column 14: ...", as each line is a document of its own.
std::string without_line(std::string text) {
  constexpr std::string_view kFirstLine = "line 1, ";
  if (text.starts_with(kFirstLine)) text.erase(0, kFirstLine.size());
  return text;
}

std::string read_line(std::string_view text, ManifestLine& line) {
  std::set<std::string> names;
  std::string repeated;
  const auto heed_names = [&](int depth, json::parse_event_t event, const json& parsed) {
    if (event == json::parse_event_t::key && depth == 1 && !names.insert(parsed).second) repeated = parsed;
    return true;
  };
  try {
    const json value = json::parse(text, heed_names);
    if (!repeated.empty()) return fmt::format("has \"{}\" more than once; keep one", repeated);
    return LineReader{line}.read(value);
  } catch (const json::parse_error& error) {
    return "is not JSON: " + without_line(describe_syntax_error(text, error.byte, error.what()));
  } catch (const json::exception&) {
    return "is not JSON that can be read";
  }
}

}  // namespace

Manifest read_manifest(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Manifest manifest;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    ManifestLine read{.number = number, .file = {}, .lesson = {}, .output = {}, .options = {}};
    std::string fault = read_line(line, read);
    if (fault.empty()) {
      manifest.lines.push_back(std::move(read));
    } else {
      manifest.faults.push_back({number, std::move(fault)});
    }
  }
  return manifest;
}

}  // namespace vina
