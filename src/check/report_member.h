// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/media_time.h"

namespace vina {

/// A member of a report, which knows where it stands. Everything throws std::invalid_argument, naming the JSON Pointer
/// and what should be there: "/video/frames must be a whole number from 0 to 2592000".
class ReportMember {
 public:
  /// The report itself. `json` outlives the member.
  explicit ReportMember(const nlohmann::json& json) : ReportMember{json, ""} {}

  /// Of an object, which must have it.
  ReportMember at(const char* name) const;
  /// Of an array.
  std::vector<ReportMember> items() const;

  bool is_null() const;
  bool boolean() const;
  std::string text() const;
  std::uint64_t size() const;
  double number() const;
  /// At least 0, and no more than a day's.
  Frames frames() const;
  Samples seconds() const;

 private:
  ReportMember(const nlohmann::json& json, std::string pointer) : json_{&json}, pointer_{std::move(pointer)} {}
  [[noreturn]] void refuse(const std::string& reason) const;

  const nlohmann::json* json_;
  std::string pointer_;
};

}  // namespace vina
