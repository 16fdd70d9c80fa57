// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>

#include "fake_cloud/exchange.h"
#include "fake_cloud/google_models.h"

namespace vina::fake {

/// What Google would answer instead of working.
struct GoogleFault {
  int status = 400;
  std::string message;
};

/// Judges the body of :generateContent as proto3 JSON is judged: unknown members, wrong types and unknown enum values
/// are refused. Stricter in that members must be in lowerCamelCase. Nothing: the body is accepted.
std::optional<GoogleFault> check_generate(const Json& body, const GoogleModel& model);

/// The same for :predict.
std::optional<GoogleFault> check_predict(const Json& body, const GoogleModel& model);

}  // namespace vina::fake
