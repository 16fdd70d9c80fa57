// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>
#include <string_view>

#include "pipeline/render_result.h"

namespace vina {

/// Note [Checked before it is published]
/// A video is published under the name of the one before it, which is gone then. So all that can be proved without a
/// URL is proved before, from the text of the report that will lie beside the files; whether the URLs answer, after.

/// Proves by decoding that the files of a finished render are what `report`, its text, says. Throws Error:
/// kNotAsReported with all that is wrong, one a line; kCancelled.
void verify_files(const RenderResult& result, std::string_view report, const std::stop_token& stop);

/// Proves that what was published answers, by the report on the disk. Throws the same.
void verify_publication(const RenderResult& result, const std::stop_token& stop);

}  // namespace vina
