// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/dotenv.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

namespace vina {
namespace {

constexpr std::string_view kSpaces = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

bool is_name(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_letter(c) || is_digit(c); });
}

/// Nothing behind the closing quote but a comment.
bool ends_well(std::string_view rest) {
  return trimmed(rest).empty() || trimmed(rest).front() == '#';
}

std::optional<std::string> single_quoted(std::string_view text) {
  const std::size_t end = text.find('\'', 1);
  if (end == std::string_view::npos || !ends_well(text.substr(end + 1))) return std::nullopt;
  return std::string{text.substr(1, end - 1)};
}

std::optional<std::string> double_quoted(std::string_view text) {
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') return ends_well(text.substr(i + 1)) ? std::optional{value} : std::nullopt;
    const bool escapes =
        text[i] == '\\' && i + 1 < text.size() && std::string_view{"n\"\\"}.find(text[i + 1]) != std::string_view::npos;
    if (!escapes) {
      value += text[i];
      continue;
    }
    ++i;
    value += text[i] == 'n' ? '\n' : text[i];
  }
  return std::nullopt;
}

std::string unquoted(std::string_view text) {
  std::size_t end = text.size();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '#' && kSpaces.find(text[i - 1]) != std::string_view::npos) {
      end = i;
      break;
    }
  }
  return std::string{text.starts_with('#') ? std::string_view{} : trimmed(text.substr(0, end))};
}

std::optional<std::string> value_of(std::string_view text) {
  if (text.starts_with('\'')) return single_quoted(text);
  if (text.starts_with('"')) return double_quoted(text);
  return unquoted(text);
}

/// Where the line ends that `text` begins with: after the closing quote where its value is quoted, which may be lines
/// below (keys in PEM), else at the first line feed.
std::size_t end_of_line(std::string_view text) {
  const std::size_t feed = std::min(text.find('\n'), text.size());
  const std::size_t equals = text.substr(0, feed).find('=');
  if (equals == std::string_view::npos || trimmed(text.substr(0, feed)).front() == '#') return feed;
  const std::size_t first = text.find_first_not_of(kSpaces, equals + 1);
  if (first >= feed || (text[first] != '\'' && text[first] != '"')) return feed;
  std::size_t close = first + 1;
  while (close < text.size() && text[close] != text[first]) {
    const bool escapes = text[first] == '"' && text[close] == '\\';
    close += escapes ? std::size_t{2} : std::size_t{1};
  }
  return close < text.size() ? std::min(text.find('\n', close), text.size()) : feed;
}

/// Whether the line is one that can be read.
bool read_line(std::string_view line, DotEnv& into) {
  line = trimmed(line);
  if (line.empty() || line.front() == '#') return true;
  constexpr std::string_view kExport = "export ";
  if (line.starts_with(kExport)) line = trimmed(line.substr(kExport.size()));
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view name = trimmed(line.substr(0, equals));
  std::optional<std::string> value = value_of(trimmed(line.substr(equals + 1)));
  if (!is_name(name) || !value || value->find('\0') != std::string::npos) return false;
  into.variables.insert_or_assign(std::string{name}, std::move(*value));
  return true;
}

}  // namespace

DotEnv parse_dotenv(std::string_view text, std::string_view name) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  DotEnv found;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = end_of_line(text);
    if (!read_line(text.substr(0, end), found) && found.fault.empty()) {
      found.fault = fmt::format("'{}' line {}: is not NAME=VALUE; correct it, or put # in front", name, number);
    }
    number += static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

DotEnv read_dotenv(const std::filesystem::path& file) {
  constexpr std::uintmax_t kLargest = 64 * 1024;
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return {};
  if (std::filesystem::file_size(file, error) > kLargest || error) {
    return {{}, fmt::format("'{}' is larger than 64 KiB; it should hold a few lines NAME=VALUE", file.string())};
  }
  std::ifstream in{file, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (!in) return {{}, fmt::format("'{}' cannot be read; give yourself the right to, or move it away", file.string())};
  return parse_dotenv(text, file.string());
}

}  // namespace vina
