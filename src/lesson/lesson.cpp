// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "lesson/lesson.h"

namespace vina {

std::string pointer_to_slide(std::size_t slide) {
  return "/slides/" + std::to_string(slide);
}

std::string pointer_to_item(std::size_t slide, std::size_t item) {
  return pointer_to_slide(slide) + "/items/" + std::to_string(item);
}

}  // namespace vina
