// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/output_files.h"

namespace vina {

std::filesystem::path beside(std::filesystem::path video, const char* extension) {
  return video.replace_extension(extension);
}

OutputFiles::OutputFiles(const RenderOptions& options, bool with_poster)
    : video{options.output}, report{options.report.empty() ? beside(options.output, ".json") : options.report} {
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
