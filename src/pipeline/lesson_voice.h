// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <stop_token>

#include "lesson/lesson.h"
#include "pipeline/render_options.h"
#include "speech/narration.h"
#include "speech/speech_provider.h"

namespace vina {

/// What a provider is asked for one slide. The talks around it are told for an even melody.
SpeechRequest speech_request(const Lesson& lesson, std::size_t slide, const RenderOptions& options);

/// Speaks one slide. Throws what the provider throws, with the slide's JSON Pointer in front.
Narration speak_slide(const Lesson& lesson, std::size_t slide, const RenderOptions& options, SpeechProvider& speech,
                      const std::stop_token& stop);

}  // namespace vina
