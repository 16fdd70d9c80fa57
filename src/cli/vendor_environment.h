// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "cli/environment.h"
#include "pipeline/vendor_options.h"

namespace vina {

/// Keys, models, addresses and limits from the environment and `.env`; what is not set keeps its default. The cache is
/// the default folder (`$XDG_CACHE_HOME/vina`), or empty where there is none. Throws Error (kInvalidOption) for a
/// variable that cannot be read and for a broken `.env`; never shows a value that is secret.
VendorOptions vendor_options(const Environment& environment);

}  // namespace vina
