// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/progress_lines.h"

#include <gtest/gtest.h>

namespace vina {
namespace {

TEST(ProgressLines, TellEachPartOnce) {
  std::string written;
  ProgressLines lines{[&written](std::string_view text) { written += text; }};
  lines.update({Step::kLesson, 0.0, ""});
  lines.update({Step::kSlides, 0.40, "slide 1 of 2"});
  lines.update({Step::kSlides, 0.45, "slide 2 of 2"});
  lines.update({Step::kSlides, 0.50, "slide 1 of 2"});
  lines.update({Step::kPublish, 1.0, ""});
  EXPECT_EQ(written,
            "[  0 %] Reading\n"
            "[ 40 %] Drawing and encoding: slide 1 of 2\n"
            "[ 45 %] Drawing and encoding: slide 2 of 2\n"
            "[100 %] Finishing\n");
}

}  // namespace
}  // namespace vina
