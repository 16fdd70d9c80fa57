// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/lesson_assembly.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <string>
#include <utility>

#include "base/cancellation.h"
#include "base/error.h"
#include "pipeline/file_digest.h"
#include "pipeline/lesson_voice.h"
#include "pipeline/shortfalls.h"
#include "pipeline/slide_shelf.h"
#include "pipeline/work_graph.h"
#include "slides/contact_sheet.h"
#include "timeline/timeline_builder.h"
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
    return {{"draw", 0, draw.load()}, {"h264", 0, h264.load()}, {"sound", 0, sound.load()}, {"mux", 0, mux}};
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

std::string count_name(const char* what, std::size_t index, std::size_t count) {
  return std::string{what} + " " + std::to_string(index + 1) + " of " + std::to_string(count);
}

/// The figures that have not been asked for, as indexes of places().
std::vector<std::size_t> open_figures(const FigurePictures& figures) {
  std::vector<std::size_t> open;
  for (std::size_t index = 0; index < figures.places().size(); ++index) {
    const auto [slide, item] = figures.places()[index];
    if (figures.state(slide, item) == FigureState::kExpected) open.push_back(index);
  }
  return open;
}

using Pieces = std::vector<WorkGraph::Piece>;

/// The work of each piece, and what the pieces hand to each other. Which piece waits for which is assemble_lesson()'s
/// affair; it also keeps two pieces from touching the same thing at the same time.
class Assembly {
 public:
  Assembly(const Workshop& workshop, SpeechProvider& speech, const std::stop_token& stop)
      : with_{workshop},
        speech_{speech},
        stop_{stop},
        slides_{workshop.lesson.slides.size()},
        shelf_{workshop.lesson, workshop.painter, workshop.figures, workshop.options},
        video_{VideoOptions{.gop = workshop.options.gop, .hold = workshop.options.hold}},
        encoded_(slides_),
        sounds_(slides_) {
    result_.narrations.resize(slides_);
    result_.reused.resize(slides_);
    with_.progress.expect(Step::kImages, open_figures(with_.figures).size());
    with_.progress.expect(Step::kSpeech, slides_);
    with_.progress.expect(Step::kSlides, slides_ * 2);
  }

  // Both ask with the caller's token, not that of the run: what fails ends the run, but not the pictures and voices
  // that are being made. They may be paid for, and are kept.

  void ask_for_picture(std::size_t index, const std::stop_token& ended) {
    throw_if_stopped(ended);
    const StepTimes::Piece piece{with_.times, "images"};
    with_.figures.ask(index, stop_);
    if (with_.options.strict) refuse_degraded(missing_picture_warnings(with_.figures, with_.options), with_.options);
    with_.progress.advance(Step::kImages, count_name("picture", index, with_.figures.places().size()));
  }

  void speak(std::size_t slide, const std::stop_token& ended) {
    throw_if_stopped(ended);
    const StepTimes::Piece piece{with_.times, "speech"};
    result_.narrations[slide] = speak_slide(with_.lesson, slide, with_.options, speech_, stop_);
    refuse_degraded(result_.narrations[slide].warnings, with_.options);
    with_.progress.advance(Step::kSpeech, slide_name(slide));
  }

  /// A slide's pictures do not depend on where it lies in the lesson, so it need not wait for the voices before it.
  void draw_and_encode(std::size_t slide, const std::stop_token& ended) try {
    const StepTimes::Piece piece{with_.times, "video"};
    const TimelineSlide placed =
        build_timeline_slide(with_.lesson.slides[slide], result_.narrations[slide], Frames{0}, with_.options.timeline);
    const auto make = [&] {
      const double began = thread_seconds();
      const std::unique_ptr<PictureSequence> pictures = with_.painter.animate(slide, placed);
      TimedSequence timed{*pictures};
      EncodedSlide encoded = video_.encode(timed, placed.length, ended);
      thread_times_.draw += timed.seconds();
      thread_times_.h264 += thread_seconds() - began - timed.seconds();
      return encoded;
    };
    ShelvedSlide shelved = shelf_.get_or_make(shelf_.key(slide, placed), video_.parameter_sets(), make, ended);
    encoded_[slide] = std::move(shelved.slide);
    result_.reused[slide] = shelved.was_there;
    with_.progress.advance(Step::kSlides, slide_name(slide));
  } catch (const Error& error) {
    throw error.with_context(slide_name(slide));
  }

  /// The poster shows the first slide with all it has.
  void draw_poster() {
    const StepTimes::Piece piece{with_.times, "video"};
    write_png(with_.painter.paint(0, with_.painter.state_count(0) - 1), *with_.files.poster);
  }

  /// All voices are there, so everything has its place.
  void begin_file() {
    {
      const StepTimes::Piece piece{with_.times, "captions"};
      result_.timeline = build_timeline(with_.lesson, result_.narrations, with_.options.timeline);
      result_.captions =
          write_captions(with_.lesson, result_.timeline, result_.narrations, with_.options, with_.painter, with_.files);
    }
    sound_.emplace(result_.timeline, result_.narrations, SoundOptions{.loudness_lufs = with_.options.loudness_lufs});
    sound_meter_.emplace(sound_->format());
    writer_.emplace(with_.files.video,
                    Mp4Plan{.length = result_.timeline.length,
                            .audio_access_units = sound_->access_unit_count(),
                            .gop = with_.options.gop,
                            .slides = slides_,
                            .parameter_sets = video_.parameter_sets(),
                            .sound = sound_->format(),
                            .title = with_.lesson.title,
                            .language = icu::three_letter_language(result_.narrations.front().language)});
  }

  void encode_sound(std::size_t slide, const std::stop_token& ended) try {
    const StepTimes::Piece piece{with_.times, "video"};
    const double began = thread_seconds();
    sounds_[slide] = sound_->encode_slide(slide, ended);
    thread_times_.sound += thread_seconds() - began;
    with_.progress.advance(Step::kSlides, slide_name(slide));
  } catch (const Error& error) {
    throw error.with_context(slide_name(slide));
  }

  void measure_sound(std::size_t slide, const std::stop_token& ended) {
    const StepTimes::Piece piece{with_.times, "video"};
    const double began = thread_seconds();
    sound_meter_->add(sounds_[slide], ended);
    thread_times_.sound += thread_seconds() - began;
  }

  void write(std::size_t slide, const std::stop_token&) {
    const StepTimes::Piece piece{with_.times, "video"};
    const double began = thread_seconds();
    writer_->write_slide(std::exchange(encoded_[slide], {}), std::exchange(sounds_[slide], {}));
    if (slide + 1 == slides_) writer_->finish();
    thread_times_.mux += thread_seconds() - began;
  }

  AssembledLesson result() {
    if (std::count(result_.reused.begin(), result_.reused.end(), 0) > 0) shelf_.trim();  // only then it grew
    result_.video_bytes = with_.files.video.size();
    result_.video_sha256 = sha256_of(with_.files.video);
    if (with_.files.poster) result_.poster_sha256 = sha256_of(*with_.files.poster);
    result_.sound = sound_meter_->figures();
    result_.thread_times = thread_times_.listed();
    return std::move(result_);
  }

 private:
  std::string slide_name(std::size_t slide) const { return count_name("slide", slide, slides_); }

  const Workshop& with_;
  SpeechProvider& speech_;
  const std::stop_token& stop_;
  const std::size_t slides_;
  const SlideShelf shelf_;
  const SlideEncoder video_;
  ThreadTimes thread_times_;
  AssembledLesson result_;
  std::vector<EncodedSlide> encoded_;  ///< [slide], until it is written
  std::vector<EncodedSound> sounds_;   ///< [slide], until it is written
  std::optional<SoundEncoder> sound_;
  std::optional<SoundMeter> sound_meter_;
  std::optional<Mp4Writer> writer_;
};

}  // namespace

AssembledLesson assemble_lesson(const Workshop& with, SpeechProvider& speech, const std::stop_token& stop) {
  const std::size_t slides = with.lesson.slides.size();
  const std::size_t threads = thread_count(with.options);
  WorkGraph graph;
  const std::size_t asking = graph.add_lane(std::max<std::size_t>(with.providers.pictures_at_once, 1));
  const std::size_t speaking =
      graph.add_lane(with.providers.voices_at_once > 0 ? with.providers.voices_at_once : threads);
  const std::size_t making = graph.add_lane(threads);
  const std::size_t writing = graph.add_lane(1);
  Assembly assembly{with, speech, stop};
  const auto piece = [&assembly](auto method, std::size_t index) {
    return [&assembly, method, index](const std::stop_token& ended) { (assembly.*method)(index, ended); };
  };

  std::vector<Pieces> drawn_after(slides);  // [slide]: its voice, its pictures, and those of the slide it fades from
  for (const std::size_t figure : open_figures(with.figures)) {
    const std::size_t slide = with.figures.places()[figure].slide;
    const auto picture = graph.add(asking, {}, piece(&Assembly::ask_for_picture, figure));
    drawn_after[slide].push_back(picture);
    if (slide + 1 < slides) drawn_after[slide + 1].push_back(picture);
  }
  Pieces voices;
  for (std::size_t slide = 0; slide < slides; ++slide) {
    voices.push_back(graph.add(speaking, {}, piece(&Assembly::speak, slide)));
    drawn_after[slide].push_back(voices.back());
  }
  const auto file = graph.add(writing, voices, [&assembly](const std::stop_token&) { assembly.begin_file(); });
  if (with.files.poster) {
    graph.add(graph.add_lane(1), drawn_after[0], [&assembly](const std::stop_token&) { assembly.draw_poster(); });
  }
  auto measured = file;
  auto written = file;
  for (std::size_t slide = 0; slide < slides; ++slide) {
    const auto pictures = graph.add(making, drawn_after[slide], piece(&Assembly::draw_and_encode, slide));
    // Coded sound may wait for the last picture: it takes a megabyte a minute.
    const auto sound = graph.add(making, {file}, piece(&Assembly::encode_sound, slide));
    measured = graph.add(writing, {measured, sound}, piece(&Assembly::measure_sound, slide));
    written = graph.add(writing, {written, pictures, measured}, piece(&Assembly::write, slide));
  }
  graph.run(stop);
  return assembly.result();
}

}  // namespace vina
