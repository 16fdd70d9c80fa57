// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "lesson/lesson.h"

namespace vina {

std::string pointer_to_slide(const Lesson& lesson, std::size_t slide) {
  return lesson.pointer + "/slides/" + std::to_string(slide);
}

std::string pointer_to_slide_title(const Lesson& lesson, std::size_t slide) {
  return pointer_to_slide(lesson, slide) + "/" + lesson.slides.at(slide).title_member;
}

std::string pointer_to_item(const Lesson& lesson, std::size_t slide, std::size_t item) {
  return pointer_to_slide(lesson, slide) + "/items/" + std::to_string(item);
}

}  // namespace vina
