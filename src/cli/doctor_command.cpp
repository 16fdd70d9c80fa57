// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/doctor_command.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "cli/exit_code.h"
#include "cli/health.h"
#include "cli/text_output.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  vina doctor
  vina doctor --json | jq '.checks[] | select(.health != "ok")')";

int run_doctor(bool as_json, const Surroundings& surroundings) {
  const std::vector<HealthCheck> checks = examine_computer();
  write_to_standard_output(surroundings.output, as_json ? to_json(checks) : to_table(checks));
  return is_healthy(checks) ? kExitSuccess : exit_code(ErrorKind::kMedia);
}

}  // namespace

void declare_doctor(CLI::App& program, Action& chosen) {
  const auto as_json = std::make_shared<bool>(false);
  CLI::App& command =
      *program.add_subcommand("doctor", "Look at codecs, fonts, voices and folders, and say what is missing");
  command.footer(kExamples);
  command.add_flag("--json", *as_json, "One JSON object in place of the table");
  command.callback([as_json, &chosen] {
    chosen = [as_json](const Surroundings& surroundings) { return run_doctor(*as_json, surroundings); };
  });
}

}  // namespace vina
