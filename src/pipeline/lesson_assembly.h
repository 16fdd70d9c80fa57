// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "lesson/lesson.h"
#include "pipeline/figure_pictures.h"
#include "pipeline/lesson_captions.h"
#include "pipeline/output_files.h"
#include "pipeline/progress_meter.h"
#include "pipeline/providers.h"
#include "pipeline/render_options.h"
#include "pipeline/render_result.h"
#include "pipeline/sound_meter.h"
#include "pipeline/step_times.h"
#include "slides/lesson_painter.h"
#include "speech/narration.h"
#include "timeline/timeline.h"

namespace vina {

/// What a lesson is made with.
struct Workshop {
  const Lesson& lesson;
  const RenderOptions& options;
  const Providers& providers;
  FigurePictures& figures;
  const LessonPainter& painter;
  OutputFiles& files;
  ProgressMeter& progress;
  StepTimes& times;
};

struct AssembledLesson {
  std::vector<Narration> narrations;  ///< one for each slide
  Timeline timeline;
  CaptionFigures captions;
  std::vector<char> reused;  ///< [slide] whether it was in the cache, and not drawn and encoded
  std::uint64_t video_bytes = 0;
  std::string video_sha256;
  std::string poster_sha256;  ///< empty without a poster
  SoundFigures sound;
  std::vector<StepTime> thread_times;  ///< "draw", "h264", "sound" and "mux", in seconds of processor time
};

/// Makes the video and the captions of a lesson, with the steps overlapping: pictures and voices of all slides are
/// asked for at once; a slide is drawn and encoded as soon as its own voice and pictures are there; once all voices
/// are, everything has its place on the clock, and the file is written slide by slide. The bytes depend on none of
/// this. Throws Error of the steps, with the slide in front; kDegraded, with `options.strict`, as soon as something is
/// less than was asked for; kCancelled. Calls to vendors that are in flight then are waited for, since what they bring
/// may be paid for and is kept.
AssembledLesson assemble_lesson(const Workshop& workshop, SpeechProvider& speech, const std::stop_token& stop);

}  // namespace vina
