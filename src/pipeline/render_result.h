// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/warning.h"
#include "pipeline/asset_bill.h"

namespace vina {

/// When a part of the work was done.
struct StepTime {
  std::string step;           ///< "speech", "video", ...
  double from_seconds = 0.0;  ///< after the run began
  double seconds = 0.0;       ///< from there to its end, whatever else was done in between
};

/// A finished video and what belongs to it.
struct RenderResult {
  std::filesystem::path video;
  std::filesystem::path webvtt;  ///< empty without captions
  std::filesystem::path srt;     ///< empty without captions
  std::filesystem::path report;

  /// Where the files are published: http(s) URLs, or file:// URLs, percent-encoded (RFC 3986).
  std::string video_url;
  std::string subtitle_url;  ///< WebVTT; empty without captions
  std::string srt_url;       ///< empty without captions
  std::string report_url;
  std::string poster_url;          ///< a picture that stands for the video; empty where the publisher takes none
  std::uint64_t poster_bytes = 0;  ///< of the poster's file; 0 without one
  std::string published_to;        ///< "folder", "cloudinary"; empty where publishing failed

  double duration_seconds = 0.0;
  std::vector<Warning> warnings;  ///< of the lesson and of all steps
  bool degraded = false;          ///< one of the warnings degrades the result
  std::vector<AssetBill> bills;   ///< what vendors made for it
  std::vector<StepTime> times;    ///< of the steps, by the wall clock; they overlap
  std::vector<StepTime>
      thread_times;  ///< of what overlaps within them, summed over all threads, by the processor's clock
};

}  // namespace vina
