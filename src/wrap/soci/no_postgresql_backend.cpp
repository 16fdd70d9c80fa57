// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// In place of postgresql_backend.cpp where SOCI has no PostgreSQL.
#include <soci/soci.h>

#include "base/error.h"
#include "wrap/soci/postgresql_backend.h"

namespace vina::sql {

const ::soci::backend_factory& postgresql_backend() {
  throw Error{
      ErrorKind::kInvalidOption,
      "this vina was built with a SOCI that has no PostgreSQL; build SOCI with it and vina again, or use SQLite"};
}

std::string sqlstate_of(const ::soci::soci_error&) {
  return {};
}

int socket_of(::soci::session&) {
  return -1;
}

}  // namespace vina::sql
