// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/health.h"

#include <thread>

#include "cli/health_areas.h"

namespace vina {

std::vector<HealthCheck> examine_computer() {
  std::vector<HealthCheck> checks;
  examine_codecs(checks);
  examine_voices(checks);
  examine_fonts(checks);
  examine_storage(checks);
  checks.push_back({"computer", "cores", Health::kGood, std::to_string(std::thread::hardware_concurrency()), ""});
  return checks;
}

}  // namespace vina
