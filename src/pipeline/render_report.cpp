// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/render_report.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/version.h"
#include "base/white_space.h"
#include "pipeline/written_json.h"
#include "speech/espeak_speech.h"
#include "wrap/crypto/hash.h"
#include "wrap/ffmpeg/codecs.h"
#include "wrap/x264/version.h"

namespace vina {
namespace {

using Json = nlohmann::ordered_json;

/// Milliseconds are fine enough for people, and keep the digits of a double out of the file.
double rounded(double seconds) {
  return std::round(seconds * 1000.0) / 1000.0;
}

/// Nothing is louder than what does not sound at all.
Json decibels(double value) {
  return std::isfinite(value) ? Json(std::round(value * 100.0) / 100.0) : Json(nullptr);
}

double seconds_of(Frames frames) {
  return rounded(to_seconds(to_samples(frames)));
}

/// The longest silence between two words of one talk. The words are in spoken order.
double longest_pause(const TimelineSlide& placed, std::size_t item) {
  Samples longest;
  Samples silent_since = placed.items[item].speech_start;
  for (const TimelineWord& word : placed.words) {
    if (word.item != item) continue;
    longest = std::max(longest, word.start - silent_since);
    silent_since = std::max(silent_since, word.end);
  }
  return rounded(to_seconds(std::max(longest, placed.items[item].speech_end - silent_since)));
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
                         {"speech_end_seconds", rounded(to_seconds(item.speech_end))},
                         {"longest_pause_seconds", longest_pause(placed, k)},
                         {"talk_sha256", crypto::sha256(without_white_space(lesson.slides[i].items[k].talk))}});
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

Json captions_json(const RenderOptions& options, const CaptionFigures& captions, const RenderResult& result) {
  if (!options.captions) return nullptr;
  return {{"url", result.subtitle_url},
          {"srt_url", result.srt_url},
          {"bytes", captions.bytes},
          {"sha256", captions.sha256},
          {"srt_bytes", captions.srt_bytes},
          {"srt_sha256", captions.srt_sha256},
          {"cues", captions.cues},
          {"fastest_characters_per_second", rounded(captions.fastest_characters_per_second)}};
}

/// Whom the lesson was asked of, and how. What the lesson says itself is not repeated.
Json images_json(const RenderOptions& options) {
  if (images_folder(options)) return Json::object({{"provider", "folder"}});
  if (!uses_google(options)) return Json::object({{"provider", "gradient"}});
  const GoogleSettings& google = options.vendors.google;
  return {{"provider", "google"}, {"model", google.model}, {"size", google.size}, {"style", google.style}};
}

Json voice_json(const RenderOptions& options) {
  if (!uses_elevenlabs(options)) return {{"provider", "espeak"}, {"words_per_minute", options.words_per_minute}};
  const ElevenLabsSettings& voice = options.vendors.elevenlabs;
  return {{"provider", "elevenlabs"},
          {"model", voice.model},
          {"voice_id", voice.voice_id},
          {"seed", voice.seed},
          {"words_per_minute", options.words_per_minute}};
}

/// A millionth of a dollar, or of a credit, is exact enough.
double rounded_money(double amount) {
  return std::round(amount * 1e6) / 1e6;
}

Json money(const std::optional<double>& amount) {
  return amount ? Json(rounded_money(*amount)) : Json(nullptr);
}

Json bills_json(const std::vector<AssetBill>& bills) {
  Json list = Json::array();
  for (const AssetBill& bill : bills) {
    list.push_back({{"pointer", bill.place},
                    {"vendor", bill.vendor},
                    {"model", bill.model},
                    {"key", bill.key},
                    {"outcome", bill.outcome},
                    {"credits", rounded_money(bill.cost.credits)},
                    {"usd", money(bill.cost.usd)}});
  }
  return list;
}

/// What all bills come to.
Json costs_json(const std::vector<AssetBill>& bills) {
  const Cost all = total_cost(bills);
  return {{"credits", rounded_money(all.credits)}, {"usd", money(all.usd)}, {"assets", bills_json(bills)}};
}

Json libraries_json() {
  return {{"libavcodec", ffmpeg::codec_library_version()}, {"x264", x264::version()}, {"espeak_ng", espeak_version()}};
}

/// For whom it was made, null where nothing is known.
Json viewer_json(const ViewerContext& viewer) {
  return {{"profession", null_if_empty(viewer.profession)},
          {"industry", null_if_empty(viewer.industry)},
          {"experience", null_if_empty(viewer.experience)}};
}

}  // namespace

std::string render_report(const Lesson& lesson, const RenderOptions& options, const AssembledLesson& made,
                          const RenderResult& result) {
  const Json report{{"vina", kVersion},
                    {"libraries", libraries_json()},
                    {"lesson", {{"id", lesson.lesson_id}, {"course_id", lesson.course_id}, {"title", lesson.title}}},
                    {"viewer", viewer_json(options.vendors.google.viewer)},
                    {"video",
                     {{"url", result.video_url},
                      {"published_to", null_if_empty(result.published_to)},
                      {"poster_url", null_if_empty(result.poster_url)},
                      {"poster_bytes", result.poster_bytes > 0 ? Json(result.poster_bytes) : Json(nullptr)},
                      {"poster_sha256", null_if_empty(made.poster_sha256)},
                      {"bytes", made.video_bytes},
                      {"sha256", made.video_sha256},
                      {"frames", made.timeline.length.count()},
                      {"transition_frames", options.transition_frames},
                      {"duration_seconds", rounded(result.duration_seconds)}}},
                    {"sound",
                     {{"asked_lufs", options.loudness_lufs},
                      {"loudness_lufs", decibels(made.sound.loudness_lufs)},
                      {"true_peak_dbtp", decibels(made.sound.true_peak_dbtp)}}},
                    {"captions", captions_json(options, made.captions, result)},
                    {"images", images_json(options)},
                    {"voice", voice_json(options)},
                    {"costs", costs_json(result.bills)},
                    {"degraded", result.degraded},
                    {"warnings", warnings_json(result.warnings)},
                    {"slides", slides_json(lesson, made)},
                    {"times", times_json(result.times)},
                    {"thread_times", thread_times_json(result.thread_times)}};
  return written_json(report);
}

}  // namespace vina
