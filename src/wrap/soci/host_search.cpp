// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/soci/host_search.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

#include "base/error.h"

namespace vina::sql {
namespace {

using Clock = std::chrono::steady_clock;

/// Where there is no deadline.
constexpr std::chrono::hours kForever{24};

/// What the searching thread and whoever waits for it have in common; the last of them lets it go.
struct Search {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::optional<HostAddresses> found;
};

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t comma = list.find(',');
    parts.emplace_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    list.remove_prefix(comma + 1);
  }
}

void append(const std::string& part, bool is_first, std::string& list) {
  if (!is_first) list += ',';
  list += part;
}

/// A folder with a socket, an abstract socket, or the default of libpq.
bool is_socket(std::string_view host) {
  return host.empty() || host.starts_with('/') || host.starts_with('@');
}

HostAddresses find(const std::string& host, const std::string& name, Clock::time_point deadline,
                   const std::stop_token& stop, const HostSearch& search) {
  const auto shared = std::make_shared<Search>();
  std::thread{[shared, host, search] {
    HostAddresses found = search(host);
    {
      const std::lock_guard lock{shared->mutex};
      shared->found = std::move(found);
    }
    shared->changed.notify_all();
  }}.detach();
  std::unique_lock lock{shared->mutex};
  const bool is_found =
      shared->changed.wait_until(lock, stop, deadline, [&shared] { return shared->found.has_value(); });
  if (stop.stop_requested()) throw Error{ErrorKind::kCancelled, "stopped while waiting for " + name};
  if (!is_found) return {{}, "was not found in time; does the name server answer?"};
  return std::move(*shared->found);
}

}  // namespace

HostAddresses search_by_system(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int result = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned{list, &::freeaddrinfo};
  if (result != 0) return {{}, ::gai_strerror(result)};
  HostAddresses found;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (::getnameinfo(entry->ai_addr, entry->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0) {
      found.addresses.emplace_back(text.data());
    }
  }
  if (found.addresses.empty()) found.fault = "it has no address";
  return found;
}

PostgresqlSettings with_addresses(PostgresqlSettings settings, const std::string& name,
                                  std::optional<Clock::time_point> deadline, const std::stop_token& stop,
                                  const HostSearch& search) {
  if (!settings.contains("host") || settings.contains("hostaddr")) return settings;
  const std::vector<std::string> hosts = split(settings["host"]);
  const std::vector<std::string> ports = split(settings.contains("port") ? settings["port"] : "");
  if (std::all_of(hosts.begin(), hosts.end(), is_socket)) return settings;
  if (ports.size() > 1 && ports.size() != hosts.size()) return settings;  // libpq will say so
  std::string all_hosts;
  std::string all_addresses;
  std::string all_ports;
  std::string fault;
  std::size_t count = 0;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    // A host with several addresses becomes several hosts of one name.
    HostAddresses found{{""}, ""};
    if (!is_socket(hosts[i])) found = find(hosts[i], name, deadline.value_or(Clock::now() + kForever), stop, search);
    if (found.addresses.empty()) fault = "the host '" + hosts[i] + "': " + found.fault;
    for (const std::string& address : found.addresses) {
      append(hosts[i], count == 0, all_hosts);
      append(address, count == 0, all_addresses);
      append(ports.size() == 1 ? ports[0] : ports[i], count == 0, all_ports);
      ++count;
    }
  }
  if (count == 0) throw Error{ErrorKind::kStorage, "cannot open " + name + ": " + fault};
  settings["host"] = all_hosts;
  settings["hostaddr"] = all_addresses;
  if (settings.contains("port")) settings["port"] = all_ports;
  return settings;
}

}  // namespace vina::sql
