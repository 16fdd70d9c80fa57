// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/plan_command.h"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "cli/exit_code.h"
#include "cli/lesson_input.h"
#include "cli/messages.h"
#include "cli/plan_listing.h"
#include "cli/text_output.h"
#include "cli/vendor_arguments.h"
#include "cli/vendor_environment.h"
#include "pipeline/spend_plan.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  vina plan lesson.json
  vina plan lesson.json --profession "Clinical Researcher" --json | jq .usd_to_pay)";

struct PlanArguments {
  std::string lesson;
  std::string images = "auto";
  std::string language;
  VendorArguments vendors;
  bool as_json = false;
};

int run_plan(const PlanArguments& arguments, const Surroundings& surroundings) {
  RenderOptions options;
  options.images = arguments.images;
  options.language = arguments.language;
  options.publish = "folder";
  apply(arguments.vendors, surroundings.environment, options);
  require_readable_dotenv(surroundings.environment, options);
  const Messages messages{surroundings.error, Messages::Volume::kNormal};
  const LessonReading reading = read_lesson_input(arguments.lesson, surroundings, messages);
  if (!reading.lesson) return exit_code(ErrorKind::kInvalidLesson);
  const SpendPlan plan = plan_spending(*reading.lesson, options);
  write_to_standard_output(surroundings.output, arguments.as_json ? to_json(plan) : to_table(plan));
  refuse_beyond_budget(plan, options);
  return kExitSuccess;
}

}  // namespace

void declare_plan(CLI::App& program, Action& chosen) {
  const auto arguments = std::make_shared<PlanArguments>();
  CLI::App& command =
      *program.add_subcommand("plan", "Say what a render would ask vendors for, and what it would cost");
  command.footer(kExamples);
  command.add_option("LESSON", arguments->lesson, "The lesson's JSON file, or - for standard input")
      ->type_name("FILE")
      ->required();
  command.add_option("--images", arguments->images, "As for render")
      ->type_name("auto|google|gradient|DIR")
      ->capture_default_str();
  command.add_option("--language", arguments->language, "As for render")->type_name("TAG");
  declare_vendors(command, arguments->vendors);
  command.add_flag("--json", arguments->as_json, "One JSON object in place of the table");
  command.callback([arguments, &chosen] {
    chosen = [arguments](const Surroundings& surroundings) { return run_plan(*arguments, surroundings); };
  });
}

}  // namespace vina
