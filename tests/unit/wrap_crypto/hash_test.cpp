// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/crypto/hash.h"

#include <gtest/gtest.h>

#include "wrap/crypto/random.h"

namespace vina::crypto {
namespace {

// RFC 1321 A.5, RFC 3174 7.3 and FIPS 180-4's example "abc".
TEST(Hash, GivesTheValuesOfTheStandards) {
  EXPECT_EQ(md5(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(md5("abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(sha1("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hash, DoesNotDependOnThePieces) {
  Hash hash{HashAlgorithm::kSha256};
  hash.add("");
  hash.add("a");
  hash.add(std::string_view{"b\0c", 3});
  EXPECT_EQ(hash.finish(), sha256({"ab\0c", 4}));
}

TEST(RandomHex, IsLongEnoughAndNeverTheSame) {
  EXPECT_EQ(random_hex(16).size(), 32U);
  EXPECT_NE(random_hex(16), random_hex(16));
  EXPECT_EQ(random_hex(0), "");
  EXPECT_EQ(random_hex(64).find_first_not_of("0123456789abcdef"), std::string::npos);
}

}  // namespace
}  // namespace vina::crypto
