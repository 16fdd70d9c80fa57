// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/database_address.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "wrap/soci/postgresql_url.h"

namespace vina {
namespace {

constexpr std::string_view kForms = "give the path of a SQLite file, or postgresql://USER:PASSWORD@HOST/DATABASE";

[[noreturn]] void refuse(std::string message) {
  throw Error{ErrorKind::kInvalidOption, std::move(message)};
}

/// "postgresql://me@db.example:5433/lessons", made from what was understood and not from what was typed.
std::string shown(const std::map<std::string, std::string>& settings) {
  const auto part = [&settings](const char* keyword, const std::string& before, const std::string& after) {
    const auto found = settings.find(keyword);
    return found == settings.end() || found->second.empty() ? std::string{} : before + found->second + after;
  };
  return "postgresql://" + part("user", "", "@") + part("host", "", "") + part("port", ":", "") +
         part("dbname", "/", "");
}

/// A password with a bare "/" or "@" ends the host too early, and its rest would be told as a port or a database.
void require_whole_password(const std::map<std::string, std::string>& settings) {
  const auto has = [&settings](const char* keyword, std::string_view characters) {
    const auto found = settings.find(keyword);
    return found != settings.end() && found->second.find_first_of(characters) != std::string::npos;
  };
  const auto port = settings.find("port");
  const bool strange_port =
      port != settings.end() && port->second.find_first_not_of("0123456789,") != std::string::npos;
  if (strange_port || has("dbname", "@") || has("host", "@:")) {
    refuse("the database's URL cannot be read; write characters such as / and @ in a password percent-encoded (%2F)");
  }
}

DatabaseAddress postgresql_address(const std::string& url) {
  std::optional<sql::PostgresqlSettings> settings = sql::read_postgresql_url(url);
  if (!settings) refuse("the database's URL is not one that PostgreSQL understands; " + std::string{kForms});
  DatabaseAddress address;
  if (const auto password = settings->find("password"); password != settings->end()) {
    address.password = Secret{password->second};
    settings->erase(password);
  }
  if (settings->contains("sslpassword")) {
    refuse("the database's URL has an sslpassword, which is not supported; give a key that has none");
  }
  address.settings = std::move(*settings);
  require_whole_password(address.settings);
  address.name = "the database '" + shown(address.settings) + "'";
  return address;
}

DatabaseAddress sqlite_address(std::string_view path) {
  if (path.empty()) refuse("the database's address names no file; " + std::string{kForms});
  if (path.find('"') != std::string_view::npos || path.find('\0') != std::string_view::npos) {
    refuse("the database's file has a double quote in its path, which SOCI cannot open; choose another name");
  }
  if (path == ":memory:") refuse("the database must be a file; one in memory is gone before anything can be done");
  DatabaseAddress address;
  address.file = path;
  address.name = "the database '" + std::string{path} + "'";
  return address;
}

}  // namespace

DatabaseAddress parse_database_url(std::string_view text) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (text.starts_with("postgresql://") || text.starts_with("postgres://"))
    return postgresql_address(std::string{text});
  if (text.starts_with(kSqlite)) {
    const std::string_view path = text.substr(kSqlite.size());
    if (path.starts_with("//")) {
      refuse("the database's address begins with sqlite://, which programs read differently; write sqlite:FILE");
    }
    return sqlite_address(path);
  }
  const std::size_t scheme = text.find("://");
  const bool is_url = scheme != std::string_view::npos && text.substr(0, scheme).find('/') == std::string_view::npos;
  if (is_url) refuse("the database's URL is neither sqlite: nor postgresql:; " + std::string{kForms});
  return sqlite_address(text);
}

}  // namespace vina
