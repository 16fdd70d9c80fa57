// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>

#include "storage/database/lesson_row.h"

namespace vina {

/// What the report beside a video (docs/report.md) tells of it, for the database. Throws Error (kInvalidOption) where
/// the file is no report, or the video is not published.
VideoRecord reported_video(const std::filesystem::path& report);

}  // namespace vina
