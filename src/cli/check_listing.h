// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "check/check_video.h"

namespace vina {

/// What `vina check` answers, as text for people and as one JSON object; docs/check.md lists the members.
std::string to_table(const CheckResult& result);
std::string to_json(const CheckResult& result);

/// The findings that are not as they should be, one a line: "reveals: slide 2, bullet 1, at 0:31.200: appears 9 frames
/// late; expected: …".
std::string faults_of(const CheckResult& result);

}  // namespace vina
