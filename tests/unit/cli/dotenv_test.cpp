// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/dotenv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

TEST(DotEnv, ReadsNamesAndValues) {
  const DotEnv found =
      parse_dotenv("A=1\n\n# a comment\n  B = two words  \nexport C=3\r\nD=\nE=x # why\nF=a#b\n", ".env");
  EXPECT_THAT(found.variables, ElementsAre(Pair("A", "1"), Pair("B", "two words"), Pair("C", "3"), Pair("D", ""),
                                           Pair("E", "x"), Pair("F", "a#b")));
  EXPECT_THAT(found.fault, IsEmpty());
}

TEST(DotEnv, KeepsWhatStandsInQuotes) {
  const DotEnv found = parse_dotenv("A='a # \\n b'\nB=\"a\\n\\\"b\\\" \\\\ # \" # why\n", ".env");
  EXPECT_THAT(found.variables, ElementsAre(Pair("A", "a # \\n b"), Pair("B", "a\n\"b\" \\ # ")));
}

TEST(DotEnv, ReadsAQuotedValueOverSeveralLinesAndCountsThem) {
  const DotEnv found = parse_dotenv("A=\"-----BEGIN-----\nxyz\\\"=\n-----END-----\"\nB='1\n2'\nwrong\nC=3\n", ".env");
  EXPECT_THAT(found.variables,
              ElementsAre(Pair("A", "-----BEGIN-----\nxyz\"=\n-----END-----"), Pair("B", "1\n2"), Pair("C", "3")));
  EXPECT_THAT(found.fault, HasSubstr("line 6"));
}

TEST(DotEnv, KnowsAFileWithAByteOrderMark) {
  EXPECT_THAT(parse_dotenv("\xEF\xBB\xBF"
                           "A=1",
                           ".env")
                  .variables,
              ElementsAre(Pair("A", "1")));
}

TEST(DotEnv, TakesTheLastValueOfAName) {
  EXPECT_THAT(parse_dotenv("A=1\nA=2", ".env").variables, ElementsAre(Pair("A", "2")));
}

TEST(DotEnv, NamesTheLineItCannotReadButNotItsContent) {
  for (const char* wrong :
       {"sk-secret", "1A=sk-secret", "A='sk-secret", "A=\"sk-secret", "A='sk' -secret", "=sk-secret"}) {
    const DotEnv found = parse_dotenv(std::string{"B=1\n"} + wrong + "\n", "my.env");
    EXPECT_THAT(found.fault, HasSubstr("'my.env' line 2")) << wrong;
    EXPECT_THAT(found.fault, Not(HasSubstr("secret"))) << wrong;
    EXPECT_THAT(found.variables, ElementsAre(Pair("B", "1"))) << wrong;
  }
}

TEST(DotEnv, IsEmptyWhereThereIsNoFile) {
  const testing::ScratchFolder folder;
  const DotEnv found = read_dotenv(folder / ".env");
  EXPECT_THAT(found.variables, IsEmpty());
  EXPECT_THAT(found.fault, IsEmpty());
}

TEST(DotEnv, RefusesAFileThatCannotBeOne) {
  const testing::ScratchFolder folder;
  std::ofstream{folder / ".env"} << "A=" << std::string(70'000, 'x');
  EXPECT_THAT(read_dotenv(folder / ".env").fault, HasSubstr("64 KiB"));
}

}  // namespace
}  // namespace vina
