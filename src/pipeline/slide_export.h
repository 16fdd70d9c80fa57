// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "base/warning.h"
#include "lesson/lesson.h"
#include "pipeline/render_options.h"

namespace vina {

struct ExportedSlides {
  std::vector<std::filesystem::path> files;  ///< in order, the contact sheet last
  std::vector<Warning> warnings;             ///< of what is missing, and of other lessons' pictures in the folder
};

/// Writes every picture of the lesson as a PNG file into `folder` (made if it is not there), and `contact-sheet.png`
/// with all of them: all at the end, or none. Others there stay, with a warning. Nothing is spoken; of `options`,
/// `output` is not used. Throws Error as `render` does, with `strict` before anything is written.
ExportedSlides export_slides(const Lesson& lesson, const RenderOptions& options, const std::filesystem::path& folder,
                             const std::stop_token& stop);

}  // namespace vina
