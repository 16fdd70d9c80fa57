// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/soci/connection.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "base/error.h"

namespace vina::sql {
namespace {

/// SQLite's primary result codes (sqlite.org/rescode.html); the rest of a code is detail.
constexpr int kSqliteBusy = 5;
constexpr int kSqliteLocked = 6;
constexpr int kPrimaryCode = 0xFF;

/// PostgreSQL's SQLSTATE for a lock that was not to be had in time (lock_not_available).
constexpr std::string_view kLockNotAvailable = "55P03";

/// The database's own words in one line: without SOCI's, and without the lines that quote the statement.
std::string reason_in(const ::soci::soci_error& error) {
  std::string text = error.get_error_message();
  for (const std::string_view mark : {"ERROR:", "FATAL:"}) {
    const std::size_t found = text.find(mark);
    if (found == std::string::npos) continue;
    text.erase(0, found + mark.size());
    text.erase(std::min(text.find('\n'), text.size()));
  }
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(" .") + 1);
  return text;
}

bool is_about_a_lock(const ::soci::soci_error& error) {
  if (const auto* sqlite = dynamic_cast<const ::soci::sqlite3_soci_error*>(&error)) {
    const int code = sqlite->result() & kPrimaryCode;
    return code == kSqliteBusy || code == kSqliteLocked;
  }
  const auto* postgresql = dynamic_cast<const ::soci::postgresql_soci_error*>(&error);
  return postgresql != nullptr && postgresql->sqlstate() == kLockNotAvailable;
}

/// Parameters and their indicators, where SOCI can point at them; outlives the statement.
class BoundParameters {
 public:
  explicit BoundParameters(const Row& parameters) {
    for (const Value& value : parameters) {
      texts_.push_back(value.value_or(""));
      indicators_.push_back(value ? ::soci::i_ok : ::soci::i_null);
    }
  }

  void bind_to(::soci::statement& statement) {
    for (std::size_t i = 0; i < texts_.size(); ++i) statement.exchange(::soci::use(texts_[i], indicators_[i]));
  }

 private:
  std::vector<std::string> texts_;
  std::vector<::soci::indicator> indicators_;
};

Row to_row(const ::soci::row& cells) {
  Row row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool is_null = cells.get_indicator(i) == ::soci::i_null;
    row.push_back(is_null ? Value{} : Value{cells.get<std::string>(i)});
  }
  return row;
}

}  // namespace

struct Connection::Handle {
  Handle(Dialect its_dialect, std::string its_name) : dialect{its_dialect}, name{std::move(its_name)} {}

  void open(const ::soci::backend_factory& factory, const std::string& connect_string) {
    try {
      session.open(factory, connect_string);
    } catch (const ::soci::soci_error& error) {
      throw Error{ErrorKind::kStorage, "cannot open " + name + ": " + reason_in(error)};
    }
  }

  /// Runs `action` and turns SOCI's errors into ours.
  template <class Action>
  auto guarded(const Action& action) {
    try {
      return action();
    } catch (const ::soci::soci_error& error) {
      throw translated(error);
    } catch (const std::bad_cast&) {
      throw Error{ErrorKind::kInternal, name + ": a column was asked for that is not of type text"};
    }
  }

  Error translated(const ::soci::soci_error& error) const {
    if (is_about_a_lock(error)) {
      return Error{ErrorKind::kStorage, name + " is locked by another program; try again when that is done"};
    }
    if (!session.is_connected()) {
      return Error{ErrorKind::kStorage,
                   name + ": the connection was lost (" + reason_in(error) + "); try again when it is back"};
    }
    return Error{ErrorKind::kStorage, name + ": " + reason_in(error)};
  }

  Dialect dialect;
  std::string name;
  ::soci::session session;
};

Connection::Connection(const std::filesystem::path& file, std::string name, std::chrono::milliseconds patience)
    : handle_{std::make_unique<Handle>(Dialect::kSqlite, std::move(name))} {
  handle_->open(::soci::sqlite3, "dbname=\"" + file.string() + "\"");
  execute("PRAGMA busy_timeout = " + std::to_string(patience.count()));
  execute("PRAGMA foreign_keys = ON");
}

Connection::Connection(PostgresqlSettings settings, std::string name, std::chrono::milliseconds patience)
    : handle_{std::make_unique<Handle>(Dialect::kPostgresql, std::move(name))} {
  settings.emplace("connect_timeout", "10");
  settings["client_encoding"] = "UTF8";
  // As a URL: SOCI 4.0 takes the other form ("host=... dbname='...'") apart and loses quotes and spaces.
  handle_->open(::soci::postgresql, write_postgresql_url(settings));
  execute("SET lock_timeout = " + std::to_string(patience.count()));
  execute("SET client_min_messages = warning");  // libpq writes notices to standard error
}

Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Dialect Connection::dialect() const {
  return handle_->dialect;
}

const std::string& Connection::name() const {
  return handle_->name;
}

std::vector<Row> Connection::query(const std::string& statement, const Row& parameters) {
  return handle_->guarded([&] {
    ::soci::row cells;
    BoundParameters bound{parameters};
    ::soci::statement prepared{handle_->session};
    prepared.alloc();
    prepared.prepare(statement, ::soci::details::st_one_time_query);
    prepared.exchange(::soci::into(cells));
    bound.bind_to(prepared);
    prepared.define_and_bind();
    std::vector<Row> rows;
    for (bool more = prepared.execute(true); more; more = prepared.fetch()) rows.push_back(to_row(cells));
    return rows;
  });
}

long long Connection::execute(const std::string& statement, const Row& parameters) {
  return handle_->guarded([&] {
    BoundParameters bound{parameters};
    ::soci::statement prepared{handle_->session};
    prepared.alloc();
    prepared.prepare(statement, ::soci::details::st_one_time_query);
    bound.bind_to(prepared);
    prepared.define_and_bind();
    prepared.execute(true);
    return prepared.get_affected_rows();
  });
}

Transaction::Transaction(Connection& connection) : connection_{connection} {
  connection_.execute(connection_.dialect() == Dialect::kSqlite ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    connection_.execute("ROLLBACK");
  } catch (...) {  // a connection that is lost takes the transaction with it
  }
}

void Transaction::commit() {
  connection_.execute("COMMIT");
  open_ = false;
}

}  // namespace vina::sql
