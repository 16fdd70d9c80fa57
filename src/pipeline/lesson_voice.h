// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <stop_token>
#include <vector>

#include "base/warning.h"
#include "lesson/lesson.h"
#include "pipeline/progress_meter.h"
#include "pipeline/providers.h"
#include "pipeline/render_options.h"
#include "speech/narration.h"

namespace vina {

/// The voice of a whole lesson.
struct LessonVoice {
  std::vector<Narration> narrations;  ///< one for each slide, in order
  std::vector<Warning> warnings;      ///< of all slides, and of a voice that stands in for another
};

/// What a provider is asked for one slide. The talks around it are told for an even melody.
SpeechRequest speech_request(const Lesson& lesson, std::size_t slide, const RenderOptions& options);

/// Speaks all slides. Where the provider fails and there is a fallback, the fallback speaks the whole lesson: two
/// voices in one lesson would be worse than the humbler one. Throws what the provider throws, with the slide's JSON
/// Pointer in front.
LessonVoice speak_lesson(const Lesson& lesson, const RenderOptions& options, const Providers& providers,
                         ProgressMeter& progress, const std::stop_token& stop);

}  // namespace vina
