// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/output_files.h"

#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace vina {

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
