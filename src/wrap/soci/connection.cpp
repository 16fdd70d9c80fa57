// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/soci/connection.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <string_view>
#include <thread>
#include <utility>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "wrap/soci/postgresql_attempt.h"
#include "wrap/soci/postgresql_backend.h"
#include "wrap/soci/reason.h"

namespace vina::sql {
namespace {

using Clock = std::chrono::steady_clock;

/// SQLite's primary result codes (sqlite.org/rescode.html); the rest of a code is detail.
constexpr int kSqliteBusy = 5;
constexpr int kSqliteLocked = 6;
constexpr int kPrimaryCode = 0xFF;

/// PostgreSQL's SQLSTATEs for a lock that was not to be had in time (lock_not_available), or ever (deadlock_detected).
constexpr std::string_view kLockNotAvailable = "55P03";
constexpr std::string_view kDeadlockDetected = "40P01";

/// Between two looks at a SQLite file that is locked.
constexpr std::chrono::milliseconds kGlance{20};

bool is_about_a_lock(const ::soci::soci_error& error) {
  if (const auto* sqlite = dynamic_cast<const ::soci::sqlite3_soci_error*>(&error)) {
    const int code = sqlite->result() & kPrimaryCode;
    return code == kSqliteBusy || code == kSqliteLocked;
  }
  const std::string state = sqlstate_of(error);
  return state == kLockNotAvailable || state == kDeadlockDetected;
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

/// Of SQLite's virtual machine, between two looks at the stop token: a fraction of a millisecond.
constexpr int kOperationsBetweenLooks = 10'000;

/// How long other programs' locks are waited for in SQLite, which asks again and again.
struct LockWait {
  Waiting waiting;
  Clock::time_point since;
};

/// SQLite's busy handler; 0 gives up.
int wait_for_lock(void* of, int calls) noexcept {
  LockWait& wait = *static_cast<LockWait*>(of);
  if (calls == 0) wait.since = Clock::now();
  if (wait.waiting.stop.stop_requested() || Clock::now() - wait.since >= wait.waiting.patience) return 0;
  std::this_thread::sleep_for(kGlance);
  return 1;
}

/// SQLite's progress handler; anything but 0 ends the statement.
int is_stopped(void* of) noexcept {
  return static_cast<LockWait*>(of)->waiting.stop.stop_requested() ? 1 : 0;
}

}  // namespace

struct Connection::Handle {
  Handle(Dialect its_dialect, std::string its_name, Waiting its_waiting)
      : dialect{its_dialect}, name{std::move(its_name)}, lock_wait{std::move(its_waiting), {}} {}

  void open(const ::soci::backend_factory& factory, const std::string& connect_string) {
    try {
      session.open(factory, connect_string);
    } catch (const ::soci::soci_error& error) {
      throw Error{ErrorKind::kStorage, "cannot open " + name + ": " + reason_in(error.get_error_message())};
    }
  }

  const std::stop_token& stop() const { return lock_wait.waiting.stop; }

  /// Makes PostgreSQL's call that is being waited for return; SQLite asks us by itself. From any thread.
  ///
  /// Note [Stopping PostgreSQL]: its own request to cancel (PQcancel) is sent over a new connection, which may be as
  /// slow as what it is to end. The socket is shut down instead: the call fails at once, and the server undoes what was
  /// not committed. A connection that was stopped is of no further use.
  void interrupt() const {
    if (socket.is_open()) ::shutdown(socket.get(), SHUT_RDWR);
  }

  ::sqlite_api::sqlite3* sqlite() {
    return static_cast<::soci::sqlite3_session_backend*>(session.get_backend())->conn_;
  }

  Error stopped() const { return Error{ErrorKind::kCancelled, "stopped while waiting for " + name}; }

  /// Runs `action`, which the stop token ends, and turns SOCI's errors into ours.
  template <class Action>
  auto guarded(const Action& action) {
    if (stop().stop_requested()) throw stopped();
    const std::stop_callback on_stop{stop(), [this] { interrupt(); }};
    try {
      return action();
    } catch (const ::soci::soci_error& error) {
      throw translated(error);
    } catch (const std::bad_cast&) {
      throw Error{ErrorKind::kInternal, name + ": a column was asked for that is not of type text"};
    }
  }

  Error translated(const ::soci::soci_error& error) const {
    if (stop().stop_requested()) return stopped();
    if (is_about_a_lock(error)) {
      return Error{ErrorKind::kStorage, name + " is locked by another program; try again when that is done"};
    }
    const std::string reason = reason_in(error.get_error_message());
    if (!session.is_connected()) {
      return Error{ErrorKind::kStorage, name + ": the connection was lost (" + reason + "); try again when it is back"};
    }
    return Error{ErrorKind::kStorage, name + ": " + reason};
  }

  long long execute(const std::string& statement, const Row& parameters) {
    BoundParameters bound{parameters};
    ::soci::statement prepared{session};
    prepared.alloc();
    prepared.prepare(statement, ::soci::details::st_one_time_query);
    bound.bind_to(prepared);
    prepared.define_and_bind();
    prepared.execute(true);
    return prepared.get_affected_rows();
  }

  Dialect dialect;
  std::string name;
  LockWait lock_wait;
  ::soci::session session;
  /// Of PostgreSQL: a second number for libpq's socket, which stays ours when libpq closes its own, so that no other
  /// file is hit that gets the number.
  FileDescriptor socket;
};

Connection::Connection(const std::filesystem::path& file, std::string name, Waiting waiting)
    : handle_{std::make_unique<Handle>(Dialect::kSqlite, std::move(name), std::move(waiting))} {
  handle_->open(::soci::sqlite3, "dbname=\"" + file.string() + "\"");
  ::sqlite_api::sqlite3_busy_handler(handle_->sqlite(), &wait_for_lock, &handle_->lock_wait);
  ::sqlite_api::sqlite3_progress_handler(handle_->sqlite(), kOperationsBetweenLooks, &is_stopped, &handle_->lock_wait);
  execute("PRAGMA foreign_keys = ON");
}

Connection::Connection(PostgresqlSettings settings, std::string name, Waiting waiting)
    : handle_{std::make_unique<Handle>(Dialect::kPostgresql, std::move(name), std::move(waiting))} {
  settings["client_encoding"] = "UTF8";
  settings.emplace("connect_timeout", "10");
  // Without these, a server whose computer or network died is waited for by the hour.
  settings.emplace("keepalives_idle", "10");
  settings.emplace("keepalives_interval", "5");
  settings.emplace("keepalives_count", "3");
  settings.emplace("tcp_user_timeout", "25000");
  const ::soci::backend_factory& backend = postgresql_backend();
  settings = try_postgresql(settings, handle_->name, handle_->stop());
  // As a URL: SOCI 4.0 takes the other form ("host=... dbname='...'") apart and loses quotes and spaces.
  handle_->open(backend, write_postgresql_url(settings));
  handle_->socket = FileDescriptor{::fcntl(socket_of(handle_->session), F_DUPFD_CLOEXEC, 0)};
  execute("SET lock_timeout = " + std::to_string(handle_->lock_wait.waiting.patience.count()));
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

bool Connection::is_lost() const {
  return !handle_->session.is_connected();
}

bool Connection::has_table(const std::string& table) {
  const char* statement =
      dialect() == Dialect::kSqlite
          ? "SELECT CAST(name AS text) FROM sqlite_master WHERE type IN ('table', 'view') AND name = :name"
          : "SELECT CAST(relname AS text) FROM pg_class WHERE oid = to_regclass(:name)";
  return !query(statement, {table}).empty();
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
  return handle_->guarded([&] { return handle_->execute(statement, parameters); });
}

Transaction::Transaction(Connection& connection) : connection_{connection} {
  connection_.execute(connection_.dialect() == Dialect::kSqlite ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    connection_.handle_->execute("ROLLBACK", {});  // also after a stop
  } catch (...) {                                  // a connection that is lost takes the transaction with it
  }
}

void Transaction::commit() {
  connection_.execute("COMMIT");
  open_ = false;
}

}  // namespace vina::sql
