// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <sys/types.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "support/scratch_folder.h"

namespace vina::testing {

/// A PostgreSQL server of the test's own: in a scratch folder, reached through a socket in that folder and by nobody
/// else, stopped and deleted with the object, and also when the test dies. Its superuser is "vina" and must give
/// kPassword. Where the test is root, the server runs as the user "postgres" (or "nobody"), since it refuses root.
class PostgresqlServer {
 public:
  static constexpr const char* kPassword = "p/ss:w@rd";

  /// Whether Debian's binaries are there (/usr/lib/postgresql/VERSION/bin), or initdb is on PATH.
  static bool is_installed();

  /// Throws std::runtime_error where it does not start within a minute.
  PostgresqlServer();
  PostgresqlServer(const PostgresqlServer&) = delete;
  PostgresqlServer& operator=(const PostgresqlServer&) = delete;
  ~PostgresqlServer();

  /// Ends all sessions and the server, which start() brings back with all that was committed.
  void stop();
  void start();

  /// The socket that clients connect to.
  std::string socket() const;

  /// A URL of the database of that name; `password` is percent-encoded in it.
  std::string url(const std::string& database, const std::string& password = kPassword) const;

  /// Runs SQL in a database with psql, which stops at the first error. Throws std::runtime_error with its words.
  std::string sql(const std::string& database, const std::string& statements) const;

 private:
  std::vector<std::string> as_server(std::vector<std::string> command) const;

  ScratchFolder folder_;
  std::optional<std::string> user_;  ///< who runs the server, where the test is root
  pid_t process_ = -1;
};

}  // namespace vina::testing

/// Skips the test where PostgreSQL is missing on a developer's machine; fails where CI is set.
#define VINA_REQUIRE_POSTGRESQL()                                                    \
  do {                                                                               \
    if (!::vina::testing::PostgresqlServer::is_installed()) {                        \
      if (std::getenv("CI") != nullptr) FAIL() << "PostgreSQL is missing";           \
      GTEST_SKIP() << "PostgreSQL is missing; script/bootstrap --tests installs it"; \
    }                                                                                \
  } while (false)
