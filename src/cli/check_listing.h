// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "check/check_video.h"

namespace vina {

/// What `vina check` answers, as text for people and as one JSON object; docs/check.md lists the members.
std::string to_table(const CheckResult& result);
std::string to_json(const CheckResult& result);

}  // namespace vina
