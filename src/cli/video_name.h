// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <vector>

#include "storage/database/lesson_row.h"

namespace vina {

/// A file name, without an extension, made of a lesson's id, perhaps with its course and a colon in front, and of more
/// that tells it apart; all may hold anything. The parts are joined with "-". Others give another name: where one of
/// them cannot stand in it as it is, eight hex digits of their hash end it.
std::string file_name_of(const std::string& lesson_id, const std::vector<std::string>& more = {});

/// "c1-l01-d3-1a2b3c4-examples.mp4": the variants of a lesson do not replace each other, here or where they are
/// published.
std::string video_name_of(const LessonRow& row);

}  // namespace vina
