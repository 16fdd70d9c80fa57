// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>
#include <vector>

#include "base/warning.h"
#include "lesson/lesson.h"
#include "pipeline/progress.h"
#include "pipeline/providers.h"
#include "pipeline/render_options.h"
#include "pipeline/render_result.h"

namespace vina {

/// Turns a lesson into a video with captions and a report. `lesson_warnings` are those of the lesson's reader, for the
/// report. The files appear complete under their names, or not at all. `listener` may be empty.
/// Throws Error of any kind: kInvalidOption before any work is done, kDegraded with `strict`, kNotAsReported with
/// `verify`, after which the files are there, kCancelled within a
/// second after `stop` is requested.
RenderResult render(const Lesson& lesson, const std::vector<Warning>& lesson_warnings, const RenderOptions& options,
                    const ProgressListener& listener, const std::stop_token& stop);

/// The same with providers of the caller's own.
RenderResult render_with(const Providers& providers, const Lesson& lesson, const std::vector<Warning>& lesson_warnings,
                         const RenderOptions& options, const ProgressListener& listener, const std::stop_token& stop);

}  // namespace vina
