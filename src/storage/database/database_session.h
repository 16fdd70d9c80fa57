// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "base/error.h"
#include "storage/database/database_address.h"
#include "wrap/soci/connection.h"

namespace vina {

enum class IfMissing { kFail, kMakeFile };

/// An open database, with a second connection for what the first was lost in. Not thread-safe.
class DatabaseSession {
 public:
  /// Opens it. Throws Error: kInvalidOption where a SQLite file is not there and not to be made, kStorage, kCancelled.
  DatabaseSession(DatabaseAddress address, IfMissing if_missing, sql::Waiting waiting);

  sql::Connection& connection() { return connection_; }

  /// Runs `action`; where the connection was lost in it, once more on a new one. Of statements that were not committed
  /// nothing is left then. Those whose commit was lost may hold, so `action` is one that may be done twice.
  template <class Action>
  auto run(const Action& action) {
    try {
      return action();
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kCancelled || !connection_.is_lost()) throw;
    }
    reconnect();
    return action();
  }

 private:
  void reconnect();

  DatabaseAddress address_;
  sql::Waiting waiting_;
  sql::Connection connection_;
};

}  // namespace vina
