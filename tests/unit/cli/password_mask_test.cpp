// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/password_mask.h"

#include <gtest/gtest.h>

namespace vina {
namespace {

TEST(PasswordMask, HidesThePasswordsOfPostgresqlUrls) {
  EXPECT_EQ(without_passwords("unknown command 'postgresql://me:hush@db/x' (see help)"),
            "unknown command 'postgresql://me:***@db/x' (see help)");
  EXPECT_EQ(without_passwords("postgres://me:hu/sh@home@db/x?password=hush&sslpassword=hush2&a=b"),
            "postgres://me:***@db/x?password=***&sslpassword=***&a=b");
  EXPECT_EQ(without_passwords("--db=postgresql:///x?user=me&password=hush"),
            "--db=postgresql:///x?user=me&password=***");
  EXPECT_EQ(without_passwords("postgresql://a:1@x postgresql://b:2@y"), "postgresql://a:***@x postgresql://b:***@y");
}

TEST(PasswordMask, LeavesOtherTextsAsTheyAre) {
  for (const char* text : {"", "nothing", "https://cdn.example:80/a:b@2x.png", "postgresql://me@db:5432/lessons",
                           "postgresql://db:5432/lessons", "it's postgres://", "password=x"}) {
    EXPECT_EQ(without_passwords(text), text);
  }
}

TEST(PasswordMask, ErasesThemInPlace) {
  std::string text = "--db=postgresql://me:hush@db/x?password=hush";
  erase_passwords(text.data());
  EXPECT_EQ(text, "--db=postgresql://me:****@db/x?password=****");
}

}  // namespace
}  // namespace vina
