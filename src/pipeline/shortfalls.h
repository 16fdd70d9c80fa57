// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <vector>

#include "base/warning.h"
#include "pipeline/figure_pictures.h"
#include "pipeline/render_options.h"

namespace vina {

/// A warning for each figure without the picture that was asked for. With the gradient nobody asked for any.
std::vector<Warning> missing_picture_warnings(const FigurePictures& figures, const RenderOptions& options);

/// Whether any of them means that less was made than was asked for.
bool is_degraded(const std::vector<Warning>& warnings);

/// With `options.strict`, throws Error kDegraded with a line for each warning that degrades the result.
void refuse_degraded(const std::vector<Warning>& warnings, const RenderOptions& options);

}  // namespace vina
