// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "lesson/lesson_reader.h"
#include "pipeline/late_publication.h"
#include "pipeline/render_result.h"

namespace vina {

/// One JSON object and a line end, as written to standard output; docs/cli.md lists the members. Bytes that are not
/// UTF-8 become U+FFFD.
std::string to_json(const RenderResult& result);
std::string to_json(const LatePublication& late);
std::string to_json(const LessonReading& reading);

}  // namespace vina
