// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/profile_hash.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace vina {
namespace {

TEST(ProfileHash, IsTheBeginningOfTheMd5OfTheProfile) {
  // printf 'Clinical Researcher:pharmaceuticals:senior' | md5sum
  EXPECT_EQ(profile_hash("Clinical Researcher", "pharmaceuticals", "senior"), "223bf77");
}

TEST(ProfileHash, IsReadInAnyCase) {
  EXPECT_EQ(read_profile_hash("0A1b2C3"), "0a1b2c3");
}

TEST(ProfileHash, RefusesWhatIsNone) {
  for (const char* typed : {"", "0a1b2c", "0a1b2c3d", "0a1b2cg", "0a1b2c "}) {
    EXPECT_THROW(read_profile_hash(typed), Error) << typed;
  }
}

}  // namespace
}  // namespace vina
