// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "wrap/soci/postgresql_url.h"

namespace vina::sql {

/// The numeric addresses of a host, in the order in which they are to be tried; or why there are none.
struct HostAddresses {
  std::vector<std::string> addresses;
  std::string fault;
};

/// Looks a host up by its name, for as long as that takes. Called on a thread of its own.
using HostSearch = std::function<HostAddresses(const std::string& host)>;

/// As the system does it: /etc/hosts, DNS and whatever else it is set up with.
HostAddresses search_by_system(const std::string& host);

/// The same servers with their addresses beside their names ("hostaddr"), so that libpq need not look for them.
///
/// Note [A search that is left behind]
/// libpq looks hosts up with getaddrinfo(), also where it is asked not to block, and nothing ends that call before its
/// time: 10 s and more where the DNS server is silent. So it is made on a thread that nobody waits for after a stop
/// request or the deadline. That thread ends when the call does, and touches nothing but what it owns.
///
/// Hosts that cannot be found are left out as long as there is another one. Names of sockets, and settings that have
/// addresses already, stay as they are.
/// Throws Error: kStorage that begins with `name` where no host is found by then, kCancelled at once after a stop
/// request.
PostgresqlSettings with_addresses(PostgresqlSettings settings, const std::string& name,
                                  std::optional<std::chrono::steady_clock::time_point> deadline,
                                  const std::stop_token& stop, const HostSearch& search = search_by_system);

}  // namespace vina::sql
