// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/finding.h"

#include <gtest/gtest.h>

namespace vina {
namespace {

TEST(Finding, SaysWhereAFaultIs) {
  EXPECT_EQ(described({"is late", milliseconds(61'200), 2, 1}), "slide 2, bullet 1, at 1:01.200: is late");
  EXPECT_EQ(described({"is late", milliseconds(500), 2}), "slide 2, at 0:00.500: is late");
  EXPECT_EQ(described({"is late", milliseconds(3'661'001)}), "at 1:01:01.001: is late");
  EXPECT_EQ(described({"is late", {}}), "is late");
}

TEST(Deviations, KeepsTheFirstAndCountsAll) {
  Deviations faults;
  EXPECT_TRUE(faults.finding("a", "b", "c").ok);
  EXPECT_EQ(faults.finding("a", "b", "c").found, "c");
  faults.add({"first", {}});
  EXPECT_EQ(faults.finding("a", "b", "c").found, "first");
  for (int i = 0; i < 99; ++i) faults.add({"another", {}});
  const Finding finding = faults.finding("a", "b", "c");
  EXPECT_FALSE(finding.ok);
  EXPECT_EQ(finding.found, "first (and 99 more)");
  EXPECT_EQ(finding.faults.size(), Deviations::kKept);
}

}  // namespace
}  // namespace vina
