// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/crypto/base64.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace vina::crypto {
namespace {

// RFC 4648, section 10.
constexpr std::array<std::pair<const char*, const char*>, 7> kVectors{{{"", ""},
                                                                       {"f", "Zg=="},
                                                                       {"fo", "Zm8="},
                                                                       {"foo", "Zm9v"},
                                                                       {"foob", "Zm9vYg=="},
                                                                       {"fooba", "Zm9vYmE="},
                                                                       {"foobar", "Zm9vYmFy"}}};

TEST(Base64, AgreesWithTheStandardBothWays) {
  for (const auto& [bytes, text] : kVectors) {
    EXPECT_EQ(base64_encode(bytes), text);
    EXPECT_EQ(base64_decode(text), bytes);
  }
}

TEST(Base64, BringsEveryByteBack) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    EXPECT_EQ(base64_decode(base64_encode(bytes.substr(0, length))), bytes.substr(0, length));
  }
}

TEST(Base64, ReadsTheUrlSafeAlphabetAndDoesNotNeedPadding) {
  EXPECT_EQ(base64_decode("+/+/"), base64_decode("-_-_"));
  EXPECT_EQ(base64_decode("Zg"), "f");
  EXPECT_EQ(base64_decode("Zm8"), "fo");
}

TEST(Base64, RefusesWhatIsNotBase64) {
  for (const char* text : {"Z", "Zm9vY", "Zg=", "Zg===", "Z===", "=", "====", "Zm 9", "Zm9v\n", "Zm=9", "Zm9v=", "Zm9é",
                           "data:image/png;base64,Zm9v"}) {
    EXPECT_FALSE(base64_decode(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace vina::crypto
