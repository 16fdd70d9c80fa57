// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/output_files.h"

namespace vina {
namespace {

std::filesystem::path beside(std::filesystem::path video, const char* extension) {
  return video.replace_extension(extension);
}

}  // namespace

OutputFiles::OutputFiles(const RenderOptions& options)
    : video{options.output}, report{options.report.empty() ? beside(options.output, ".json") : options.report} {
  if (!options.captions) return;
  webvtt.emplace(beside(options.output, ".vtt"));
  srt.emplace(beside(options.output, ".srt"));
}

void OutputFiles::commit_media() {
  if (webvtt) webvtt->commit();
  if (srt) srt->commit();
  video.commit();
}

FinishedFiles OutputFiles::media() const {
  return {video.target(), webvtt ? std::optional{webvtt->target()} : std::nullopt};
}

}  // namespace vina
