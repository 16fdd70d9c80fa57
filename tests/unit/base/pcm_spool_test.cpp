// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/pcm_spool.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace vina {
namespace {

TEST(PcmSpool, GivesBackWhatWasAppended) {
  PcmSpool spool;
  spool.append(std::vector<std::int16_t>{1, 2, 3});
  spool.append(std::vector<std::int16_t>{4, 5});
  EXPECT_EQ(spool.length(), Samples{5});
  std::vector<std::int16_t> read(3);
  spool.read(Samples{1}, read);
  EXPECT_EQ(read, (std::vector<std::int16_t>{2, 3, 4}));
}

TEST(PcmSpool, IsSilentBeforeItsStartAndPastItsEnd) {
  PcmSpool spool;
  spool.append(std::vector<std::int16_t>{7, 8});
  std::vector<std::int16_t> read(6, 99);
  spool.read(Samples{-2}, read);
  EXPECT_EQ(read, (std::vector<std::int16_t>{0, 0, 7, 8, 0, 0}));
  spool.read(Samples{100}, read);
  EXPECT_EQ(read, std::vector<std::int16_t>(6, 0));
}

}  // namespace
}  // namespace vina
