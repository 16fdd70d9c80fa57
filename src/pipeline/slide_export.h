// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "lesson/lesson.h"
#include "pipeline/render_options.h"

namespace vina {

/// Writes every picture of the lesson as a PNG file into `folder` (made if it is not there), and `contact-sheet.png`
/// with all of them. Returns the files in order, the contact sheet last. Nothing is spoken; `options.output` is not
/// used. Throws Error as `render` does.
std::vector<std::filesystem::path> export_slides(const Lesson& lesson, const RenderOptions& options,
                                                 const std::filesystem::path& folder, const std::stop_token& stop);

}  // namespace vina
