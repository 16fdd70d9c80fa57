// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/media_time.h"
#include "check/finding.h"
#include "check/receipt.h"

namespace vina {

struct CheckOptions {
  std::filesystem::path video;   ///< its captions lie beside it, as OUT.vtt and OUT.srt
  std::filesystem::path report;  ///< empty: OUT.json or OUT.report.json beside the video
  bool offline = false;          ///< http(s) addresses are not asked
};

/// Every check, whatever it came to.
struct CheckResult {
  std::filesystem::path video;
  std::filesystem::path report;
  std::string title;       ///< of the lesson, as the report has it
  std::size_t slides = 0;  ///< the same
  Samples length;          ///< the same
  std::vector<Finding> findings = {};

  bool ok() const;
};

/// Note [Proof by decoding]
/// The files are read, and decoded by FFmpeg, like any other's: nothing here knows our encoder, our muxer or our writer
/// of captions. What should be in them is taken from the report. Pictures and sound are looked at as they are decoded,
/// so memory does not grow with the length of the video.

/// Proves that a finished video and its captions are what their report says. What is wrong with them is a finding, not
/// an error. Throws Error: kInvalidOption where video or report cannot be read, kCancelled within 100 ms of a stop
/// request.
CheckResult check_video(const CheckOptions& options, const std::stop_token& stop);

/// The part of it that looks at the files: all but the URLs, which check_urls() asks for. What is not published yet can
/// be proved so. Throws Error (kCancelled).
std::vector<Finding> check_files(const std::filesystem::path& video, const Receipt& receipt,
                                 const std::stop_token& stop);

}  // namespace vina
