// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/icu/language.h"

#include <gtest/gtest.h>

namespace vina {
namespace {

TEST(ThreeLetterLanguage, LeavesScriptAndRegionOut) {
  EXPECT_EQ(icu::three_letter_language("en-GB"), "eng");
  EXPECT_EQ(icu::three_letter_language("zh-Hans-CN"), "zho");
  EXPECT_EQ(icu::three_letter_language("ar"), "ara");
}

TEST(ThreeLetterLanguage, IsEmptyWhereThereIsNone) {
  EXPECT_EQ(icu::three_letter_language(""), "");
  EXPECT_EQ(icu::three_letter_language("xx"), "");
}

}  // namespace
}  // namespace vina
