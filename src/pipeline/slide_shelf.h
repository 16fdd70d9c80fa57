// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "lesson/lesson.h"
#include "pipeline/figure_pictures.h"
#include "pipeline/render_options.h"
#include "slides/lesson_painter.h"
#include "storage/derived_store.h"
#include "timeline/timeline.h"
#include "video/h264/encoded_slide.h"
#include "video/h264/parameter_sets.h"

namespace vina {

/// Note [A sentence edited is a slide encoded]
/// A coded slide refers to nothing outside of it, and does not depend on where it lies in the lesson. So it is kept
/// under a key made of all that shapes it: the texts on it and on the slide it fades from, their pictures, theme, logo,
/// fonts and libraries, when its bullets appear, and how it is coded. After an edit the other slides are taken from
/// there, with the same bytes as if they were made anew. The sound is not kept: its access units lie on a grid of 1,024
/// samples that begins with the lesson, and it is coded in a third of the time.

/// The coded slides of a lesson that are kept. Thread-safe.
class SlideShelf {
 public:
  /// In the cache folder of the options; nowhere if there is none, or `options.fresh` says so. All must outlive this
  /// object.
  SlideShelf(const Lesson& lesson, const LessonPainter& painter, const FigurePictures& figures,
             const RenderOptions& options);

  /// The key of a slide, which may be `placed` anywhere in the lesson; empty where slides are not kept. Its pictures,
  /// and those of the slide it fades from, are there.
  std::string key(std::size_t slide, const TimelineSlide& placed) const;

  /// The slide, if it is there and can be put behind these parameter sets.
  std::optional<EncodedSlide> find(const std::string& key, const h264::ParameterSets& sets) const;

  /// What cannot be written is not kept.
  void put(const std::string& key, const EncodedSlide& slide) const;

  /// Lets go of what was not used for long, if there is too much.
  void trim() const;

 private:
  const Lesson& lesson_;
  const LessonPainter& painter_;
  const FigurePictures& figures_;
  const RenderOptions& options_;
  std::optional<DerivedStore> store_;
  std::string shared_;  ///< the digest of what all slides are made of
};

}  // namespace vina
