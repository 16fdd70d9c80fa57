// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "vina/api.h"
#include "vina/cost.h"
#include "vina/warning.h"

namespace vina::VINA_V1 {

/// When a part of the work was done, by the wall clock. The steps overlap.
struct StepTime {
  std::string step;           ///< "layout", "speech", "video", ...
  double from_seconds = 0.0;  ///< after the render began
  double seconds = 0.0;       ///< from there to its end
};

/// A finished video and what belongs to it.
struct RenderResult {
  std::filesystem::path video;
  std::filesystem::path webvtt;  ///< empty without captions
  std::filesystem::path srt;     ///< empty without captions
  std::filesystem::path report;  ///< JSON; docs/report.md names its members

  /// Where the files are published: https URLs, or file URLs, percent-encoded.
  std::string video_url;
  std::string subtitle_url;  ///< WebVTT; empty without captions
  std::string srt_url;       ///< empty without captions
  std::string poster_url;    ///< a picture that stands for the video; empty where the publisher takes none
  std::string report_url;
  std::string published_to;  ///< "folder", "cloudinary"

  double duration_seconds = 0.0;
  std::vector<Warning> warnings;  ///< of the lesson and of all steps
  bool degraded = false;          ///< one of the warnings degrades the result

  std::vector<Cost> costs;          ///< one for each asset from a vendor; pictures first, in the order of the lesson
  double credits = 0;               ///< of all costs
  std::optional<double> usd = 0.0;  ///< of all costs; nothing where one of them is not known

  std::vector<StepTime> times;
};

}  // namespace vina::VINA_V1
