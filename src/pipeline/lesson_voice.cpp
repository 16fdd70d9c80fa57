// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/lesson_voice.h"

#include "base/error.h"

namespace vina {

SpeechRequest speech_request(const Lesson& lesson, std::size_t slide, const RenderOptions& options) {
  SpeechRequest request{.language = options.language, .words_per_minute = options.words_per_minute};
  for (const Item& item : lesson.slides[slide].items) request.talks.push_back(item.talk);
  if (slide > 0) request.previous_text = lesson.slides[slide - 1].items.back().talk;
  if (slide + 1 < lesson.slides.size()) request.next_text = lesson.slides[slide + 1].items.front().talk;
  return request;
}

Narration speak_slide(const Lesson& lesson, std::size_t slide, const RenderOptions& options, SpeechProvider& speech,
                      const std::stop_token& stop) {
  try {
    Narration narration = speech.narrate(speech_request(lesson, slide, options), stop);
    for (Warning& warning : narration.warnings) {
      if (warning.place.empty()) warning.place = pointer_to_slide(lesson, slide);
    }
    return narration;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kInvalidOption) throw;  // it names the option
    throw error.with_context(pointer_to_slide(lesson, slide));
  }
}

}  // namespace vina
