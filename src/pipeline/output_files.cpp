// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/output_files.h"

#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace vina {
namespace {

bool is_someone_elses(const std::filesystem::path& candidate) {
  constexpr std::string_view kReportsBegin = "{\n  \"vina\":";
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(candidate, ignored)) return false;
  std::string begin(kReportsBegin.size(), '\0');
  std::ifstream{candidate, std::ios::binary}.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return begin != kReportsBegin;
}

}  // namespace

std::filesystem::path beside(std::filesystem::path video, const char* extension) {
  return video.replace_extension(extension);
}

std::filesystem::path report_beside(const std::filesystem::path& video) {
  std::filesystem::path report = beside(video, ".json");
  return is_someone_elses(report) ? beside(video, ".report.json") : report;
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
