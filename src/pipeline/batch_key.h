// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/render_options.h"

namespace vina {

/// Names a video by all that shapes it and where it goes: the lesson's JSON, what it belongs to, the options, the files
/// they name, and the output. 64 hex digits. What does not change the result (threads, cache, budget) is left out. A
/// folder of pictures counts by names, sizes and times.
std::string batch_key(std::string_view lesson_json, std::string_view identity, const RenderOptions& options);

}  // namespace vina
