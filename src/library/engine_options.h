// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "pipeline/render_options.h"
#include "pipeline/vendor_options.h"
#include "vina/render_options.h"
#include "vina/vendor_options.h"

namespace vina {

/// Throw Error (kInvalidOption) for a value that has no counterpart; others are left to validate(RenderOptions).
VendorOptions to_engine(const v1::VendorOptions& vendors);
RenderOptions to_engine(const v1::RenderOptions& options, const v1::VendorOptions& vendors);

v1::VendorOptions to_public(const VendorOptions& vendors);

}  // namespace vina
