// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include "base/atomic_file.h"
#include "lesson/lesson.h"
#include "pipeline/progress_meter.h"
#include "pipeline/render_options.h"
#include "pipeline/render_result.h"
#include "slides/lesson_painter.h"
#include "speech/narration.h"
#include "timeline/timeline.h"

namespace vina {

struct AssembledVideo {
  std::uint64_t bytes = 0;
  std::vector<StepTime> thread_times;  ///< "draw", "h264", "sound" and "mux", in seconds of processor time
};

/// Draws and encodes all slides of the lesson on several threads, each slide's pictures and sound a piece of work of
/// its own, and writes them into `file` in order. The bytes do not depend on the number of threads. Throws Error of the
/// steps, with the slide in front, and kCancelled.
AssembledVideo assemble_video(const Lesson& lesson, const LessonPainter& painter, const Timeline& timeline,
                              std::span<const Narration> narrations, const RenderOptions& options, AtomicFile& file,
                              ProgressMeter& progress, const std::stop_token& stop);

}  // namespace vina
