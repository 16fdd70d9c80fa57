// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "library/public_warnings.h"

namespace vina {

std::vector<v1::Warning> to_public(const std::vector<Warning>& warnings) {
  std::vector<v1::Warning> list;
  list.reserve(warnings.size());
  for (const Warning& warning : warnings) list.push_back({warning.place, warning.message, warning.degrades});
  return list;
}

}  // namespace vina
