// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace vina {

/// Who will watch, in the user's own words; each may be empty.
struct ViewerContext {
  std::string profession;  ///< "Clinical Researcher"
  std::string industry;    ///< "pharmaceuticals"
  std::string experience;  ///< "senior", "two years"
};

/// Throws Error (kInvalidOption), naming the option, for a text that is not UTF-8, has control characters or is longer
/// than 200 bytes.
void validate(const ViewerContext& viewer);

/// The looks a picture can have where its prompt leaves that open; the first is the default.
inline constexpr std::array<std::string_view, 3> kImageStyles{"professional", "minimalist", "vibrant"};

/// The whole prompt of a background picture: the figure's own, who watches, the style, and what every background needs.
/// It depends on nothing else, so figures with the same image_prompt share one picture. All texts are UTF-8.
/// Throws Error (kInvalidOption) for a style that is not one of kImageStyles.
std::string image_prompt(const std::string& figure_prompt, std::string_view style, const ViewerContext& viewer);

}  // namespace vina
