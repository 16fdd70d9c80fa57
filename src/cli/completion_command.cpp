// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/completion_command.h"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/completion_script.h"
#include "cli/exit_code.h"
#include "cli/option_values.h"
#include "cli/text_output.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  source <(vina completion bash)
  vina completion zsh > "${fpath[1]}/_vina"
  vina completion fish > ~/.config/fish/completions/vina.fish)";

}  // namespace

void declare_completion(CLI::App& program, Action& chosen) {
  const auto shell = std::make_shared<std::string>();
  CLI::App& command = *program.add_subcommand("completion", "Print the completion script of a shell");
  command.footer(kExamples);
  command.add_option("SHELL", *shell, "Which shell")->type_name("bash|zsh|fish")->required();
  command.callback([shell, &program, &chosen] {
    chosen = [shell, &program](const Surroundings& surroundings) {
      const std::size_t which = choice("the shell", *shell, {"bash", "zsh", "fish"});
      write_to_standard_output(surroundings.output, completion_script(static_cast<Shell>(which), program));
      return kExitSuccess;
    };
  });
}

}  // namespace vina
