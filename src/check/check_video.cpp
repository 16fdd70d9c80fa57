// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/check_video.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/cancellation.h"
#include "base/error.h"
#include "check/caption_check.h"
#include "check/file_check.h"
#include "check/picture_check.h"
#include "check/receipt.h"
#include "check/sound_check.h"
#include "check/url_check.h"
#include "wrap/ffmpeg/movie_decoder.h"

namespace vina {
namespace {

using Findings = std::vector<Finding>;

void add(Findings&& more, Findings& findings) {
  std::move(more.begin(), more.end(), std::back_inserter(findings));
}

/// More threads hold more pictures and gain nothing.
int decoder_threads() {
  constexpr unsigned int kMost = 8;
  return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, kMost));
}

void decode_all(ffmpeg::MovieDecoder& decoder, PictureCheck& pictures, SoundCheck& sound, const std::stop_token& stop) {
  using Piece = ffmpeg::MovieDecoder::Piece;
  for (Piece piece = decoder.next(); piece != Piece::kEnd; piece = decoder.next()) {
    throw_if_stopped(stop);
    if (piece == Piece::kSound) {
      sound.add(decoder.sound_start(), decoder.sound(0), decoder.sound(1));
      continue;
    }
    const PixelSize size = decoder.picture().size();
    if (size != kCanvas) {
      throw Error{ErrorKind::kMedia, fmt::format("a picture has {}x{} pixels instead of {}x{}", size.width, size.height,
                                                 kCanvas.width, kCanvas.height)};
    }
    pictures.add(decoder.picture_start(), Thumbnail{decoder.picture()});
  }
}

/// What was decoded before the file turned out to be damaged is looked at nevertheless.
Findings check_media(const std::filesystem::path& video, const Receipt& receipt, const std::stop_token& stop) {
  Finding decoding{"decoding", false, "H.264 1080x1920 and AAC 48 kHz, decoded without complaint", "as expected"};
  PictureCheck pictures{receipt};
  SoundCheck sound{receipt};
  std::optional<ffmpeg::MovieDecoder> decoder;
  try {
    decoder.emplace(video, decoder_threads());
    if (decoder->sample_rate_hz() != kSampleRate) {
      throw Error{ErrorKind::kMedia, fmt::format("the sound has {} samples a second", decoder->sample_rate_hz())};
    }
    decode_all(*decoder, pictures, sound, stop);
    decoding.ok = true;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kMedia) throw;
    decoding.found = error.public_message();
  }
  Findings findings{std::move(decoding)};
  if (!decoder) return findings;
  add(pictures.findings(), findings);
  add(sound.findings(), findings);
  return findings;
}

void require_video(const std::filesystem::path& video) {
  const auto refuse = [&video](std::string_view reason) {
    throw Error{ErrorKind::kInvalidOption, fmt::format("'{}' {}; name a finished video", video.string(), reason)};
  };
  std::error_code fault;
  const std::filesystem::file_status status = std::filesystem::status(video, fault);
  if (!std::filesystem::exists(status)) refuse("is not there");
  if (std::filesystem::is_directory(status)) refuse("is a folder");
  if (!std::filesystem::is_regular_file(status)) refuse("is not a file");
  if (!std::ifstream{video}.good()) refuse("cannot be read");
}

std::filesystem::path beside(std::filesystem::path video, const char* extension) {
  return video.replace_extension(extension);
}

}  // namespace

bool CheckResult::ok() const {
  return std::all_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.ok; });
}

CheckResult check_video(const CheckOptions& options, const std::stop_token& stop) {
  require_video(options.video);
  const std::filesystem::path report = options.report.empty() ? find_receipt(options.video) : options.report;
  const Receipt receipt = read_receipt(report);
  std::error_code ignored;
  if (std::filesystem::equivalent(options.video, report, ignored)) {
    throw Error{ErrorKind::kInvalidOption, "'" + report.string() + "' is a report; name the video it is about"};
  }
  CheckResult result{options.video, report, receipt.title, receipt.slides.size(), to_samples(receipt.length)};
  result.findings = check_files(options.video, receipt, stop);
  std::optional<HttpClient> client;
  if (!options.offline) client.emplace();
  result.findings.push_back(check_urls(receipt, options.video.parent_path(), client ? &*client : nullptr, stop));
  return result;
}

std::vector<Finding> check_files(const std::filesystem::path& video, const Receipt& receipt,
                                 const std::stop_token& stop) {
  Findings findings{check_plan(receipt), check_bytes("video file", video, receipt.video, stop), check_boxes(video)};
  add(check_media(video, receipt, stop), findings);
  const std::filesystem::path webvtt = beside(video, ".vtt");
  const std::filesystem::path srt = beside(video, ".srt");
  if (receipt.captions) {
    findings.push_back(check_bytes("captions file", webvtt, receipt.captions->webvtt, stop));
    findings.push_back(check_bytes("SRT file", srt, receipt.captions->srt, stop));
    add(check_captions(webvtt, receipt), findings);
    findings.push_back(check_srt(srt, webvtt));
  } else {
    findings.push_back(check_no_captions(webvtt, srt));
  }
  if (receipt.poster) {
    findings.push_back(check_bytes("poster file", beside(video, ".poster.png"), *receipt.poster, stop));
  }
  return findings;
}

}  // namespace vina
