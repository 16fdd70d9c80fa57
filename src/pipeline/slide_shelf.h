// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

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

/// The coded slides that are kept. Thread-safe.
class SlideShelf {
 public:
  /// Keeps them in the cache folder of the options, or nowhere if there is none, or `options.fresh` says so.
  explicit SlideShelf(const RenderOptions& options);

  /// The key of a slide; `placed` may lie anywhere in the lesson.
  static std::string key(std::size_t slide, const TimelineSlide& placed, const LessonPainter& painter,
                         const FigurePictures& figures, const Lesson& lesson, const RenderOptions& options);

  /// The slide, if it is there and can be put behind these parameter sets.
  std::optional<EncodedSlide> find(const std::string& key, const h264::ParameterSets& sets) const;

  /// What cannot be written is not kept.
  void put(const std::string& key, const EncodedSlide& slide) const;

  /// Lets go of what was not used for long, if there is too much.
  void trim() const;

 private:
  std::optional<DerivedStore> store_;
};

}  // namespace vina
