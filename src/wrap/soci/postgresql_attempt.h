// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>
#include <string>

#include "wrap/soci/postgresql_url.h"

namespace vina::sql {

/// Connects to the server and leaves again: a call that, unlike libpq's and SOCI's, `stop` can end, and after which
/// theirs takes no time. Each host has the "connect_timeout" of `settings`; the system's search for a host by its name
/// is not bounded. Throws Error: kStorage that begins with `name`, kCancelled.
void try_postgresql(const PostgresqlSettings& settings, const std::string& name, const std::stop_token& stop);

}  // namespace vina::sql
