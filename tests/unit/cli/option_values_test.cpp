// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/option_values.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace vina {
namespace {

template <typename Call>
std::string message_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    return error.public_message();
  }
  return "accepted";
}

TEST(OptionValues, ReadNumbers) {
  EXPECT_EQ(whole_number("--rate", "160"), 160);
  EXPECT_EQ(whole_number("--rate", "-5"), -5);
  EXPECT_EQ(decimal_number("--loudness", "-14.5"), -14.5);
  EXPECT_EQ(seconds_as_milliseconds("--gop", "5"), 5000);
  EXPECT_EQ(seconds_as_milliseconds("--gop", "0.5"), 500);
  EXPECT_EQ(seconds_as_milliseconds("--gop", "2.125"), 2125);
}

TEST(OptionValues, RejectWhatIsNoNumberInOneForm) {
  for (const char* wrong : {"", "fast", "1.5", "160wpm", " 160", "99999999999"}) {
    EXPECT_EQ(message_of([&] { whole_number("--rate", wrong); }),
              "--rate is '" + std::string{wrong} + "'; give a whole number");
  }
  for (const char* wrong : {"", "loud", "nan", "inf", "1,5"}) {
    EXPECT_EQ(message_of([&] { decimal_number("--loudness", wrong); }),
              "--loudness is '" + std::string{wrong} + "'; give a number such as -14.5");
  }
  for (const char* wrong : {"", ".", "5.", ".5", "-1", "1.2345", "1.2.3", "5s", "99999999999"}) {
    EXPECT_EQ(message_of([&] { seconds_as_milliseconds("--gop", wrong); }),
              "--gop is '" + std::string{wrong} + "'; give seconds with at most three decimals, such as 5 or 0.5");
  }
}

TEST(OptionValues, ListTheChoices) {
  EXPECT_EQ(choice("--transition", "fade", {"none", "fade"}), 1U);
  EXPECT_EQ(message_of([] {
              choice("--transition", "wipe", {"none", "fade"});
            }),
            "--transition is 'wipe'; choose none or fade");
  EXPECT_EQ(message_of([] {
              choice("the shell", "tcsh", {"bash", "zsh", "fish"});
            }),
            "the shell is 'tcsh'; choose bash, zsh or fish");
}

}  // namespace
}  // namespace vina
