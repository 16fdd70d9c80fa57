// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace vina {

/// Variables from a file of lines NAME=VALUE, as `.env` files have them: blank lines and lines that start with # count
/// for nothing, `export` may stand in front, spaces around the name and the value are dropped. A value in single quotes
/// is taken as it is; in double quotes \n, \" and \\ are escapes; without quotes it ends before " #". A quoted
/// value may go over several lines.
struct DotEnv {
  std::map<std::string, std::string, std::less<>> variables;
  /// The first line that cannot be read ("'.env' line 3: ..."), never with its content; empty if there is none.
  std::string fault;
};

/// `name` stands for the file in the fault. A name given twice has its last value.
DotEnv parse_dotenv(std::string_view text, std::string_view name);

/// No variables where there is no file. A file that cannot be read, or is larger than 64 KiB, is a fault.
DotEnv read_dotenv(const std::filesystem::path& file);

}  // namespace vina
