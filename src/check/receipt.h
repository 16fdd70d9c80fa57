// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/media_time.h"
#include "check/finding.h"

namespace vina {

/// What a video's report (OUT.json, docs/report.md) says of it, as far as it can be proved by looking at the files.
struct Receipt {
  struct File {
    std::string url;
    std::uint64_t bytes = 0;
    std::string sha256;
  };
  struct Captions {
    File webvtt;
    File srt;
    std::size_t cues = 0;
    double fastest_characters_per_second = 0;
  };
  struct Bullet {
    Frames reveal;  ///< and its talk's onset
    Samples speech_end;
    Samples longest_pause;    ///< within its talk, by the words' times
    std::string talk_sha256;  ///< of the talk without white space
  };
  struct Slide {
    Frames start;
    Frames length;
    std::vector<Bullet> bullets;
  };

  std::string title;  ///< of the lesson
  File video;
  std::optional<File> poster;
  std::optional<Captions> captions;
  Frames length;
  Frames transition;          ///< of the cross-fade from slide to slide
  double asked_lufs = 0;      ///< the loudness that was asked for
  double measured_lufs = 0;   ///< the loudness that came out
  double true_peak_dbtp = 0;  ///< the same; minus infinity for silence, like the loudness
  std::vector<Slide> slides;
  std::vector<Deviation> contradictions;  ///< members that do not fit those from which the rest is taken
};

/// The slide that is shown at `position`, counted from 1; the last one also afterwards, 0 without any.
std::size_t slide_at(const Receipt& receipt, Samples position);

/// "report": whether what it says fits together: slides follow each other without a gap and are as long as the video
/// in all, and bullets appear and are spoken within their slides, one after the other; no pause is longer than its
/// talk; and seconds agree with frames.
Finding check_plan(const Receipt& receipt);

/// The report that belongs to a video: OUT.json, or OUT.report.json where that is not there or is a lesson. Throws
/// Error (kInvalidOption) where there is neither, and where the one that is there is damaged, naming how.
std::filesystem::path find_receipt(const std::filesystem::path& video);

/// Throws Error (kInvalidOption), naming the file and what is wrong with it, for one that cannot be read or is no
/// report of a version that can be checked.
Receipt read_receipt(const std::filesystem::path& file);

/// The same of the text of a report that is yet to be written to `file`.
Receipt parse_receipt(std::string_view report, const std::filesystem::path& file);

}  // namespace vina
