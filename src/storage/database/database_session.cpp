// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/database_session.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace vina {
namespace {

sql::Connection connect(const DatabaseAddress& address, IfMissing if_missing, const sql::Waiting& waiting) {
  if (!address.is_sqlite()) {
    sql::PostgresqlSettings settings = address.settings;
    if (!address.password.empty()) settings["password"] = address.password.reveal();
    try {
      return sql::Connection{std::move(settings), address.name, waiting};
    } catch (const Error& error) {
      throw Error{error.kind(), address.password.hidden_in(error.public_message())};
    }
  }
  std::error_code ignored;
  if (if_missing == IfMissing::kFail && !std::filesystem::exists(address.file, ignored)) {
    throw Error{ErrorKind::kInvalidOption,
                address.name + " is not there; name one that is, or make one with 'vina lessons import'"};
  }
  return sql::Connection{address.file, address.name, waiting};
}

}  // namespace

DatabaseSession::DatabaseSession(DatabaseAddress address, IfMissing if_missing, sql::Waiting waiting)
    : address_{std::move(address)},
      waiting_{std::move(waiting)},
      connection_{connect(address_, if_missing, waiting_)} {}

void DatabaseSession::reconnect() {
  try {
    connection_ = connect(address_, IfMissing::kFail, waiting_);
  } catch (const Error& error) {
    throw error.with_context("the connection was lost");
  }
}

}  // namespace vina
