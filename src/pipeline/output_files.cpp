// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/output_files.h"

#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/small_file.h"
#include "pipeline/file_digest.h"

namespace vina {
namespace {

/// Whether a file is, to the byte, the one of which a report gives the hash.
bool is_told_of(const std::filesystem::path& file, const nlohmann::json& sha256) {
  std::error_code ignored;
  if (!sha256.is_string() || !std::filesystem::is_regular_file(file, ignored)) return false;
  return sha256_of_file(file) == sha256.get<std::string>();
}

void remove_file(const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::remove(file, error);
  if (error) throw_system_error("cannot remove the captions of the earlier video", file.string(), error.value());
}

/// Removes the captions of the video that was there before: players would show them with the new one. What the earlier
/// report does not tell of, somebody else wrote or changed, and it stays.
void remove_earlier_captions(const std::filesystem::path& video, const std::filesystem::path& report) {
  if (!is_own_report(report)) return;
  const nlohmann::json earlier = nlohmann::json::parse(read_small_file(report), nullptr, false);
  if (!earlier.is_object() || !earlier.contains("captions") || !earlier["captions"].is_object()) return;
  const nlohmann::json& told = earlier["captions"];
  const std::filesystem::path webvtt = beside(video, ".vtt");
  const std::filesystem::path srt = beside(video, ".srt");
  if (is_told_of(webvtt, told.value("sha256", nlohmann::json{}))) remove_file(webvtt);
  if (is_told_of(srt, told.value("srt_sha256", nlohmann::json{}))) remove_file(srt);
}

}  // namespace

std::filesystem::path beside(std::filesystem::path video, const char* extension) {
  return video.replace_extension(extension);
}

bool is_own_report(const std::filesystem::path& file) {
  constexpr std::string_view kBegin = "{\n  \"vina\":";
  std::string begin(kBegin.size(), '\0');
  std::ifstream{file, std::ios::binary}.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return begin == kBegin;
}

std::filesystem::path report_beside(const std::filesystem::path& video) {
  std::filesystem::path report = beside(video, ".json");
  std::error_code ignored;
  const bool is_someone_elses = std::filesystem::is_regular_file(report, ignored) && !is_own_report(report);
  return is_someone_elses ? beside(video, ".report.json") : report;
}

OutputFiles::OutputFiles(const RenderOptions& options, bool with_poster)
    : video{options.output}, report{options.report.empty() ? report_beside(options.output) : options.report} {
  if (with_poster) poster.emplace(beside(options.output, ".poster.png"));
  if (!options.captions) return;
  webvtt.emplace(beside(options.output, ".vtt"));
  srt.emplace(beside(options.output, ".srt"));
}

void OutputFiles::commit_media() {
  if (webvtt) webvtt->commit();
  if (srt) srt->commit();
  if (!webvtt) remove_earlier_captions(video.target(), report.target());
  if (poster) poster->commit();
  video.commit();
}

FinishedFiles OutputFiles::media() const {
  const auto name_of = [](const std::optional<AtomicFile>& file) {
    return file ? std::optional{file->target()} : std::nullopt;
  };
  return {video.target(), name_of(webvtt), name_of(poster)};
}

}  // namespace vina
