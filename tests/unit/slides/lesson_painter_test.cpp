// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/lesson_painter.h"

#include <gtest/gtest.h>

#include "slides/theme_reader.h"
#include "unit/slides/tests_of_slides.h"

namespace vina {
namespace {

using testing::read_example;

TEST(LessonPainter, FitsTheLongestLessonIntoThePlayersSafeArea) {
  const LessonPainter painter{read_example("longest_allowed.json"), {.theme = load_theme("vina")}};
  EXPECT_EQ(painter.slide_count(), 3U);
  EXPECT_EQ(painter.state_count(0), 6U);
  EXPECT_TRUE(painter.warnings().empty());
}

}  // namespace
}  // namespace vina
