// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>
#include <string>

namespace vina {

/// The bytes of the lesson at `path`, where "-" is `standard_input`. Never reads more than kMaxLessonBytes and one
/// byte; waits for a pipe until `stop` is requested.
/// Throws Error: kInvalidOption if there is no such file, or it is a folder or not readable; kInvalidLesson if it is
/// empty or too large; kCancelled.
std::string read_lesson_text(const std::string& path, int standard_input, const std::stop_token& stop);

/// The same for a manifest of a batch, of at most kMaxManifestBytes; one that is empty or too large is kInvalidOption.
std::string read_manifest_text(const std::string& path, int standard_input, const std::stop_token& stop);

/// The program's name for a source in messages: the path, or "standard input".
std::string lesson_source_name(const std::string& path);

}  // namespace vina
