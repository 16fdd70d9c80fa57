// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/database_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/error.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string refusal(const std::string& text) {
  try {
    parse_database_url(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    return std::string{error.what()} + error.public_message();
  }
  ADD_FAILURE() << text << " was accepted";
  return {};
}

TEST(DatabaseAddress, IsTheFileOfSqliteWhereNoSchemeSaysOtherwise) {
  for (const char* text : {"sqlite:data/my lessons.db", "data/my lessons.db"}) {
    const DatabaseAddress address = parse_database_url(text);
    EXPECT_TRUE(address.is_sqlite());
    EXPECT_EQ(address.file, "data/my lessons.db");
    EXPECT_EQ(address.name, "the database 'data/my lessons.db'");
  }
}

TEST(DatabaseAddress, TakesAPostgresqlUrlApartAndKeepsThePasswordToItself) {
  const DatabaseAddress address =
      parse_database_url("postgres://me:s%2Fcret%40word@db.example:5433/lessons?sslmode=require");
  EXPECT_FALSE(address.is_sqlite());
  EXPECT_EQ(address.password.reveal(), "s/cret@word");
  EXPECT_EQ(address.settings.at("host"), "db.example");
  EXPECT_EQ(address.settings.at("sslmode"), "require");
  EXPECT_FALSE(address.settings.contains("password"));
  EXPECT_EQ(address.name, "the database 'postgresql://me@db.example:5433/lessons'");
  EXPECT_EQ(parse_database_url("postgresql://me@h/d?password=hush1").password.reveal(), "hush1");
  EXPECT_THAT(parse_database_url("postgresql://me@h/d?password=hush1").name, Not(HasSubstr("hush1")));
}

TEST(DatabaseAddress, ReadsPasswordsAsPostgresqlDoes) {
  for (const std::string password : {"hush?word", "hush#word", "hush:word"}) {
    EXPECT_EQ(parse_database_url("postgresql://me:" + password + "@db.example/x").password.reveal(), password);
  }
}

TEST(DatabaseAddress, NeverShowsAPasswordThatWasWrittenWrongly) {
  for (const char* text :
       {"postgresql://me:hush/word@db.example/lessons", "postgresql://me:hu@word@db.example/lessons",
        "postgresql://me:hush%zzword@db/x", "mysql://me:hushword@db/x",
        "postgresql://me:hush:word@db/x?sslpassword=hush", "postgresql://me:hush word@db/x?nonsense=1"}) {
    const std::string message = refusal(text);
    EXPECT_THAT(message, Not(HasSubstr("hu"))) << text;
    EXPECT_THAT(message, Not(HasSubstr("word@"))) << text;
  }
}

TEST(DatabaseAddress, RefusesWhatItCannotOpen) {
  EXPECT_THAT(refusal(""), HasSubstr("names no file"));
  EXPECT_THAT(refusal("sqlite:"), HasSubstr("names no file"));
  EXPECT_THAT(refusal("sqlite:///tmp/x.db"), HasSubstr("write sqlite:FILE"));
  EXPECT_THAT(refusal("a\"b.db"), HasSubstr("double quote"));
  EXPECT_THAT(refusal(":memory:"), HasSubstr("must be a file"));
  EXPECT_THAT(refusal("redis://x"), HasSubstr("neither sqlite: nor postgresql:"));
}

}  // namespace
}  // namespace vina
