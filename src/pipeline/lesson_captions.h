// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/warning.h"
#include "lesson/lesson.h"
#include "pipeline/output_files.h"
#include "pipeline/render_options.h"
#include "slides/lesson_painter.h"
#include "speech/narration.h"
#include "timeline/timeline.h"

namespace vina {

/// What is told of the captions that were written.
struct CaptionFigures {
  std::size_t cues = 0;
  std::uint64_t bytes = 0;  ///< of the WebVTT file
  std::string sha256;       ///< of the WebVTT file
  std::uint64_t srt_bytes = 0;
  std::string srt_sha256;
  double fastest_characters_per_second = 0;
  std::vector<Warning> warnings;
};

/// Writes both caption files, if there are to be any. Throws Error (kStorage).
CaptionFigures write_captions(const Lesson& lesson, const Timeline& timeline, std::span<const Narration> narrations,
                              const RenderOptions& options, const LessonPainter& painter, OutputFiles& files);

}  // namespace vina
