// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/picture.h"
#include "base/resources.h"
#include "lesson/lesson.h"
#include "lesson/lesson_reader.h"
#include "slides/lesson_painter.h"
#include "slides/typesetter.h"
#include "timeline/timeline.h"

namespace vina::testing {

inline Lesson read_example(const std::string& name) {
  std::ifstream file{std::filesystem::path{VINA_SOURCE_DIR} / "examples" / "lessons" / name};
  const std::string json{std::istreambuf_iterator<char>{file}, {}};
  return read_lesson(json).lesson.value();
}

inline Slide slide_of(std::string title, const std::vector<std::string>& bullets,
                      SlideType type = SlideType::kConcept) {
  Slide slide;
  slide.title = std::move(title);
  slide.type = type;
  for (const std::string& bullet : bullets) slide.items.push_back({bullet, "Said.", std::nullopt});
  return slide;
}

inline Lesson lesson_of(std::vector<Slide> slides) {
  Lesson lesson;
  lesson.title = "A lesson";
  lesson.slides = std::move(slides);
  return lesson;
}

/// Loading the fonts takes longer than most tests, so they share one typesetter.
inline Typesetter& shared_typesetter() {
  static Typesetter typesetter{resources_folder() / "fonts"};
  return typesetter;
}

/// The slide with a lead-in of 15 frames, `talk` frames for each item, and nothing after the last.
inline TimelineSlide timeline_of(const Slide& slide, std::int64_t start, std::int64_t talk) {
  TimelineSlide timeline;
  timeline.start = Frames{start};
  Frames at{start + 15};
  for (std::size_t i = 0; i < slide.items.size(); ++i) {
    timeline.items.push_back({at, to_samples(at), to_samples(at + Frames{talk}), Samples{0}});
    at += Frames{talk};
  }
  timeline.length = at - timeline.start;
  return timeline;
}

/// A picture whose pixel at (x, y) is colour(x, y).
template <typename ColourAt>
std::shared_ptr<const Picture> picture_of(ColourAt colour) {
  auto picture = std::make_shared<Picture>(kCanvas);
  for (int y = 0; y < kCanvas.height; ++y) {
    for (int x = 0; x < kCanvas.width; ++x) {
      picture->row(y)[static_cast<std::size_t>(x)] = 0xFF00'0000U | static_cast<std::uint32_t>(colour(x, y));
    }
  }
  return picture;
}

/// The picture behind every item.
inline FigureSource figures_of(std::shared_ptr<const Picture> picture) {
  return {[](std::size_t, std::size_t) { return FigureState::kThere; },
          [picture = std::move(picture)](std::size_t, std::size_t) { return picture; }};
}

}  // namespace vina::testing
