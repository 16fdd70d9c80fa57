// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include "storage/database/lesson_row.h"

namespace vina {

/// A file name made of texts that may hold anything, joined with "-", without an extension. Other texts give another
/// name: where one of them cannot stand in it as it is, eight hex digits of their hash end it.
std::string file_name_of(const std::vector<std::string>& parts);

/// "c1-l01-d3-1a2b3c4-examples.mp4": the variants of a lesson do not replace each other, here or where they are
/// published.
std::string video_name_of(const LessonRow& row);

}  // namespace vina
