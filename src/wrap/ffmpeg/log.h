// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>

namespace vina::ffmpeg {

/// Sends FFmpeg's log into memory instead of standard error, once for the process. Every class of this folder that
/// opens something calls it first; calling it again costs nothing. Thread-safe.
void capture_log();

/// The last warning or error FFmpeg logged on the calling thread since the last call of this function, as one line
/// without control characters ("[png] inflate returned error -3"), or nothing. What codec threads of FFmpeg's own log
/// is dropped.
std::string take_last_log_line();

/// Throws Error (kMedia): "SUBJECT: FUNCTION failed: FFmpeg's word for `error_number` (its last log line)".
[[noreturn]] void throw_ffmpeg_error(std::string_view function, std::string_view subject, int error_number);

}  // namespace vina::ffmpeg
