// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/command_line.h"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <CLI/CLI.hpp>

#include "base/error.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string usage_error(const std::vector<std::string>& arguments) {
  CLI::App program;
  Action chosen;
  declare_program(program, chosen);
  try {
    parse(program, arguments);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    EXPECT_THAT(error.public_message(), AllOf(HasSubstr("--help')"), Not(HasSubstr("\n"))));
    return error.public_message();
  }
  ADD_FAILURE() << "accepted";
  return "";
}

std::string text_for(const std::vector<std::string>& arguments) {
  CLI::App program;
  Action chosen;
  declare_program(program, chosen);
  return parse(program, arguments).value_or("");
}

TEST(CommandLine, NamesTheNearestOption) {
  EXPECT_EQ(usage_error({"render", "a.json", "--thme", "x"}),
            "unknown option '--thme'; did you mean --theme? (see 'vina render --help')");
  EXPECT_EQ(usage_error({"render", "a.json", "--outptu=x"}),
            "unknown option '--outptu'; did you mean --output? (see 'vina render --help')");
  EXPECT_EQ(usage_error({"render", "a.json", "--frobnicate"}),
            "unknown option '--frobnicate' (see 'vina render --help')");
  EXPECT_EQ(usage_error({"render", "--bogus"}), "unknown option '--bogus' (see 'vina render --help')")
      << "rather than the lesson it stands in place of";
  EXPECT_EQ(usage_error({"slides", "a.json", "--outptu=x"}),
            "unknown option '--outptu'; did you mean --output? (see 'vina slides --help')");
  EXPECT_EQ(usage_error({"--quiet"}), "unknown option '--quiet' (see 'vina --help')");
}

TEST(CommandLine, NamesTheNearestCommand) {
  EXPECT_EQ(usage_error({"redner", "a.json"}), "unknown command 'redner'; did you mean render? (see 'vina --help')");
  EXPECT_EQ(usage_error({"lesson.json"}), "unknown command 'lesson.json' (see 'vina --help')");
  EXPECT_EQ(usage_error({}), "a command is missing (see 'vina --help')");
}

TEST(CommandLine, SaysWhatIsMissingOrTooMuch) {
  EXPECT_EQ(usage_error({"render"}), "LESSON is required, or --lesson (see 'vina render --help')");
  EXPECT_EQ(usage_error({"slides", "a.json"}), "--output is required (see 'vina slides --help')");
  EXPECT_EQ(usage_error({"render", "a.json", "--theme"}), "--theme needs a value (see 'vina render --help')");
  EXPECT_EQ(usage_error({"render", "a.json", "b.json"}),
            "'b.json' is one argument too many (see 'vina render --help')");
  usage_error({"render", "a.json", "--quiet=perhaps"});
  EXPECT_EQ(usage_error({"render", "a.json", "doctor"}),
            "'doctor' is one argument too many (see 'vina render --help')");
  EXPECT_EQ(text_for({"render", "doctor"}), "") << "a file may be named like a command";
}

TEST(CommandLine, RefusesAnEmptyValue) {
  EXPECT_EQ(usage_error({"render", "a.json", "-o", ""}),
            "--output is empty; give it a value, or leave it out (see 'vina render --help')");
  EXPECT_EQ(usage_error({"slides", "a.json", "-o", "x", "--logo", ""}),
            "--logo is empty; give it a value, or leave it out (see 'vina slides --help')");
  EXPECT_EQ(usage_error({"render", "a.json", "--theme="}), "--theme needs a value (see 'vina render --help')");
}

TEST(CommandLine, TakesTheLastOfARepeatedOption) {
  EXPECT_EQ(text_for({"render", "a.json", "--rate", "100", "--rate", "200", "-q", "-q"}), "");
}

TEST(CommandLine, ShowsHelpWithExamplesForTheProgramAndEachCommand) {
  EXPECT_THAT(text_for({"--help"}), AllOf(HasSubstr("Examples:"), HasSubstr("vina render lesson.json")));
  for (const char* command : {"render", "batch", "validate", "slides", "doctor", "cache", "completion"}) {
    const std::string usage = std::string{"Usage: vina "} + command;
    EXPECT_THAT(text_for({command, "--help"}), AllOf(HasSubstr(usage), HasSubstr("Examples:"))) << command;
    EXPECT_THAT(text_for({command, "-h"}), HasSubstr(usage));
  }
}

TEST(CommandLine, ShowsTheSameHelpForTheWordHelp) {
  EXPECT_EQ(text_for({"help"}), text_for({"--help"}));
  for (const char* command : {"render", "batch", "validate", "slides", "doctor", "cache", "completion", "help"}) {
    EXPECT_EQ(text_for({"help", command}), text_for({command, "--help"}));
  }
  EXPECT_EQ(usage_error({"help", "rendr"}), "unknown command 'rendr'; did you mean render? (see 'vina --help')");
}

TEST(CommandLine, ShowsTheVersion) {
  for (const char* command : {"render", "batch", "validate", "slides", "doctor", "cache", "completion", "help"}) {
    EXPECT_EQ(text_for({command, "--version"}), text_for({"--version"}));
  }
  EXPECT_THAT(text_for({"--version"}), ::testing::MatchesRegex("vina [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

/// Every name a user can type, for checking that the documents have it.
std::vector<std::string> all_names() {
  CLI::App program;
  Action chosen;
  declare_program(program, chosen);
  std::vector<std::string> names;
  const auto add = [&names](const CLI::App& app) {
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
      for (const std::string& name : option->get_snames()) names.push_back("-" + name);
    }
  };
  add(program);
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
    add(*command);
  }
  return names;
}

std::string content(const std::string& path) {
  std::ifstream file{path};
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(CommandLine, IsInTheManPageOptionByOption) {
  std::string page = content(std::string{VINA_SOURCE_DIR} + "/docs/vina.1");
  std::erase(page, '\\');  // roff writes a hyphen as "\-"
  for (const std::string& name : all_names()) EXPECT_THAT(page, HasSubstr(name));
}

TEST(CommandLine, IsInTheDocumentationOptionByOption) {
  const std::string page = content(std::string{VINA_SOURCE_DIR} + "/docs/cli.md");
  for (const std::string& name : all_names())
    EXPECT_THAT(page, ::testing::AnyOf(HasSubstr("`" + name), HasSubstr("| `" + name)));
}

}  // namespace
}  // namespace vina
