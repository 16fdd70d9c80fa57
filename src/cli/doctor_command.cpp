// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/doctor_command.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "cli/exit_code.h"
#include "cli/health.h"
#include "cli/health_of_database.h"
#include "cli/health_of_vendors.h"
#include "cli/text_output.h"
#include "cli/vendor_environment.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  vina doctor
  vina doctor --online
  vina doctor --json | jq '.checks[] | select(.health != "ok")')";

struct DoctorArguments {
  bool as_json = false;
  bool online = false;
};

void examine_what_is_elsewhere(const Surroundings& surroundings, std::vector<HealthCheck>& checks) {
  require_readable_dotenv(surroundings.environment, {});
  const VendorOptions vendors = vendor_options(surroundings.environment);
  examine_google(vendors.google, surroundings.stop, checks);
  examine_elevenlabs(vendors.elevenlabs, surroundings.stop, checks);
  examine_cloudinary(vendors.cloudinary, surroundings.stop, checks);
  examine_database(surroundings.environment.database_url, surroundings.stop, checks);
}

int run_doctor(const DoctorArguments& arguments, const Surroundings& surroundings) {
  std::vector<HealthCheck> checks = examine_computer();
  if (arguments.online) examine_what_is_elsewhere(surroundings, checks);
  write_to_standard_output(surroundings.output, arguments.as_json ? to_json(checks) : to_table(checks));
  return is_healthy(checks) ? kExitSuccess : exit_code(ErrorKind::kMedia);
}

}  // namespace

void declare_doctor(CLI::App& program, Action& chosen) {
  const auto arguments = std::make_shared<DoctorArguments>();
  CLI::App& command =
      *program.add_subcommand("doctor", "Look at codecs, fonts, voices and folders, and say what is missing");
  command.footer(kExamples);
  command.add_flag("--online", arguments->online,
                   "Ask the vendors too: keys, models, quotas, of which nothing is charged; and the database");
  command.add_flag("--json", arguments->as_json, "One JSON object in place of the table");
  command.callback([arguments, &chosen] {
    chosen = [arguments](const Surroundings& surroundings) { return run_doctor(*arguments, surroundings); };
  });
}

}  // namespace vina
