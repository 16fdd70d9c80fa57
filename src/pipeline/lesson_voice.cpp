// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/lesson_voice.h"

#include <string>
#include <utility>

#include "base/cancellation.h"
#include "base/error.h"
#include "pipeline/ordered_work.h"

namespace vina {
namespace {

Narration speak_slide(const Lesson& lesson, std::size_t slide, const RenderOptions& options, SpeechProvider& speech,
                      const std::stop_token& stop) {
  throw_if_stopped(stop);
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

std::vector<Narration> speak(const Lesson& lesson, const RenderOptions& options, SpeechProvider& speech,
                             std::size_t at_once, ProgressMeter& progress, const std::stop_token& stop) {
  const std::size_t slides = lesson.slides.size();
  progress.begin(Step::kSpeech, slides);
  std::vector<Narration> narrations;
  // What fails ends the run, but not the slides that are being spoken: they may be paid for, and are kept.
  const auto work = [&](std::size_t slide, const std::stop_token& ended) {
    throw_if_stopped(ended);
    return speak_slide(lesson, slide, options, speech, stop);
  };
  const auto deliver = [&](std::size_t slide, Narration narration) {
    narrations.push_back(std::move(narration));
    progress.advance("slide " + std::to_string(slide + 1) + " of " + std::to_string(slides));
  };
  OrderedWork<Narration>{slides, at_once + 2, work, deliver}.run(at_once, stop);
  return narrations;
}

}  // namespace

SpeechRequest speech_request(const Lesson& lesson, std::size_t slide, const RenderOptions& options) {
  SpeechRequest request{.language = options.language, .words_per_minute = options.words_per_minute};
  for (const Item& item : lesson.slides[slide].items) request.talks.push_back(item.talk);
  if (slide > 0) request.previous_text = lesson.slides[slide - 1].items.back().talk;
  if (slide + 1 < lesson.slides.size()) request.next_text = lesson.slides[slide + 1].items.front().talk;
  return request;
}

LessonVoice speak_lesson(const Lesson& lesson, const RenderOptions& options, const Providers& providers,
                         ProgressMeter& progress, const std::stop_token& stop) {
  const std::size_t threads = thread_count(options);
  LessonVoice voice;
  try {
    const std::size_t at_once = providers.voices_at_once > 0 ? providers.voices_at_once : threads;
    voice.narrations = speak(lesson, options, *providers.speech, at_once, progress, stop);
  } catch (const Error& error) {
    if (!providers.speech_fallback || !is_providers_fault(error.kind())) throw;
    voice.narrations = speak(lesson, options, *providers.speech_fallback, threads, progress, stop);
    voice.warnings.push_back(
        {"", "the offline voice stands in for the one that was asked for: " + error.public_message(), true});
  }
  for (const Narration& narration : voice.narrations) {
    voice.warnings.insert(voice.warnings.end(), narration.warnings.begin(), narration.warnings.end());
  }
  return voice;
}

}  // namespace vina
