// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wrap/soci/postgresql_url.h"

namespace vina::sql {

enum class Dialect { kSqlite, kPostgresql };

/// A cell as text; nothing for null.
using Value = std::optional<std::string>;
using Row = std::vector<Value>;

/// One connection to a database, through SOCI.
///
/// In statements, parameters are written :a, :b, ... in the order of `parameters`, each once; the database turns their
/// texts into the type it needs. All members throw Error (kStorage) in one line that begins with `name`, what people
/// call the database: it says whether another program has it locked, or the connection was lost. Not thread-safe.
class Connection {
 public:
  /// How long a statement waits for another program's lock.
  static constexpr std::chrono::milliseconds kPatience{10'000};

  /// Opens a SQLite file, which is made if it is not there. Its path has no double quote, which SOCI could not read.
  Connection(const std::filesystem::path& file, std::string name, std::chrono::milliseconds patience = kPatience);
  /// Connects to PostgreSQL, within 10 seconds unless `settings` says otherwise.
  Connection(PostgresqlSettings settings, std::string name, std::chrono::milliseconds patience = kPatience);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  Dialect dialect() const;
  const std::string& name() const;

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
