// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/environment.h"

#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace vina {
namespace {

Environment environment_of(const std::map<std::string, std::string>& variables, const DotEnv& dotenv = {}) {
  return read_environment(
      [&variables](const char* name) -> const char* {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
      },
      dotenv);
}

TEST(Environment, WantsCaptionsUnlessTheVariableSaysNo) {
  EXPECT_TRUE(captions_wanted(environment_of({})));
  for (const char* yes : {"", "true", "TRUE", "1", "yes", "on"}) {
    EXPECT_TRUE(captions_wanted(environment_of({{"VIDEO_GENERATE_SUBTITLES", yes}}))) << yes;
  }
  for (const char* no : {"false", "False", "0", "no", "off"}) {
    EXPECT_FALSE(captions_wanted(environment_of({{"VIDEO_GENERATE_SUBTITLES", no}}))) << no;
  }
}

TEST(Environment, NamesTheVariableItCannotRead) {
  try {
    captions_wanted(environment_of({{"VIDEO_GENERATE_SUBTITLES", "maybe"}}));
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    EXPECT_THAT(error.public_message(), ::testing::HasSubstr("VIDEO_GENERATE_SUBTITLES is 'maybe'"));
  }
}

TEST(Environment, TakesTheDatabaseFromDotEnvWhereTheEnvironmentIsSilent) {
  const DotEnv dotenv = parse_dotenv("VINA_DATABASE_URL=of-dotenv.db", ".env");
  EXPECT_EQ(environment_of({}).database_url, "");
  EXPECT_EQ(environment_of({}, dotenv).database_url, "of-dotenv.db");
  EXPECT_EQ(environment_of({{"VINA_DATABASE_URL", "of-environment.db"}}, dotenv).database_url, "of-environment.db");
}

TEST(Environment, HeedsNoColorUnlessItIsEmpty) {
  EXPECT_TRUE(environment_of({}).colour);
  EXPECT_TRUE(environment_of({{"NO_COLOR", ""}}).colour);
  EXPECT_FALSE(environment_of({{"NO_COLOR", "1"}}).colour);
}

TEST(Environment, TakesVendorsFromDotEnvWhereTheEnvironmentIsSilent) {
  const std::map<std::string, std::string> variables{{"GEMINI_API_KEY", "from environment"},
                                                     {"ELEVENLABS_API_KEY", ""}};
  const DotEnv dotenv = parse_dotenv(
      "GEMINI_API_KEY=a\nELEVENLABS_API_KEY=b\nVINA_IMAGE_MODEL=c\nPATH=d\n"
      "VIDEO_GENERATE_SUBTITLES=no",
      ".env");
  const Environment environment = environment_of(variables, dotenv);
  EXPECT_THAT(environment.vendors, ::testing::ElementsAre(::testing::Pair("GEMINI_API_KEY", "from environment"),
                                                          ::testing::Pair("VINA_IMAGE_MODEL", "c")))
      << "an empty variable of the environment switches the one of the file off";
  EXPECT_FALSE(captions_wanted(environment));
}

TEST(Environment, LetsDotEnvSayNothingOfWhatTheEnvironmentNamesInAnotherWay) {
  const std::map<std::string, std::string> variables{{"GEMINI_API_KEY", "a"}, {"CLOUDINARY_URL", "b"}};
  const DotEnv dotenv = parse_dotenv("GOOGLE_AI_API_KEY=c\nCLOUDINARY_CLOUD_NAME=d\nELEVENLABS_API_KEY=e", ".env");
  EXPECT_THAT(environment_of(variables, dotenv).vendors,
              ::testing::ElementsAre(::testing::Pair("CLOUDINARY_URL", "b"), ::testing::Pair("ELEVENLABS_API_KEY", "e"),
                                     ::testing::Pair("GEMINI_API_KEY", "a")));
}

TEST(Environment, TellsWhatTheTerminalCanShow) {
  EXPECT_TRUE(environment_of({}).dumb_terminal);
  EXPECT_TRUE(environment_of({{"TERM", "dumb"}}).dumb_terminal);
  EXPECT_FALSE(environment_of({{"TERM", "xterm"}}).dumb_terminal);
  EXPECT_TRUE(environment_of({{"LANG", "de_DE.UTF-8"}}).utf8);
  EXPECT_FALSE(environment_of({{"LANG", "de_DE.UTF-8"}, {"LC_ALL", "C"}}).utf8);
}

}  // namespace
}  // namespace vina
