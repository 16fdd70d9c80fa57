// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "library/public_error.h"

#include <array>
#include <new>
#include <stdexcept>

#include <gtest/gtest.h>

namespace vina {
namespace {

TEST(PublicError, HasTheKindAndBothTextsOfTheEngines) {
  const v1::Error error = to_public(Error{ErrorKind::kRateLimited, "for the log", "for the user"});
  EXPECT_EQ(error.kind(), v1::ErrorKind::kRateLimited);
  EXPECT_STREQ(error.what(), "for the log");
  EXPECT_EQ(error.public_message(), "for the user");
  EXPECT_TRUE(error.faults().empty());
}

TEST(PublicError, HasAKindForEachOfTheEngines) {
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::kInternal); ++kind) {
    EXPECT_EQ(static_cast<int>(to_public(static_cast<ErrorKind>(kind))), kind);
  }
}

TEST(PublicError, StandsForWhateverIsThrownButALackOfMemory) {
  EXPECT_THROW(with_public_errors([] { throw Error{ErrorKind::kMedia, "x"}; }), v1::Error);
  EXPECT_THROW(with_public_errors([] { throw std::bad_alloc{}; }), std::bad_alloc);
  try {
    with_public_errors([] { throw std::logic_error{"impossible"}; });
    FAIL() << "nothing was thrown";
  } catch (const v1::Error& error) {
    EXPECT_EQ(error.kind(), v1::ErrorKind::kInternal);
    EXPECT_EQ(error.public_message(), "impossible; this is a defect of vina, please report it");
  }
}

}  // namespace
}  // namespace vina
