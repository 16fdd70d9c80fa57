// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/video_assembly.h"

#include <atomic>
#include <string>
#include <variant>

#include "base/error.h"
#include "pipeline/ordered_work.h"
#include "pipeline/stopwatch.h"
#include "video/h264/slide_encoder.h"
#include "video/mp4/mp4_writer.h"
#include "video/sound/sound_encoder.h"
#include "wrap/icu/language.h"

namespace vina {
namespace {

/// Processor time of all threads together.
struct ThreadTimes {
  std::atomic<double> draw{0};
  std::atomic<double> h264{0};
  std::atomic<double> sound{0};
  double mux = 0;  ///< one thread only

  std::vector<StepTime> listed() const {
    return {{"draw", draw.load()}, {"h264", h264.load()}, {"sound", sound.load()}, {"mux", mux}};
  }
};

/// Hands on another sequence's pictures and notes the time it takes to draw them.
class TimedSequence : public PictureSequence {
 public:
  explicit TimedSequence(PictureSequence& inner) : inner_{inner} {}

  std::optional<HeldPicture> next() override {
    const double began = thread_seconds();
    std::optional<HeldPicture> picture = inner_.next();
    seconds_ += thread_seconds() - began;
    return picture;
  }

  double seconds() const { return seconds_; }

 private:
  PictureSequence& inner_;
  double seconds_ = 0;
};

std::string slide_name(std::size_t slide, std::size_t slides) {
  return "slide " + std::to_string(slide + 1) + " of " + std::to_string(slides);
}

VideoOptions video_options(const RenderOptions& options) {
  return {.gop = options.gop, .hold = options.hold};
}

Mp4Plan plan_of(const Timeline& timeline, const SlideEncoder& video, const SoundEncoder& sound,
                const RenderOptions& options) {
  return {.length = timeline.length,
          .audio_access_units = sound.access_unit_count(),
          .gop = options.gop,
          .slides = timeline.slides.size(),
          .parameter_sets = video.parameter_sets(),
          .sound = sound.format()};
}

/// The two halves of a slide are separate pieces of work, so that even a lesson of one slide keeps two cores busy.
using SlidePart = std::variant<EncodedSlide, EncodedSound>;

}  // namespace

AssembledVideo assemble_video(const Lesson& lesson, const LessonPainter& painter, const Timeline& timeline,
                              std::span<const Narration> narrations, const RenderOptions& options, AtomicFile& file,
                              ProgressMeter& progress, const std::stop_token& stop) {
  const std::size_t slides = timeline.slides.size();
  const SlideEncoder video{video_options(options)};
  const SoundEncoder sound{timeline, narrations, {.loudness_lufs = options.loudness_lufs}};
  Mp4Plan plan = plan_of(timeline, video, sound, options);
  plan.title = lesson.title;
  plan.language = icu::three_letter_language(narrations.front().language);
  Mp4Writer writer{file, plan};
  ThreadTimes times;

  const auto encode_pictures = [&](std::size_t slide, const std::stop_token& inner) {
    const double began = thread_seconds();
    const std::unique_ptr<PictureSequence> pictures = painter.animate(slide, timeline.slides[slide]);
    TimedSequence timed{*pictures};
    EncodedSlide encoded = video.encode(timed, timeline.slides[slide].length, inner);
    times.draw += timed.seconds();
    times.h264 += thread_seconds() - began - timed.seconds();
    return encoded;
  };
  const auto encode_sound = [&](std::size_t slide, const std::stop_token& inner) {
    const double began = thread_seconds();
    EncodedSound encoded = sound.encode_slide(slide, inner);
    times.sound += thread_seconds() - began;
    return encoded;
  };
  const auto work = [&](std::size_t piece, const std::stop_token& inner) -> SlidePart {
    try {
      if (piece % 2 == 0) return encode_pictures(piece / 2, inner);
      return encode_sound(piece / 2, inner);
    } catch (const Error& error) {
      throw error.with_context(slide_name(piece / 2, slides));
    }
  };
  EncodedSlide pictures;
  const auto deliver = [&](std::size_t piece, SlidePart part) {
    progress.advance(slide_name(piece / 2, slides));
    if (piece % 2 == 0) {
      pictures = std::get<EncodedSlide>(std::move(part));
      return;
    }
    const double began = thread_seconds();
    writer.write_slide(pictures, std::get<EncodedSound>(part));
    times.mux += thread_seconds() - began;
  };

  progress.begin(Step::kSlides, slides * 2);
  const std::size_t threads = thread_count(options);
  OrderedWork<SlidePart>{slides * 2, threads + 2, work, deliver}.run(threads, stop);
  writer.finish();
  return {file.size(), times.listed()};
}

}  // namespace vina
