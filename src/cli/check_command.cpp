// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/check_command.h"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/check_listing.h"
#include "cli/exit_code.h"
#include "cli/text_output.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  vina check intro.mp4
  vina check intro.mp4 --offline --json | jq '.findings[] | select(.ok | not)')";

struct CheckArguments {
  std::string video;
  std::string report;
  bool offline = false;
  bool as_json = false;
};

int run_check(const CheckArguments& arguments, const Surroundings& surroundings) {
  require_standard_output(surroundings.output);
  const CheckOptions options{arguments.video, arguments.report, arguments.offline};
  const CheckResult result = surroundings.check(options, surroundings.stop);
  write_to_standard_output(surroundings.output, arguments.as_json ? to_json(result) : to_table(result));
  return result.ok() ? kExitSuccess : kExitNotAsReported;
}

}  // namespace

void declare_check(CLI::App& program, Action& chosen) {
  const auto arguments = std::make_shared<CheckArguments>();
  CLI::App& command = *program.add_subcommand("check", "Prove that a finished video is what its report says");
  command.footer(kExamples);
  command.add_option("VIDEO", arguments->video, "The video, with its captions beside it")
      ->type_name("FILE")
      ->required();
  command.add_option("--report", arguments->report, "The report; default: the video's name with .json")
      ->type_name("FILE");
  command.add_flag("--offline", arguments->offline, "Do not ask whether published files are there");
  command.add_flag("--json", arguments->as_json, "One JSON object in place of the table");
  command.callback([arguments, &chosen] {
    chosen = [arguments](const Surroundings& surroundings) { return run_check(*arguments, surroundings); };
  });
}

}  // namespace vina
