// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/gathered_warnings.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vina {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Warning> of_slides(int count) {
  std::vector<Warning> warnings;
  for (int i = 0; i < count; ++i) warnings.push_back({"/slides/" + std::to_string(i), "no picture", true});
  return warnings;
}

TEST(GatheredWarnings, NameUpToThreePlacesAndCountMore) {
  EXPECT_THAT(gathered({}), IsEmpty());
  EXPECT_THAT(gathered(of_slides(1)), ElementsAre(Warning{"/slides/0", "no picture", true}));
  EXPECT_THAT(gathered(of_slides(3)), ElementsAre(Warning{"/slides/0, /slides/1, /slides/2", "no picture", true}));
  EXPECT_THAT(gathered(of_slides(4)), ElementsAre(Warning{"/slides/0 and 3 more", "no picture", true}));
}

TEST(GatheredWarnings, KeepWhatDiffersApartAndInOrder) {
  EXPECT_THAT(gathered({{"/a", "one", false},
                        {"/b", "two", false},
                        {"/c", "one", false},
                        {"/d", "one", true},
                        {"", "one", false},
                        {"", "one", false}}),
              ElementsAre(Warning{"/a, /c", "one", false}, Warning{"/b", "two", false}, Warning{"/d", "one", true},
                          Warning{"", "one", false}));
}

}  // namespace
}  // namespace vina
