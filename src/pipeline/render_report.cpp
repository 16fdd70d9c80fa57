// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/render_report.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/version.h"

namespace vina {
namespace {

using Json = nlohmann::ordered_json;

/// Milliseconds are fine enough for people, and keep the digits of a double out of the file.
double rounded(double seconds) {
  return std::round(seconds * 1000.0) / 1000.0;
}

double seconds_of(Frames frames) {
  return rounded(to_seconds(to_samples(frames)));
}

Json slides_json(const Lesson& lesson, const AssembledLesson& made) {
  const std::vector<Narration>& narrations = made.narrations;
  const Timeline& timeline = made.timeline;
  Json slides = Json::array();
  for (std::size_t i = 0; i < timeline.slides.size(); ++i) {
    const TimelineSlide& placed = timeline.slides[i];
    Json bullets = Json::array();
    for (std::size_t k = 0; k < placed.items.size(); ++k) {
      const TimelineItem& item = placed.items[k];
      bullets.push_back({{"bullet", lesson.slides[i].items[k].bullet},
                         {"reveal_frame", item.reveal.count()},
                         {"reveal_seconds", seconds_of(item.reveal)},
                         {"speech_end_seconds", rounded(to_seconds(item.speech_end))}});
    }
    slides.push_back({{"title", lesson.slides[i].title},
                      {"start_frame", placed.start.count()},
                      {"frames", placed.length.count()},
                      {"start_seconds", seconds_of(placed.start)},
                      {"voice", narrations[i].voice},
                      {"language", narrations[i].language},
                      {"reused", made.reused[i] != 0},
                      {"bullets", std::move(bullets)}});
  }
  return slides;
}

Json times_json(const std::vector<StepTime>& times) {
  Json list = Json::array();
  for (const StepTime& time : times) {
    list.push_back(
        {{"step", time.step}, {"from_seconds", rounded(time.from_seconds)}, {"seconds", rounded(time.seconds)}});
  }
  return list;
}

Json thread_times_json(const std::vector<StepTime>& times) {
  Json list = Json::array();
  for (const StepTime& time : times) list.push_back({{"step", time.step}, {"seconds", rounded(time.seconds)}});
  return list;
}

Json warnings_json(const std::vector<Warning>& warnings) {
  Json list = Json::array();
  for (const Warning& warning : warnings) {
    const Json pointer = warning.place.empty() ? Json(nullptr) : Json(warning.place);
    list.push_back({{"pointer", pointer}, {"message", warning.message}, {"degrades", warning.degrades}});
  }
  return list;
}

Json null_if_empty(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json captions_json(const RenderOptions& options, const CaptionFigures& captions, const RenderResult& result) {
  if (!options.captions) return nullptr;
  return {{"url", result.subtitle_url},
          {"srt_url", result.srt_url},
          {"bytes", captions.bytes},
          {"cues", captions.cues},
          {"fastest_characters_per_second", rounded(captions.fastest_characters_per_second)}};
}

}  // namespace

std::string render_report(const Lesson& lesson, const RenderOptions& options, const AssembledLesson& made,
                          const RenderResult& result) {
  const Json report{{"vina", kVersion},
                    {"lesson", {{"id", lesson.lesson_id}, {"course_id", lesson.course_id}, {"title", lesson.title}}},
                    {"video",
                     {{"url", result.video_url},
                      {"published_to", null_if_empty(result.published_to)},
                      {"poster_url", null_if_empty(result.poster_url)},
                      {"poster_bytes", result.poster_bytes > 0 ? Json(result.poster_bytes) : Json(nullptr)},
                      {"bytes", made.video_bytes},
                      {"frames", made.timeline.length.count()},
                      {"duration_seconds", rounded(result.duration_seconds)}}},
                    {"captions", captions_json(options, made.captions, result)},
                    {"degraded", result.degraded},
                    {"warnings", warnings_json(result.warnings)},
                    {"slides", slides_json(lesson, made)},
                    {"times", times_json(result.times)},
                    {"thread_times", thread_times_json(result.thread_times)}};
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vina
