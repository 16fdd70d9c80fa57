// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/render_pipeline.h"

#include <chrono>
#include <memory>
#include <optional>

#include "base/cancellation.h"
#include "base/error.h"
#include "pipeline/asset_bills.h"
#include "pipeline/figure_pictures.h"
#include "pipeline/lesson_assembly.h"
#include "pipeline/lesson_design.h"
#include "pipeline/output_files.h"
#include "pipeline/progress_meter.h"
#include "pipeline/render_report.h"
#include "pipeline/shortfalls.h"
#include "pipeline/spend_plan.h"
#include "pipeline/step_times.h"
#include "pipeline/verification.h"
#include "publish/folder_publisher.h"
#include "remote/wait_words.h"

namespace vina {
namespace {

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

/// Shows that a vendor is waited for. Shorter waits than a second are nobody's concern.
std::unique_ptr<WaitNews::Subscription> show_waits(const Providers& providers, ProgressMeter& progress) {
  if (!providers.vendors) return nullptr;
  const auto show = [&progress](const std::string& vendor, std::chrono::milliseconds length) {
    if (length >= std::chrono::seconds{1}) progress.note("waiting " + in_words(length) + " for " + vendor);
  };
  return std::make_unique<WaitNews::Subscription>(providers.vendors->waits, show);
}

/// Nothing is asked for, and nothing paid, for a lesson whose texts cannot be laid out.
LessonPainter design(const Lesson& lesson, const RenderOptions& options, const FigurePictures& figures,
                     StepTimes& times) {
  const StepTimes::Piece piece{times, "layout"};
  LessonPainter painter = design_lesson(lesson, options, figures);
  refuse_degraded(missing_picture_warnings(figures, options), options);
  refuse_degraded(painter.warnings(), options);
  return painter;
}

/// Where the voice fails and there is a fallback, that one speaks the whole lesson: two voices in one lesson would be
/// worse than the humbler one. Pictures that are there already are not asked for again.
AssembledLesson assemble(const Workshop& workshop, RenderResult& result, const std::stop_token& stop) {
  std::vector<Warning> warnings;
  AssembledLesson made = [&] {
    try {
      return assemble_lesson(workshop, *workshop.providers.speech, stop);
    } catch (const Error& error) {
      if (!workshop.providers.speech_fallback || !is_providers_fault(error.kind())) throw;
      warnings.push_back(
          {"", "the offline voice stands in for the one that was asked for: " + error.public_message(), true});
      refuse_degraded(warnings, workshop.options);
    }
    return assemble_lesson(workshop, *workshop.providers.speech_fallback, stop);
  }();
  const auto add = [&result](const std::vector<Warning>& more) {
    result.warnings.insert(result.warnings.end(), more.begin(), more.end());
  };
  add(missing_picture_warnings(workshop.figures, workshop.options));
  add(workshop.painter.warnings());
  add(warnings);
  for (const Narration& narration : made.narrations) add(narration.warnings);
  add(made.captions.warnings);
  result.degraded = is_degraded(result.warnings);
  result.duration_seconds = to_seconds(to_samples(made.timeline.length));
  result.thread_times = made.thread_times;
  return made;
}

/// Before anything is published: Note [Checked before it is published]
void verify(const RenderResult& result, const std::string& report, StepTimes& times, const std::stop_token& stop) {
  const StepTimes::Piece piece{times, "verify"};
  verify_files(result, report, stop);
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

/// An upload that failed, once the finished files and their report are safe. Files that are wrong are not to be
/// published later either.
Error not_published(const Error& error, const RenderResult& result, const RenderOptions& options) {
  if (error.kind() == ErrorKind::kCancelled || error.kind() == ErrorKind::kNotAsReported) return error;
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
  StepTimes times;
  ProgressMeter progress{listener, providers.vendors != nullptr};
  const auto waits_shown = show_waits(providers, progress);
  progress.expect(Step::kPublish, 1);
  progress.show(Step::kLesson);
  RenderResult result{.warnings = lesson_warnings};
  OutputFiles files{options, providers.publisher->takes_poster()};

  FigurePictures figures{lesson, *providers.images};
  if (providers.pictures_at_once == 0) figures.ask_all(stop);
  const LessonPainter painter = design(lesson, options, figures, times);
  const AssembledLesson made =
      assemble({lesson, options, providers, figures, painter, files, progress, times}, result, stop);
  result.bills = list_asset_bills(lesson, options, providers);

  progress.show(Step::kPublish);
  throw_if_stopped(stop);
  result.poster_bytes = files.poster ? files.poster->size() : 0;
  const auto report = [&] {
    result.times = times.listed();
    return render_report(lesson, options, made, result);
  };
  files.report.write_all(report());  // a disk without room for it is found out before any file gets its name
  files.commit_media();
  fill_in_places(result, files);
  std::optional<Error> failure;
  try {
    if (options.verify) verify(result, report(), times, stop);
    const StepTimes::Piece piece{times, "publish"};
    publish(*providers.publisher, files, result, stop);
  } catch (const Error& error) {
    failure = not_published(error, result, options);
  }
  files.report.write_all(report());
  files.report.commit();
  if (failure) throw Error{*failure};
  if (options.verify) verify_publication(result, stop);
  progress.advance(Step::kPublish, "");
  return result;
}

}  // namespace vina
