// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
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

/// A coded slide, and whether it was there and need not be made.
struct ShelvedSlide {
  EncodedSlide slide;
  bool was_there = false;
};

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

  /// The slide that is there and can be put behind these parameter sets; else what `make` answers, which is kept where
  /// it can be written. While one makes it, all others who ask for it, in any process, wait and get it then.
  /// Throws Error kCancelled within 100 ms of a stop request while it waits, and what `make` throws.
  ShelvedSlide get_or_make(const std::string& key, const h264::ParameterSets& sets,
                           const std::function<EncodedSlide()>& make, const std::stop_token& stop) const;

  /// Lets go of what was not used for long, if there is too much.
  void trim() const;

 private:
  std::optional<EncodedSlide> find(const std::string& key, const h264::ParameterSets& sets) const;

  const Lesson& lesson_;
  const LessonPainter& painter_;
  const FigurePictures& figures_;
  const RenderOptions& options_;
  std::optional<DerivedStore> store_;
  std::string shared_;  ///< the digest of what all slides are made of
};

}  // namespace vina
