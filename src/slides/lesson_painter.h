// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/media_time.h"
#include "base/picture.h"
#include "base/warning.h"
#include "lesson/lesson.h"
#include "slides/picture_sequence.h"
#include "slides/slide_painter.h"
#include "slides/theme.h"
#include "timeline/timeline.h"

namespace vina {

struct SlideOptions {
  Theme theme;
  /// A PNG, drawn bottom left instead of the theme's; empty: the theme's.
  std::filesystem::path logo;
  SafeArea safe_area = SafeArea::kPlayer;
  /// For whom the lesson is, in small letters below its title; left out, with a warning, where a slide has no room for
  /// it. Empty: nothing is said.
  std::string viewer{};
  /// Length of the crossfade at the start of each slide but the first; cut to the silence before its first talk.
  Frames transition = Frames{9};
};

/// Whether an item has a picture.
enum class FigureState {
  kNone,      ///< the brand backdrop is behind its texts
  kExpected,  ///< not known yet; it is when the item's slide, or the one after it, is painted
  kThere,
};

/// Where a lesson's figures come from. Both functions are called by several threads at once.
struct FigureSource {
  std::function<FigureState(std::size_t slide, std::size_t item)> state;
  /// Its picture, kCanvas pixels. Called again whenever it is needed; the painter keeps none.
  std::function<std::shared_ptr<const Picture>(std::size_t slide, std::size_t item)> load;
};

/// Paints a lesson's slides.
///
/// A slide has one more states than items: in state 0 only its title shows, in state k + 1 item k is being spoken, its
/// bullet is emphasised and those before it are calmer. An item's figure fills the background from the moment its item
/// is spoken (that of the first item from the slide's start) and stays until the next figure of the slide.
///
/// The constructor lays out all slides, those whose pictures are not known yet with and without; afterwards all members
/// may be called by several threads at once. The same lesson, options, pictures and fonts give the same pixels,
/// whatever the thread, locale or time.
class LessonPainter {
 public:
  /// Throws Error: kInvalidLesson with one line for each text that cannot fit, beginning with its JSON Pointer;
  /// kInvalidOption for a logo that is not there; kMedia for one that is no PNG, or without fonts.
  LessonPainter(Lesson lesson, SlideOptions options, FigureSource figures = {});
  LessonPainter(LessonPainter&&) noexcept;
  ~LessonPainter();

  /// Characters that no installed font can show, by the text they are in, and font families that are not there.
  const std::vector<Warning>& warnings() const;

  std::size_t slide_count() const;
  std::size_t state_count(std::size_t slide) const;

  /// kCanvas pixels.
  Picture paint(std::size_t slide, std::size_t state) const;

  /// The slide's pictures in time: a crossfade from the slide before, then each state, faded into from the frame in
  /// which its item is revealed; that frame differs already. The sequence must not outlive the painter.
  std::unique_ptr<PictureSequence> animate(std::size_t slide, const TimelineSlide& timeline) const;

  /// Everything that the pictures of a slide are made of, but for its figures' pictures and for when things happen:
  /// what all slides share (long, with every font; made anew at each call), and what is the slide's own. Where both,
  /// those pictures and the timeline are equal, the pixels are. Text, to be hashed.
  std::string description() const;
  std::string description(std::size_t slide) const;

  /// For checks of what was drawn.
  const SlideLayout& layout(std::size_t slide) const;
  Picture paint_without_text(std::size_t slide, std::size_t state) const;

  /// The sum of all that painting needs; shared with the sequences.
  struct Scene;

 private:
  std::unique_ptr<const Scene> scene_;
};

}  // namespace vina
