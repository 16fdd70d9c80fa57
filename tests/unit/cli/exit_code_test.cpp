// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/exit_code.h"

#include <map>
#include <set>

#include <gtest/gtest.h>

namespace vina {
namespace {

TEST(ExitCode, IsAsDocumented) {
  const std::map<ErrorKind, int> documented{
      {ErrorKind::kInternal, 1},
      {ErrorKind::kInvalidOption, 2},
      {ErrorKind::kInvalidLesson, 3},
      {ErrorKind::kMedia, 4},
      {ErrorKind::kStorage, 5},
      {ErrorKind::kProviderRefused, 6},
      {ErrorKind::kProviderRejected, 7},
      {ErrorKind::kRateLimited, 8},
      {ErrorKind::kProviderUnavailable, 9},
      {ErrorKind::kDegraded, 10},
      {ErrorKind::kBudgetReached, 11},
      {ErrorKind::kNotAsReported, 12},
      {ErrorKind::kCancelled, 130},
  };
  std::set<int> codes;
  for (const auto& [kind, code] : documented) {
    EXPECT_EQ(exit_code(kind), code);
    codes.insert(code);
  }
  EXPECT_EQ(codes.size(), documented.size());
  EXPECT_EQ(exit_code(ErrorKind::kNotInPlan), exit_code(ErrorKind::kProviderRejected));
  EXPECT_FALSE(codes.contains(kExitSuccess));
  EXPECT_EQ(kExitNotAsReported, 12);
}

}  // namespace
}  // namespace vina
