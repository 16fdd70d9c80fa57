// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "vina/version.h"

namespace vina {

const char* v1::version() noexcept {
  return VINA_VERSION;
}

}  // namespace vina
