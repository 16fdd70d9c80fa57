// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <vector>

#include "cli/health.h"

namespace vina {

/// The parts of `examine_computer`, each of which appends its checks and throws nothing.
void examine_codecs(std::vector<HealthCheck>& checks);
void examine_fonts(std::vector<HealthCheck>& checks);
void examine_voices(std::vector<HealthCheck>& checks);
void examine_storage(std::vector<HealthCheck>& checks);

}  // namespace vina
