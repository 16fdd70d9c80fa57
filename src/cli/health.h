// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vina {

enum class Health {
  kGood,
  kPartial,  ///< works, but something a lesson may need is missing
  kMissing,  ///< vina cannot do its work without it
};

/// One thing `vina doctor` looked at.
struct HealthCheck {
  std::string area;  ///< "codecs", "voices", "fonts and themes", "storage", ...
  std::string name;  ///< "libx264", "Arabic"
  Health health = Health::kGood;
  std::string finding;  ///< what was found ("164.3095")
  std::string cure;     ///< what to do where it is not good; else empty
};

/// Looks at everything a render needs. Never throws for a thing that is missing: that is what it reports.
std::vector<HealthCheck> examine_computer();

/// The checks as a table for people, one line each, grouped by area, with the cure after what is not good.
std::string to_table(const std::vector<HealthCheck>& checks);

/// The checks as one JSON object: {"healthy": true, "version": "...", "checks": [...]}.
std::string to_json(const std::vector<HealthCheck>& checks);

/// Whether nothing essential is missing.
bool is_healthy(const std::vector<HealthCheck>& checks);

}  // namespace vina
