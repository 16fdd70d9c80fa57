// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>
#include <string>

#include "wrap/soci/postgresql_url.h"

namespace vina::sql {

/// Looks the hosts up, connects to the server and leaves again: a call that, unlike libpq's and SOCI's, `stop` can end,
/// and after which theirs takes no time with the settings that come back. Of the "connect_timeout" in `settings`, every
/// host has one to be looked up and every address one to answer. Throws Error: kStorage that begins with `name`,
/// kCancelled.
PostgresqlSettings try_postgresql(const PostgresqlSettings& settings, const std::string& name,
                                  const std::stop_token& stop);

}  // namespace vina::sql
