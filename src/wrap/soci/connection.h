// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "wrap/soci/postgresql_url.h"

namespace vina::sql {

enum class Dialect { kSqlite, kPostgresql };

/// A cell as text; nothing for null.
using Value = std::optional<std::string>;
using Row = std::vector<Value>;

inline Value null_if_empty(const std::string& text) {
  return text.empty() ? Value{} : Value{text};
}

/// How long a database may keep us waiting.
struct Waiting {
  std::chrono::milliseconds patience{10'000};  ///< for a lock that another program holds
  std::stop_token stop{};                      ///< ends every wait at once, with Error (kCancelled)
};

/// One connection to a database, through SOCI.
///
/// In statements, parameters are written :a, :b, ... in the order of `parameters`, each once; the database turns their
/// texts into the type it needs. All members throw Error (kStorage) in one line that begins with `name`, what people
/// call the database: it says whether another program has it locked, or the connection was lost. Not thread-safe.
class Connection {
 public:
  /// Opens a SQLite file, which is made if it is not there. Its path has no double quote, which SOCI could not read.
  Connection(const std::filesystem::path& file, std::string name, Waiting waiting = {});
  /// Connects to PostgreSQL. Unless `settings` says otherwise, a server has 10 seconds to answer, and one that falls
  /// silent is given up after 25.
  Connection(PostgresqlSettings settings, std::string name, Waiting waiting = {});
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  Dialect dialect() const;
  const std::string& name() const;

  /// Whether it is of no use any more, and a new one may be. What a transaction did that was not committed is undone.
  bool is_lost() const;

  /// Whether there is a table or view of that name.
  bool has_table(const std::string& table);

  /// All rows of a SELECT, each of whose columns is of type text: "CAST(id AS text)".
  std::vector<Row> query(const std::string& statement, const Row& parameters = {});

  /// How many rows an INSERT, UPDATE or DELETE changed; for other statements no number of meaning.
  long long execute(const std::string& statement, const Row& parameters = {});

 private:
  friend class Transaction;
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// All statements from here to commit(), or none of them: the destructor takes them back, and so does the database
/// where the connection is lost. In SQLite the file is locked for writing from the start, so that no other writer comes
/// between what is read and what is written.
class Transaction {
 public:
  explicit Transaction(Connection& connection);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  /// Throws Error (kStorage). Where the connection is lost in this very call, nobody knows whether the statements hold,
  /// but all do or none.
  void commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace vina::sql
