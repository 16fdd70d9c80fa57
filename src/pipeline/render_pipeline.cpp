// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/render_pipeline.h"

#include <chrono>
#include <memory>
#include <optional>

#include "base/cancellation.h"
#include "base/error.h"
#include "captions/cue_builder.h"
#include "captions/srt_writer.h"
#include "captions/webvtt_writer.h"
#include "images/gradient_images.h"
#include "pipeline/figure_pictures.h"
#include "pipeline/lesson_design.h"
#include "pipeline/lesson_voice.h"
#include "pipeline/output_files.h"
#include "pipeline/progress_meter.h"
#include "pipeline/render_report.h"
#include "pipeline/shortfalls.h"
#include "pipeline/spend_plan.h"
#include "pipeline/stopwatch.h"
#include "pipeline/video_assembly.h"
#include "publish/folder_publisher.h"
#include "remote/wait_words.h"
#include "slides/contact_sheet.h"
#include "timeline/timeline_builder.h"

namespace vina {
namespace {

/// In the social area texts take all the room, so captions begin right below it.
WebVttOptions caption_placement(const RenderOptions& options, const LessonPainter& painter) {
  constexpr int kGap = 16;
  if (safe_area_of(options) != SafeArea::kSocial) return {};
  const PixelRect texts = painter.layout(0).safe_area;
  return {.area = {texts.left, texts.bottom() + kGap, texts.width, 0}};
}

CaptionFigures write_captions(const Lesson& lesson, const Timeline& timeline, const std::vector<Narration>& narrations,
                              const WebVttOptions& placement, OutputFiles& files, std::vector<Warning>& warnings) {
  if (!files.webvtt) return {};
  std::vector<std::string> languages;
  languages.reserve(narrations.size());
  for (const Narration& narration : narrations) languages.push_back(narration.language);
  const CaptionSet captions = build_cues(lesson, timeline, languages);
  files.webvtt->write_all(to_webvtt(captions.cues, placement));
  files.srt->write_all(to_srt(captions.cues));
  warnings.insert(warnings.end(), captions.warnings.begin(), captions.warnings.end());
  return {captions.cues.size(), files.webvtt->size(), captions.fastest_characters_per_second};
}

void fill_in_places(RenderResult& result, const OutputFiles& files) {
  result.video = files.video.target();
  result.report = files.report.target();
  result.video_url = file_url(result.video);
  result.report_url = file_url(result.report);
  if (!files.webvtt) return;
  result.webvtt = files.webvtt->target();
  result.srt = files.srt->target();
  result.subtitle_url = file_url(result.webvtt);
  result.srt_url = file_url(result.srt);
}

/// Nothing is paid for a lesson whose texts cannot be laid out.
void refuse_what_does_not_fit(const Lesson& lesson, const RenderOptions& options) {
  const std::unique_ptr<ImageProvider> none = make_gradient_images();
  ProgressMeter unseen{nullptr};
  const FigurePictures no_figures{lesson, *none, 1, unseen, {}};
  refuse_degraded(design_lesson(lesson, options, no_figures).warnings(), options);
}

/// Shows that a vendor is waited for. Shorter waits than a second are nobody's concern.
std::unique_ptr<WaitNews::Subscription> show_waits(const Providers& providers, ProgressMeter& progress) {
  if (!providers.vendors) return nullptr;
  const auto show = [&progress](const std::string& vendor, std::chrono::milliseconds length) {
    if (length >= std::chrono::seconds{1}) progress.note("waiting " + in_words(length) + " for " + vendor);
  };
  return std::make_unique<WaitNews::Subscription>(providers.vendors->waits, show);
}

/// The poster shows the first slide with all it has.
void write_poster(const LessonPainter& painter, OutputFiles& files) {
  if (files.poster) write_png(painter.paint(0, painter.state_count(0) - 1), *files.poster);
}

void publish(Publisher& publisher, const OutputFiles& files, RenderResult& result, const std::stop_token& stop) {
  const Publication publication = publisher.publish(files.media(), stop);
  result.published_to = publisher.name();
  result.video_url = publication.video_url;
  if (publication.subtitle_url) result.subtitle_url = *publication.subtitle_url;
  if (publication.poster_url) result.poster_url = *publication.poster_url;
}

/// The command that publishes the same files under the same names.
std::string publish_command(const RenderOptions& options) {
  std::string command = "vina publish '" + options.output.string() + "'";
  const std::string& folder = options.vendors.cloudinary.folder;
  if (folder != CloudinarySettings{}.folder) command += " --cloudinary-folder '" + folder + "'";
  if (!options.public_id.empty()) command += " --public-id '" + options.public_id + "'";
  return command;
}

/// An upload that failed, once the finished files and their report are safe.
Error not_published(const Error& error, const RenderResult& result, const RenderOptions& options) {
  if (error.kind() == ErrorKind::kCancelled) return error;
  const std::string video = result.video.string();
  return {error.kind(), "'" + video + "' is finished but not published: " + error.public_message() +
                            " (later: " + publish_command(options) + ")"};
}

}  // namespace

RenderResult render(const Lesson& lesson, const std::vector<Warning>& lesson_warnings, const RenderOptions& options,
                    const ProgressListener& listener, const std::stop_token& stop) {
  validate(options);
  if (options.vendors.budget_usd) refuse_beyond_budget(plan_spending(lesson, options), options);
  return render_with(make_providers(options), lesson, lesson_warnings, options, listener, stop);
}

RenderResult render_with(const Providers& providers, const Lesson& lesson, const std::vector<Warning>& lesson_warnings,
                         const RenderOptions& options, const ProgressListener& listener, const std::stop_token& stop) {
  validate(options);
  ProgressMeter progress{listener};
  const auto waits_shown = show_waits(providers, progress);
  Stopwatch stopwatch;
  RenderResult result{.warnings = lesson_warnings};
  OutputFiles files{options, providers.publisher->takes_poster()};

  progress.begin(Step::kLesson, 1);
  if (providers.vendors) refuse_what_does_not_fit(lesson, options);
  const FigurePictures figures{lesson, *providers.images, providers.pictures_at_once, progress, stop};
  const std::vector<Warning> missing = missing_picture_warnings(figures, options);
  result.warnings.insert(result.warnings.end(), missing.begin(), missing.end());
  stopwatch.lap("images");
  const LessonPainter painter = design_lesson(lesson, options, figures);
  result.warnings.insert(result.warnings.end(), painter.warnings().begin(), painter.warnings().end());
  refuse_degraded(result.warnings, options);
  stopwatch.lap("layout");

  const LessonVoice voice = speak_lesson(lesson, options, providers, progress, stop);
  const std::vector<Narration>& narrations = voice.narrations;
  result.warnings.insert(result.warnings.end(), voice.warnings.begin(), voice.warnings.end());
  refuse_degraded(result.warnings, options);
  stopwatch.lap("speech");

  const Timeline timeline = build_timeline(lesson, narrations, options.timeline);
  result.duration_seconds = to_seconds(to_samples(timeline.length));
  const CaptionFigures captions =
      write_captions(lesson, timeline, narrations, caption_placement(options, painter), files, result.warnings);
  stopwatch.lap("captions");

  const AssembledVideo video =
      assemble_video(lesson, painter, timeline, narrations, options, files.video, progress, stop);
  result.thread_times = video.thread_times;
  write_poster(painter, files);
  stopwatch.lap("video");

  progress.begin(Step::kPublish, 1);
  throw_if_stopped(stop);
  result.degraded = is_degraded(result.warnings);
  result.poster_bytes = files.poster ? files.poster->size() : 0;
  const auto report = [&] {
    return render_report(lesson, options, narrations, timeline, captions, video.bytes, result);
  };
  files.report.write_all(report());  // a disk without room for it is found out before any file gets its name
  files.commit_media();
  fill_in_places(result, files);
  std::optional<Error> failure;
  try {
    publish(*providers.publisher, files, result, stop);
  } catch (const Error& error) {
    failure = not_published(error, result, options);
  }
  stopwatch.lap("publish");
  result.times = stopwatch.times();
  files.report.write_all(report());
  files.report.commit();
  if (failure) throw *failure;
  progress.advance("");
  return result;
}

}  // namespace vina
