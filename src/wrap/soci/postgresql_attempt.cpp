// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/soci/postgresql_attempt.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <new>
#include <optional>

#include <libpq-fe.h>

#include "base/error.h"
#include "wrap/soci/host_search.h"
#include "wrap/soci/reason.h"

namespace vina::sql {
namespace {

using Clock = std::chrono::steady_clock;

/// How often the wait looks up: a stop is heeded within this time.
constexpr std::chrono::milliseconds kGlance{50};

/// Nothing where the URL wants no limit, which libpq writes as 0 or a negative number.
std::optional<Clock::time_point> deadline_of(const PostgresqlSettings& settings) {
  const auto text = settings.find("connect_timeout");
  const long seconds = text == settings.end() ? 0 : std::strtol(text->second.c_str(), nullptr, 10);
  if (seconds <= 0) return std::nullopt;
  const auto hosts = settings.find("host");
  const auto count = hosts == settings.end() ? 1 : 1 + std::count(hosts->second.begin(), hosts->second.end(), ',');
  return Clock::now() + std::chrono::seconds{seconds} * count;
}

/// Waits for a glance at most. Nothing may be asked of libpq before its socket is ready.
bool is_ready(int socket, PostgresPollingStatusType direction) {
  const auto events = static_cast<short>(direction == PGRES_POLLING_READING ? POLLIN : POLLOUT);
  pollfd waited{.fd = socket, .events = events, .revents = 0};
  return ::poll(&waited, 1, static_cast<int>(kGlance.count())) > 0;
}

}  // namespace

PostgresqlSettings try_postgresql(const PostgresqlSettings& settings, const std::string& name,
                                  const std::stop_token& stop) {
  PostgresqlSettings found = with_addresses(settings, name, deadline_of(settings), stop);
  const auto deadline = deadline_of(found);
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection{PQconnectStart(write_postgresql_url(found).c_str()),
                                                                &PQfinish};
  if (!connection) throw std::bad_alloc{};
  const auto throw_if_ended = [&name, &stop] {
    if (stop.stop_requested()) throw Error{ErrorKind::kCancelled, "stopped while waiting for " + name};
  };
  const auto fail = [&name, &throw_if_ended](const std::string& reason) {
    throw_if_ended();  // which may be why
    throw Error{ErrorKind::kStorage, "cannot open " + name + ": " + reason};
  };
  auto status = PQstatus(connection.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
  while (status == PGRES_POLLING_READING || status == PGRES_POLLING_WRITING) {
    throw_if_ended();
    if (deadline && Clock::now() > *deadline)
      fail("it did not answer in time; is the server up, and this its address?");
    if (is_ready(PQsocket(connection.get()), status)) status = PQconnectPoll(connection.get());
  }
  if (status != PGRES_POLLING_OK) fail(reason_in(PQerrorMessage(connection.get())));
  return found;
}

}  // namespace vina::sql
