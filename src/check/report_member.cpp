// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/report_member.h"

#include <cmath>
#include <cstddef>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace vina {
namespace {

/// Longer than any video: numbers from a file must not overflow the clock.
constexpr std::int64_t kMostSeconds = 86'400;
constexpr std::int64_t kMostFrames = kMostSeconds * kFramesPerSecond;

}  // namespace

void ReportMember::refuse(const std::string& reason) const {
  throw std::invalid_argument{(pointer_.empty() ? "it" : pointer_) + " " + reason};
}

ReportMember ReportMember::at(const char* name) const {
  if (!json_->is_object()) refuse("must be an object");
  const auto member = json_->find(name);
  const std::string pointer = pointer_ + "/" + name;
  if (member == json_->end()) throw std::invalid_argument{pointer + " is missing"};
  return {*member, pointer};
}

std::vector<ReportMember> ReportMember::items() const {
  if (!json_->is_array()) refuse("must be an array");
  std::vector<ReportMember> items;
  for (std::size_t i = 0; i < json_->size(); ++i) items.push_back({(*json_)[i], fmt::format("{}/{}", pointer_, i)});
  return items;
}

bool ReportMember::is_null() const {
  return json_->is_null();
}

bool ReportMember::boolean() const {
  if (!json_->is_boolean()) refuse("must be true or false");
  return json_->get<bool>();
}

std::string ReportMember::text() const {
  if (!json_->is_string()) refuse("must be a string");
  return json_->get<std::string>();
}

std::uint64_t ReportMember::size() const {
  if (!json_->is_number_unsigned()) refuse("must be a whole number, 0 or more");
  return json_->get<std::uint64_t>();
}

double ReportMember::number() const {
  if (!json_->is_number()) refuse("must be a number");
  return json_->get<double>();
}

Frames ReportMember::frames() const {
  if (!json_->is_number_unsigned() || json_->get<std::uint64_t>() > std::uint64_t{kMostFrames}) {
    refuse(fmt::format("must be a whole number from 0 to {}", kMostFrames));
  }
  return Frames{json_->get<std::int64_t>()};
}

Samples ReportMember::seconds() const {
  const double value = json_->is_number() ? json_->get<double>() : -1;
  if (!(value >= 0 && value <= static_cast<double>(kMostSeconds))) {
    refuse(fmt::format("must be a number from 0 to {}", kMostSeconds));
  }
  return Samples{std::llround(value * static_cast<double>(kSampleRate))};
}

}  // namespace vina
