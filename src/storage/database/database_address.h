// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "remote/secret.h"

namespace vina {

/// Where a database is. There is no way to print its password.
struct DatabaseAddress {
  std::filesystem::path file;                   ///< of SQLite; empty for PostgreSQL
  std::map<std::string, std::string> settings;  ///< of PostgreSQL by libpq's keywords, but for the password
  Secret password;                              ///< of PostgreSQL; empty where the URL has none
  std::string name;                             ///< for messages: "the database 'postgresql://me@db.example/lessons'"

  bool is_sqlite() const { return !file.empty(); }
};

/// Reads "sqlite:FILE", "postgresql://USER:PASSWORD@HOST:PORT/DB?KEYWORD=VALUE" (also "postgres://") or the bare path
/// of a SQLite file. Throws Error (kInvalidOption) for anything else; where a password may stand in it, the text itself
/// is not shown.
DatabaseAddress parse_database_url(std::string_view text);

}  // namespace vina
