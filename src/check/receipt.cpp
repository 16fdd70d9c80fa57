// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/receipt.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/small_file.h"
#include "check/report_member.h"

namespace vina {
namespace {

using Json = nlohmann::json;

/// Of the times in a report.
constexpr Samples kRounding = milliseconds(1);
constexpr Frames kLongestTransition{15};

/// What a file is that may be a report.
struct Candidate {
  std::optional<Json> report;
  std::string fault;       ///< why it is none, where that can be told
  bool is_lesson = false;  ///< which may have the name of a report
};

Candidate candidate_of(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return {{}, "it is cut off, or not JSON"};
  if (!json.is_object()) return {{}, "it is not a JSON object"};
  if (json.contains("vina")) return {std::move(json), ""};
  const bool is_lesson = json.contains("lesson_title") || json.contains("lesson_id") ||
                         (json.contains("slides") && !json.contains("video"));
  return {{}, "it has no member \"vina\"", is_lesson};
}

Candidate read_candidate(const std::filesystem::path& file) {
  const std::string text = read_small_file(file);
  if (!text.empty()) return candidate_of(text);
  std::error_code ignored;
  const bool is_empty = std::filesystem::is_regular_file(file, ignored) && std::filesystem::is_empty(file, ignored);
  return {{}, is_empty ? "it is empty" : ""};
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& fault) {
  throw Error{ErrorKind::kInvalidOption,
              fmt::format("'{}' is no report of vina{}; name the JSON file that render wrote", file.string(),
                          fault.empty() ? "" : " (" + fault + ")")};
}

/// Nothing is louder than silence.
double level(const ReportMember& member) {
  return member.is_null() ? -HUGE_VAL : member.number();
}

Receipt::File file_of(const ReportMember& member, const char* url, const char* bytes, const char* sha256) {
  return {member.at(url).text(), member.at(bytes).size(), member.at(sha256).text()};
}

/// Before it is published, and where that failed, it has no URL.
std::optional<Receipt::File> poster_of(const ReportMember& video) {
  if (video.at("poster_bytes").is_null()) return std::nullopt;
  const ReportMember url = video.at("poster_url");
  return Receipt::File{url.is_null() ? "" : url.text(), video.at("poster_bytes").size(),
                       video.at("poster_sha256").text()};
}

Receipt::Captions captions_of(const ReportMember& member) {
  return {.webvtt = file_of(member, "url", "bytes", "sha256"),
          .srt = file_of(member, "srt_url", "srt_bytes", "srt_sha256"),
          .cues = member.at("cues").size(),
          .fastest_characters_per_second = member.at("fastest_characters_per_second").number()};
}

/// Compares seconds in a report with the frames that say the same.
void compare(const ReportMember& seconds, Frames frames, Deviation fault, std::vector<Deviation>& contradictions) {
  const Samples told = seconds.seconds();
  const Samples right = to_samples(frames);
  if (std::max(told, right) - std::min(told, right) <= kRounding) return;
  fault.what += fmt::format(" {:.3f} s, which is not frame {}", to_seconds(told), frames.count());
  contradictions.push_back(std::move(fault));
}

void add_slide(const ReportMember& member, Receipt& receipt) {
  Receipt::Slide slide{member.at("start_frame").frames(), member.at("frames").frames(), {}};
  const std::size_t number = receipt.slides.size() + 1;
  compare(member.at("start_seconds"), slide.start, {"begins by start_seconds at", to_samples(slide.start), number},
          receipt.contradictions);
  for (const ReportMember& bullet : member.at("bullets").items()) {
    slide.bullets.push_back({bullet.at("reveal_frame").frames(), bullet.at("speech_end_seconds").seconds(),
                             bullet.at("longest_pause_seconds").seconds(), bullet.at("talk_sha256").text()});
    const Frames reveal = slide.bullets.back().reveal;
    compare(bullet.at("reveal_seconds"), reveal,
            {"appears by reveal_seconds at", to_samples(reveal), number, slide.bullets.size()}, receipt.contradictions);
  }
  receipt.slides.push_back(std::move(slide));
}

Receipt receipt_of(const ReportMember& report) {
  const ReportMember video = report.at("video");
  const ReportMember sound = report.at("sound");
  Receipt receipt{.title = report.at("lesson").at("title").text(),
                  .video = file_of(video, "url", "bytes", "sha256"),
                  .poster = poster_of(video),
                  .captions = std::nullopt,
                  .length = video.at("frames").frames(),
                  .transition = video.at("transition_frames").frames(),
                  .asked_lufs = sound.at("asked_lufs").number(),
                  .measured_lufs = level(sound.at("loudness_lufs")),
                  .true_peak_dbtp = level(sound.at("true_peak_dbtp")),
                  .slides = {},
                  .contradictions = {}};
  compare(video.at("duration_seconds"), receipt.length, {"the video lasts by duration_seconds", {}},
          receipt.contradictions);
  report.at("degraded").boolean();
  if (!report.at("captions").is_null()) receipt.captions = captions_of(report.at("captions"));
  for (const ReportMember& slide : report.at("slides").items()) add_slide(slide, receipt);
  return receipt;
}

Receipt receipt_of(const Candidate& candidate, const std::filesystem::path& file) {
  if (!candidate.report) refuse(file, candidate.fault);
  try {
    return receipt_of(ReportMember{*candidate.report});
  } catch (const std::invalid_argument& fault) {  // of a member that is missing or is not what it should be
    throw Error{ErrorKind::kInvalidOption, fmt::format("the report '{}' cannot be checked: {}; render the lesson again",
                                                       file.string(), fault.what())};
  }
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
      if (spoken.speech_end >= onset && spoken.longest_pause > spoken.speech_end - onset + kRounding) {
        faults.add({"has a pause longer than its talk", onset, slide + 1, bullet + 1});
      }
      free_from = spoken.speech_end;
    }
    if (told.bullets.empty()) faults.add({"has no bullets", to_samples(told.start), slide + 1});
  }
  if (end != receipt.length || receipt.slides.empty()) {
    faults.add(
        {fmt::format("its slides have {} frames in all, the video has {}", end.count(), receipt.length.count()), {}});
  }
  if (receipt.transition > kLongestTransition) {
    faults.add({fmt::format("its transition has {} frames, {} at most", receipt.transition.count(),
                            kLongestTransition.count()),
                {}});
  }
  for (const Deviation& contradiction : receipt.contradictions) faults.add(contradiction);
  return faults.finding("report", "slides and talks one after the other, as long as the video in all",
                        fmt::format("{} slides", receipt.slides.size()));
}

std::filesystem::path find_receipt(const std::filesystem::path& video) {
  for (const char* extension : {".json", ".report.json"}) {
    std::filesystem::path file = video;
    file.replace_extension(extension);
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) continue;
    const Candidate candidate = read_candidate(file);
    if (candidate.report) return file;
    if (!candidate.is_lesson) refuse(file, candidate.fault);
  }
  throw Error{ErrorKind::kInvalidOption,
              "there is no report beside '" + video.string() + "'; name it with --report FILE"};
}

Receipt read_receipt(const std::filesystem::path& file) {
  return receipt_of(read_candidate(file), file);
}

Receipt parse_receipt(std::string_view report, const std::filesystem::path& file) {
  return receipt_of(candidate_of(report), file);
}

}  // namespace vina
