// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "lesson/lesson.h"
#include "pipeline/render_options.h"
#include "pipeline/render_result.h"
#include "speech/narration.h"
#include "timeline/timeline.h"

namespace vina {

/// What the captions came to, for the report.
struct CaptionFigures {
  std::size_t cues = 0;
  std::uint64_t bytes = 0;  ///< of the WebVTT file
  double fastest_characters_per_second = 0.0;
};

/// The text of OUT.json: what was made, from what, where each slide starts and each bullet appears, how long the steps
/// took, and every warning. JSON, UTF-8, two spaces of indent, a line feed at the end. `docs/report.md` names the
/// members.
std::string render_report(const Lesson& lesson, const RenderOptions& options, std::span<const Narration> narrations,
                          const Timeline& timeline, const CaptionFigures& captions, std::uint64_t video_bytes,
                          const RenderResult& result);

}  // namespace vina
