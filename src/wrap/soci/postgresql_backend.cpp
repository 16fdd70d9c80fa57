// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/soci/postgresql_backend.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

namespace vina::sql {

const ::soci::backend_factory& postgresql_backend() {
  return ::soci::postgresql;
}

std::string sqlstate_of(const ::soci::soci_error& error) {
  const auto* of_postgresql = dynamic_cast<const ::soci::postgresql_soci_error*>(&error);
  return of_postgresql == nullptr ? "" : of_postgresql->sqlstate();
}

int socket_of(::soci::session& session) {
  return PQsocket(static_cast<::soci::postgresql_session_backend*>(session.get_backend())->conn_);
}

}  // namespace vina::sql
