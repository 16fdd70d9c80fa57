// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/completion_script.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <CLI/CLI.hpp>

#include "cli/command_line.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::HasSubstr;

std::string script_for(Shell shell) {
  CLI::App program;
  Action chosen;
  declare_program(program, chosen);
  return completion_script(shell, program);
}

TEST(CompletionScript, HasEveryCommandAndOption) {
  CLI::App program;
  Action chosen;
  declare_program(program, chosen);
  for (const Shell shell : {Shell::kBash, Shell::kZsh, Shell::kFish}) {
    const std::string script = script_for(shell);
    for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
      EXPECT_THAT(script, HasSubstr(command->get_name()));
      for (const CLI::Option* option : command->get_options()) {
        const std::string prefix = shell == Shell::kFish ? "-l " : "--";
        for (const std::string& name : option->get_lnames()) EXPECT_THAT(script, HasSubstr(prefix + name));
      }
    }
  }
}

/// What bash offers for `line`, one word a line.
std::string offered_by_bash(const std::string& line) {
  const testing::ScratchFolder scratch;
  std::ofstream{scratch / "vina.bash"} << script_for(Shell::kBash);
  std::ofstream{scratch / "ask.bash"} << "compopt() { :; }\n"
                                      << "source " << (scratch / "vina.bash").string() << "\n"
                                      << "read -ra COMP_WORDS <<< '" << line << "'\n"
                                      << "[[ '" << line << "' == *' ' ]] && COMP_WORDS+=('')\n"
                                      << "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_vina\n"
                                      << "printf '%s\\n' \"${COMPREPLY[@]}\"\n";
  const std::string command = "cd " + scratch.path().string() + " && bash ask.bash > offered 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ifstream offered{scratch / "offered"};
  return {std::istreambuf_iterator<char>{offered}, {}};
}

TEST(CompletionScript, CompletesInBash) {
  if (std::system("bash --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "no bash here";
  EXPECT_EQ(offered_by_bash("vina re"), "render\n");
  EXPECT_EQ(offered_by_bash("vina "),
            "render\nbatch\nvalidate\nslides\nplan\npublish\ncheck\ndoctor\nlessons\ncache\ncompletion\nhelp\n");
  EXPECT_EQ(offered_by_bash("vina --v"), "--version\n");
  EXPECT_EQ(offered_by_bash("vina render a.json --tr"), "--transition\n");
  EXPECT_EQ(offered_by_bash("vina render a.json --transition "), "none\nfade\n");
  EXPECT_EQ(offered_by_bash("vina slides --safe-area s"), "social\n");
  EXPECT_EQ(offered_by_bash("vina render as"), "ask.bash\n");
  EXPECT_EQ(offered_by_bash("vina slides -o as"), "\n");  // folders only
  EXPECT_EQ(offered_by_bash("vina completion z"), "zsh\n");
  EXPECT_EQ(offered_by_bash("vina cache "), "ls\nrm\nverify\n");
  EXPECT_EQ(offered_by_bash("vina cache rm --a"), "--all\n");
}

TEST(CompletionScript, IsGrammaticalForTheShellsThatAreHere) {
  const testing::ScratchFolder scratch;
  std::ofstream{scratch / "_vina"} << script_for(Shell::kZsh);
  std::ofstream{scratch / "vina.fish"} << script_for(Shell::kFish);
  const std::string folder = scratch.path().string();
  if (std::system("zsh --version > /dev/null 2>&1") == 0) {
    EXPECT_EQ(std::system(("zsh -n " + folder + "/_vina").c_str()), 0);
  }
  if (std::system("fish --version > /dev/null 2>&1") == 0) {
    EXPECT_EQ(std::system(("fish -n " + folder + "/vina.fish").c_str()), 0);
  }
}

}  // namespace
}  // namespace vina
