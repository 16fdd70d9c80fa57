// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace vina {

/// What a slide is for. It varies the look, never the content.
enum class SlideType { kUnspecified, kHook, kConcept, kExample, kConnection };

/// A picture that belongs to one item and is on screen while that item is spoken.
struct Figure {
  std::string
      id;  ///< names the picture's file with --images; made from the position ("figure-2-1") where the lesson has none
  std::string purpose;
  std::string image_prompt;
  std::string layout;  ///< "single", "side-by-side" or "grid", as the lesson has it
  std::string accessibility_alt;
};

struct Item {
  std::string bullet;  ///< shown on the slide; 1 to 100 characters
  std::string talk;    ///< spoken, and shown in the captions word for word; 1 to 5,000 characters
  std::optional<Figure> figure;
};

struct Slide {
  std::string title;  ///< 1 to 100 characters
  SlideType type = SlideType::kUnspecified;
  std::vector<Item> items;                   ///< 1 to 5
  std::string title_member = "slide_title";  ///< what the input calls the title: "slide_title" or "title"
};

/// A validated lesson. All texts are valid UTF-8 with white space trimmed from both ends and without control
/// characters; a "character" in the limits is a grapheme cluster (UAX #29).
struct Lesson {
  std::string lesson_id;                ///< empty where the lesson has none
  std::string course_id;                ///< empty where the lesson has none
  std::string title;                    ///< 1 to 150 characters
  std::optional<int> difficulty_level;  ///< 1 to 5
  std::vector<Slide> slides;            ///< 1 to 20
  std::string pointer;  ///< of the lesson's own object: empty for a bare lesson, "/lesson_content" in a wrapper
};

/// The JSON Pointers (RFC 6901) of a lesson's parts in the document it was read from, for messages.
std::string pointer_to_slide(const Lesson& lesson, std::size_t slide);
std::string pointer_to_slide_title(const Lesson& lesson, std::size_t slide);
std::string pointer_to_item(const Lesson& lesson, std::size_t slide, std::size_t item);

}  // namespace vina
