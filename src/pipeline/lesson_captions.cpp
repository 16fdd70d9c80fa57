// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/lesson_captions.h"

#include <string>

#include "captions/cue_builder.h"
#include "captions/srt_writer.h"
#include "captions/webvtt_writer.h"
#include "pipeline/file_digest.h"
#include "pipeline/lesson_design.h"

namespace vina {
namespace {

/// In the social area texts take all the room, so captions begin right below it.
WebVttOptions caption_placement(const RenderOptions& options, const LessonPainter& painter) {
  constexpr int kGap = 16;
  if (safe_area_of(options) != SafeArea::kSocial) return {};
  const PixelRect texts = painter.layout(0).safe_area;
  return {.area = {texts.left, texts.bottom() + kGap, texts.width, 0}};
}

}  // namespace

CaptionFigures write_captions(const Lesson& lesson, const Timeline& timeline, std::span<const Narration> narrations,
                              const RenderOptions& options, const LessonPainter& painter, OutputFiles& files) {
  if (!files.webvtt) return {};
  std::vector<std::string> languages;
  languages.reserve(narrations.size());
  for (const Narration& narration : narrations) languages.push_back(narration.language);
  CaptionSet captions = build_cues(lesson, timeline, languages);
  files.webvtt->write_all(to_webvtt(captions.cues, caption_placement(options, painter)));
  files.srt->write_all(to_srt(captions.cues));
  return {.cues = captions.cues.size(),
          .bytes = files.webvtt->size(),
          .sha256 = sha256_of(*files.webvtt),
          .srt_bytes = files.srt->size(),
          .srt_sha256 = sha256_of(*files.srt),
          .fastest_characters_per_second = captions.fastest_characters_per_second,
          .warnings = std::move(captions.warnings)};
}

}  // namespace vina
