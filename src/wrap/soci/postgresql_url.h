// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace vina::sql {

/// What a PostgreSQL URL sets, by libpq's keywords: host, port, user, password, dbname, sslmode, ... (PostgreSQL's
/// manual, "Parameter Key Words").
using PostgresqlSettings = std::map<std::string, std::string>;

/// Reads "postgresql://USER:PASSWORD@HOST:PORT/DB?KEYWORD=VALUE" as libpq does. Nothing where libpq does not understand
/// it; its reason is not told, since it quotes parts of the URL.
std::optional<PostgresqlSettings> read_postgresql_url(const std::string& url);

/// A URL that means the same, in which everything but letters and digits is percent-encoded.
std::string write_postgresql_url(const PostgresqlSettings& settings);

}  // namespace vina::sql
