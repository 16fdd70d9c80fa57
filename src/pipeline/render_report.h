// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "lesson/lesson.h"
#include "pipeline/lesson_assembly.h"
#include "pipeline/render_options.h"
#include "pipeline/render_result.h"

namespace vina {

/// The text of OUT.json: what was made, from what, where each slide starts and each bullet appears, how long the steps
/// took, and every warning. JSON, UTF-8, two spaces of indent, a line feed at the end. `docs/report.md` names the
/// members.
std::string render_report(const Lesson& lesson, const RenderOptions& options, const AssembledLesson& made,
                          const RenderResult& result);

}  // namespace vina
