// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/google/image_prompt.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

// Note [The fixed wishes of a background]
//
// A slide with a picture has its texts in the lower part, on a scrim; the upper part stays free (slide_layout.h,
// Composition::kWithPicture). So the subject belongs up, and what is below must be quiet. Image models have no negative
// prompt and tend to draw what is named, so the wishes say what is to be seen, and nothing says that text will be laid
// over the picture.
constexpr std::string_view kWishes =
    "Composition: one continuous vertical picture in 9:16 that fills the frame from edge to edge, seen from a calm "
    "distance. The subject stands in the upper half. The lower half is a quiet, softly lit, uncluttered continuation "
    "of the same scene, low in detail and even in tone.\n"
    "Content: a purely visual picture that speaks through shapes, light and colour alone, free of words, letters, "
    "numbers and logos. Screens, pages, signs and packages are blank or softly out of focus.";

std::string_view description_of(std::string_view style) {
  if (style == "professional") {
    return "polished and credible, as in the feature pages of a business magazine; natural light, realistic materials, "
           "restrained colours with deep teal and navy, gentle depth of field, clean lines.";
  }
  if (style == "minimalist") {
    return "minimalist; very few simple forms, generous empty space, one or two muted colours, soft even light, smooth "
           "surfaces, fine shading.";
  }
  if (style == "vibrant") {
    return "vibrant and energetic; bold saturated colours, luminous contrasts, dynamic shapes, crisp modern rendering, "
           "with large areas of plain colour to rest the eye.";
  }
  throw Error{ErrorKind::kInvalidOption,
              fmt::format("the image style '{}' is not known; use {}", style, fmt::join(kImageStyles, ", "))};
}

bool ends_sentence(std::string_view text) {
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("。");
}

std::string description_of(const ViewerContext& viewer) {
  std::vector<std::string> facts;
  if (!viewer.profession.empty()) facts.push_back("profession: " + viewer.profession);
  if (!viewer.industry.empty()) facts.push_back("industry: " + viewer.industry);
  if (!viewer.experience.empty()) facts.push_back("experience: " + viewer.experience);
  if (facts.empty()) return {};
  return fmt::format(
      "Viewer: {}. Where the scene shows people, places or objects, take them from this person's field; everything "
      "else stays as described.\n",
      fmt::join(facts, "; "));
}

constexpr std::size_t kLongestViewerText = 200;

void validate_viewer_text(std::string_view name, std::string_view text) {
  const bool has_controls =
      std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; });
  if (has_controls || !icu::is_valid_utf8(text)) {
    throw Error{ErrorKind::kInvalidOption, fmt::format("--{} is not plain text in UTF-8; write it as one line", name)};
  }
  if (text.size() > kLongestViewerText) {
    throw Error{ErrorKind::kInvalidOption, fmt::format("--{} has {} bytes; at most {} are used, so shorten it", name,
                                                       text.size(), kLongestViewerText)};
  }
}

}  // namespace

void validate(const ViewerContext& viewer) {
  validate_viewer_text("profession", viewer.profession);
  validate_viewer_text("industry", viewer.industry);
  validate_viewer_text("experience", viewer.experience);
}

std::string image_prompt(const std::string& figure_prompt, std::string_view style, const ViewerContext& viewer) {
  return fmt::format("Scene: {}{}\n{}Style, where the scene leaves it open: {}\n{}", figure_prompt,
                     ends_sentence(figure_prompt) ? "" : ".", description_of(viewer), description_of(style), kWishes);
}

}  // namespace vina
