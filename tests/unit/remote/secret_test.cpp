// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/secret.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <ostream>
#include <type_traits>

#include "wrap/crypto/base64.h"

namespace vina {
namespace {

template <typename T>
concept CanBePrinted = requires(std::ostream& out, const T& value) {
  out << value;
};

static_assert(!CanBePrinted<Secret>);
static_assert(!fmt::is_formattable<Secret>::value);
static_assert(!std::is_convertible_v<Secret, std::string>);

const Secret kSecret{"sk_a+b/c?d=ÿ"};

TEST(Secret, IsHiddenWhereverItStands) {
  EXPECT_EQ(kSecret.hidden_in("key sk_a+b/c?d=ÿ, sk_a+b/c?d=ÿ!"), "key [secret], [secret]!");
  EXPECT_EQ(kSecret.hidden_in("nothing of sk_a+b/c here"), "nothing of sk_a+b/c here");
  EXPECT_EQ(kSecret.hidden_in(""), "");
}

TEST(Secret, IsHiddenWhenPercentEncodedInAnyWay) {
  EXPECT_EQ(kSecret.hidden_in("?key=sk_a%2Bb%2Fc%3Fd%3D%C3%BF&x"), "?key=[secret]&x");
  EXPECT_EQ(kSecret.hidden_in("?key=sk_a%2bb/c%3fd=%c3%bf"), "?key=[secret]");
  EXPECT_EQ(kSecret.hidden_in("sk_a%2Bb%2Fc%3Fd%3D%C3%B"), "sk_a%2Bb%2Fc%3Fd%3D%C3%B");
}

TEST(Secret, IsHiddenInBothAlphabetsOfBase64) {
  const Secret secret{"\xfb\xff\xfe?"};  // "+//+Pw=="
  EXPECT_EQ(secret.hidden_in("[" + crypto::base64_encode("\xfb\xff\xfe?") + "]"), "[[secret]]");
  EXPECT_EQ(secret.hidden_in("-__-Pw"), "[secret]");
  EXPECT_EQ(secret.hidden_in("+//+Pw"), "[secret]");
}

TEST(Secret, ThatIsEmptyHidesNothing) {
  EXPECT_EQ(Secret{}.hidden_in("a text"), "a text");
}

TEST(Secret, OfLessThanFourCharactersLeavesMessagesReadable) {
  EXPECT_EQ(Secret{"1"}.hidden_in("HTTP status 401"), "HTTP status 401");
  EXPECT_EQ(Secret{"401"}.hidden_in("HTTP status 401, NDAx"), "HTTP status 401, NDAx");
  EXPECT_EQ(Secret{"s401"}.hidden_in("HTTP s401"), "HTTP [secret]");
}

}  // namespace
}  // namespace vina
