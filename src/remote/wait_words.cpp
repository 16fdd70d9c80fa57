// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/wait_words.h"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>

namespace vina {
namespace {

std::tm local_time(std::chrono::system_clock::time_point moment) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  return parts;
}

/// "UTC", "UTC+01:00", "UTC-03:30". The zone's own letters would not do: IST is in three of them.
std::string zone_of(const std::tm& time) {
  const long minutes = std::labs(time.tm_gmtoff) / 60;
  if (minutes == 0) return "UTC";
  return fmt::format("UTC{}{:02}:{:02}", time.tm_gmtoff < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string two_units(long long count, int per_large, const char* large, const char* small) {
  const long long rest = count % per_large;
  if (rest == 0) return fmt::format("{} {}", count / per_large, large);
  return fmt::format("{} {} {} {}", count / per_large, large, rest, small);
}

}  // namespace

std::string in_words(std::chrono::milliseconds length) {
  using namespace std::chrono;
  if (length < 1s) return fmt::format("{} ms", length.count());
  const auto whole_seconds = ceil<seconds>(length).count();
  if (whole_seconds < 60) return fmt::format("{} s", whole_seconds);
  if (whole_seconds < 3600) return two_units(whole_seconds, 60, "min", "s");
  const auto whole_minutes = ceil<minutes>(length).count();
  if (whole_minutes < 1440) return two_units(whole_minutes, 60, "h", "min");
  return two_units(ceil<hours>(length).count(), 24, "d", "h");
}

std::string time_of_day(std::chrono::system_clock::time_point moment, std::chrono::system_clock::time_point now) {
  const std::tm then = local_time(moment);
  const std::tm today = local_time(now);
  std::string time = fmt::format("{:02}:{:02} ({})", then.tm_hour, then.tm_min, zone_of(then));
  if (then.tm_year == today.tm_year && then.tm_yday == today.tm_yday) return time;
  return fmt::format("{}-{:02}-{:02} {}", then.tm_year + 1900, then.tm_mon + 1, then.tm_mday, time);
}

}  // namespace vina
