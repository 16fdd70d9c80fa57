// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

namespace soci {
class backend_factory;
class session;
class soci_error;
}  // namespace soci

namespace vina::sql {

/// SOCI's PostgreSQL. Throws Error (kInvalidOption) where SOCI was built without it, as Homebrew's is.
const ::soci::backend_factory& postgresql_backend();

/// The SQLSTATE of an error of PostgreSQL; empty for others.
std::string sqlstate_of(const ::soci::soci_error& error);

/// The socket of a session with PostgreSQL.
int socket_of(::soci::session& session);

}  // namespace vina::sql
