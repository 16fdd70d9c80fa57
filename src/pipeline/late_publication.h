// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include "pipeline/render_options.h"
#include "publish/publisher.h"

namespace vina {

/// A video that was finished before, and where it is now.
struct LatePublication {
  Publication publication;
  std::string published_to;                ///< "folder", "cloudinary"
  std::optional<double> duration_seconds;  ///< from the report; nothing where there is none
};

/// Publishes `options.output` with the captions (.vtt) and the poster (.poster.png) beside it, and writes the URLs into
/// its report (options.report, else OUT.json or OUT.report.json), if there is one. Throws Error: kInvalidOption for a
/// file that is no MP4, or where video, captions or poster are not those the report tells of; kStorage, and what the
/// publisher throws.
LatePublication publish_finished(const RenderOptions& options, const std::stop_token& stop);

}  // namespace vina
