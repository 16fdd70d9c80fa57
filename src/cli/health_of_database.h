// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "cli/health.h"

namespace vina {

/// Opens the lessons' database, if `url` names one, and counts its lessons. What is wrong with it is partial: files can
/// be rendered all the same. Throws Error (kCancelled) alone.
void examine_database(const std::string& url, const std::stop_token& stop, std::vector<HealthCheck>& checks);

}  // namespace vina
