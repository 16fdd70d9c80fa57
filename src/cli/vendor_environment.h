// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "cli/environment.h"
#include "pipeline/render_options.h"
#include "pipeline/vendor_options.h"

namespace vina {

/// Keys, models, addresses and limits from the environment and `.env`; what is not set keeps its default. The cache is
/// the default folder (`$XDG_CACHE_HOME/vina`), or empty where there is none. Throws Error (kInvalidOption) for a
/// variable that cannot be read; never shows a value that is secret. See require_readable_dotenv too.
VendorOptions vendor_options(const Environment& environment);

/// Throws Error (kInvalidOption) where `.env` has a line that cannot be read, unless the options ask no vendor,
/// whatever that line was to say: the file may be another program's.
void require_readable_dotenv(const Environment& environment, const RenderOptions& options);

}  // namespace vina
