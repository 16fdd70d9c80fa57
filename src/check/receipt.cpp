// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/receipt.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/small_file.h"

namespace vina {
namespace {

using Json = nlohmann::json;

/// Longer than any video: numbers from a file must not overflow the clock.
constexpr std::int64_t kMostFrames = 24 * 3600 * kFramesPerSecond;
constexpr double kMostSeconds = 24 * 3600;
/// Of the times in a report.
constexpr Samples kRounding = milliseconds(1);

std::optional<Json> parse(const std::filesystem::path& file) {
  Json json = Json::parse(read_small_file(file), nullptr, false);
  if (!json.is_object() || !json.contains("vina")) return std::nullopt;
  return json;
}

Frames frames_of(const Json& json) {
  const auto count = json.get<std::int64_t>();
  if (count < 0 || count > kMostFrames) throw std::out_of_range{fmt::format("{} frames", count)};
  return Frames{count};
}

Samples samples_of(const Json& seconds) {
  const auto value = seconds.get<double>();
  if (!(value >= 0 && value <= kMostSeconds)) throw std::out_of_range{fmt::format("{} seconds", value)};
  return Samples{std::llround(value * static_cast<double>(kSampleRate))};
}

std::string text_or_empty(const Json& json) {
  return json.is_null() ? std::string{} : json.get<std::string>();
}

std::uint64_t number_or_zero(const Json& json) {
  return json.is_null() ? 0 : json.get<std::uint64_t>();
}

Receipt::Captions captions_of(const Json& json) {
  return {.webvtt = {json.at("url"), json.at("bytes"), json.at("sha256")},
          .srt = {json.at("srt_url"), json.at("srt_bytes"), json.at("srt_sha256")},
          .cues = json.at("cues"),
          .fastest_characters_per_second = json.at("fastest_characters_per_second")};
}

Receipt::Slide slide_of(const Json& json) {
  Receipt::Slide slide{frames_of(json.at("start_frame")), frames_of(json.at("frames")), {}};
  for (const Json& bullet : json.at("bullets")) {
    slide.bullets.push_back({frames_of(bullet.at("reveal_frame")), samples_of(bullet.at("speech_end_seconds")),
                             samples_of(bullet.at("longest_pause_seconds")), bullet.at("talk_sha256")});
  }
  return slide;
}

Receipt receipt_of(const Json& json) {
  const Json& video = json.at("video");
  const Json& sound = json.at("sound");
  Receipt receipt{
      .title = json.at("lesson").at("title"),
      .video = {video.at("url"), video.at("bytes"), video.at("sha256")},
      .poster = {text_or_empty(video.at("poster_url")), number_or_zero(video.at("poster_bytes")), ""},
      .captions = std::nullopt,
      .length = frames_of(video.at("frames")),
      .transition = frames_of(video.at("transition_frames")),
      .asked_lufs = sound.at("asked_lufs"),
      .measured_lufs = sound.at("loudness_lufs").is_null() ? -HUGE_VAL : sound.at("loudness_lufs").get<double>(),
      .slides = {}};
  if (!json.at("captions").is_null()) receipt.captions = captions_of(json.at("captions"));
  for (const Json& slide : json.at("slides")) receipt.slides.push_back(slide_of(slide));
  return receipt;
}

}  // namespace

std::size_t slide_at(const Receipt& receipt, Samples position) {
  std::size_t slide = std::min<std::size_t>(receipt.slides.size(), 1);
  while (slide < receipt.slides.size() && to_samples(receipt.slides[slide].start) <= position) ++slide;
  return slide;
}

Finding check_plan(const Receipt& receipt) {
  Deviations faults;
  Frames end;
  for (std::size_t slide = 0; slide < receipt.slides.size(); ++slide) {
    const Receipt::Slide& told = receipt.slides[slide];
    if (told.start != end) {
      faults.add({fmt::format("begins in frame {} and not in frame {}", told.start.count(), end.count()),
                  to_samples(told.start), slide + 1});
    }
    end = told.start + told.length;
    Samples free_from = to_samples(told.start);
    for (std::size_t bullet = 0; bullet < told.bullets.size(); ++bullet) {
      const Receipt::Bullet& spoken = told.bullets[bullet];
      const Samples onset = to_samples(spoken.reveal);
      if (onset + kRounding < free_from || spoken.speech_end < onset ||
          spoken.speech_end > to_samples(end) + kRounding) {
        faults.add({"is not spoken between what comes before and after it", onset, slide + 1, bullet + 1});
      }
      free_from = spoken.speech_end;
    }
    if (told.bullets.empty()) faults.add({"has no bullets", to_samples(told.start), slide + 1});
  }
  if (end != receipt.length || receipt.slides.empty()) {
    faults.add(
        {fmt::format("its slides have {} frames in all, the video has {}", end.count(), receipt.length.count()), {}});
  }
  return faults.finding("report", "slides and talks one after the other, as long as the video in all",
                        fmt::format("{} slides", receipt.slides.size()));
}

std::filesystem::path find_receipt(const std::filesystem::path& video) {
  for (const char* extension : {".json", ".report.json"}) {
    std::filesystem::path file = video;
    file.replace_extension(extension);
    if (parse(file)) return file;
  }
  throw Error{ErrorKind::kInvalidOption,
              "there is no report beside '" + video.string() + "'; name it with --report FILE"};
}

Receipt read_receipt(const std::filesystem::path& file) {
  const std::optional<Json> json = parse(file);
  if (!json) {
    throw Error{ErrorKind::kInvalidOption,
                "'" + file.string() + "' is no report of vina; name the JSON file that render wrote"};
  }
  try {
    return receipt_of(*json);
  } catch (const std::exception& fault) {  // of a member that is missing or is not what it should be
    throw Error{
        ErrorKind::kInvalidOption,
        fmt::format("the report '{}' cannot be checked ({}); render the lesson again", file.string(), fault.what())};
  }
}

}  // namespace vina
