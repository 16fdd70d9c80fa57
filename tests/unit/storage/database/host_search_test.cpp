// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/soci/host_search.h"

#include <chrono>
#include <future>
#include <optional>
#include <stop_token>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "unit/storage/database/recording.h"

namespace vina::sql {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Eq;
using testing::expect_stopped;
using testing::failure;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

/// Two addresses for "two", none for "none", one for anything else.
HostAddresses search_made_up(const std::string& host) {
  if (host == "two") return {{"::1", "127.0.0.1"}, ""};
  if (host == "none") return {{}, "Name or service not known"};
  return {{"192.0.2.1"}, ""};
}

PostgresqlSettings search(PostgresqlSettings settings) {
  return with_addresses(std::move(settings), "the database 'x'", std::nullopt, {}, search_made_up);
}

/// A name server that does not answer until this object is gone.
class SilentSearch {
 public:
  ~SilentSearch() { end_.set_value(); }
  HostSearch search() {
    return [ended = ended_](const std::string&) -> HostAddresses {
      ended.wait();
      return {{"192.0.2.1"}, ""};
    };
  }

 private:
  std::promise<void> end_;
  std::shared_future<void> ended_{end_.get_future()};
};

TEST(HostSearch, PutsEveryAddressBesideItsHost) {
  EXPECT_EQ(search({{"host", "one"}, {"port", "5432"}}),
            (PostgresqlSettings{{"host", "one"}, {"hostaddr", "192.0.2.1"}, {"port", "5432"}}));
  EXPECT_EQ(search({{"host", "two,/run/db,one"}, {"port", "1,2,3"}}),
            (PostgresqlSettings{
                {"host", "two,two,/run/db,one"}, {"hostaddr", "::1,127.0.0.1,,192.0.2.1"}, {"port", "1,1,2,3"}}));
}

TEST(HostSearch, LeavesSettingsAloneThatNeedNone) {
  for (const PostgresqlSettings& settings : {PostgresqlSettings{{"user", "me"}},
                                             {{"host", "/run/db"}},
                                             {{"host", "one"}, {"hostaddr", "192.0.2.7"}},
                                             {{"host", "one,two"}, {"port", "1,2,3"}}}) {
    EXPECT_EQ(search(settings), settings);
  }
}

TEST(HostSearch, LeavesOutAHostThatIsNotFoundWhereThereIsAnother) {
  EXPECT_EQ(search({{"host", "none,one"}, {"port", "1,2"}}),
            (PostgresqlSettings{{"host", "one"}, {"hostaddr", "192.0.2.1"}, {"port", "2"}}));
  EXPECT_THAT(failure(ErrorKind::kStorage,
                      [] {
                        search({{"host", "none"}});
                      }),
              Eq("cannot open the database 'x': the host 'none': Name or service not known"));
}

TEST(HostSearch, EndsWithinASecondOfAStopRequestThoughTheNameServerIsSilent) {
  SilentSearch silent;
  std::stop_source stop;
  expect_stopped(stop, [&] {
    with_addresses({{"host", "one"}}, "the database 'x'", std::nullopt, stop.get_token(), silent.search());
  });
}

TEST(HostSearch, EndsAtItsDeadline) {
  SilentSearch silent;
  const auto soon = std::chrono::steady_clock::now() + 100ms;
  EXPECT_THAT(failure(ErrorKind::kStorage,
                      [&] {
                        with_addresses({{"host", "one"}}, "the database 'x'", soon, {}, silent.search());
                      }),
              AllOf(HasSubstr("cannot open the database 'x': the host 'one'"), HasSubstr("not found in time")));
}

TEST(HostSearch, FindsThisComputer) {
  EXPECT_THAT(search_by_system("localhost").addresses, Contains("127.0.0.1"));
  EXPECT_THAT(search_by_system("127.0.0.1").addresses, Contains("127.0.0.1"));
  EXPECT_NE(search_by_system("no host has spaces").fault, "");
}

}  // namespace
}  // namespace vina::sql
