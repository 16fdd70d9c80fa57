// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/finding.h"

#include <cstdint>
#include <utility>

#include <fmt/format.h>

namespace vina {
namespace {

std::string place_of(const Deviation& fault) {
  std::string place;
  if (fault.slide > 0) place = fmt::format("slide {}", fault.slide);
  if (fault.bullet > 0) place += fmt::format(", bullet {}", fault.bullet);
  if (fault.at) place += fmt::format("{}at {}", place.empty() ? "" : ", ", clock_text(*fault.at));
  return place;
}

}  // namespace

std::string clock_text(Samples at) {
  constexpr std::int64_t kMinute = 60'000;
  constexpr std::int64_t kHour = 60 * kMinute;
  const std::int64_t ms = to_milliseconds(at);
  const std::string hours =
      ms >= kHour ? fmt::format("{}:{:02}", ms / kHour, ms % kHour / kMinute) : fmt::format("{}", ms / kMinute);
  return fmt::format("{}:{:02}.{:03}", hours, ms % kMinute / 1000, ms % 1000);
}

std::string described(const Deviation& fault) {
  const std::string place = place_of(fault);
  return place.empty() ? fault.what : place + ": " + fault.what;
}

void Deviations::add(Deviation fault) {
  if (count_++ < kKept) first_.push_back(std::move(fault));
}

Finding Deviations::finding(std::string check, std::string expected, std::string found_if_fine) const {
  if (count_ == 0) return {std::move(check), true, std::move(expected), std::move(found_if_fine)};
  std::string found = described(first_.front());
  if (count_ > 1) found += fmt::format(" (and {} more)", count_ - 1);
  return {std::move(check), false, std::move(expected), std::move(found), first_};
}

}  // namespace vina
