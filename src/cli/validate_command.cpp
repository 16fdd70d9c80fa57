// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/validate_command.h"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "cli/exit_code.h"
#include "cli/lesson_input.h"
#include "cli/messages.h"
#include "cli/result_json.h"
#include "cli/text_output.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  vina validate lesson.json
  vina validate - --quiet < lesson.json | jq .faults)";

struct ValidateArguments {
  std::string lesson;
  bool quiet = false;
};

int run_validate(const ValidateArguments& arguments, const Surroundings& surroundings) {
  const auto volume = arguments.quiet ? Messages::Volume::kQuiet : Messages::Volume::kNormal;
  const Messages messages{surroundings.error, volume};
  LessonReading reading;
  try {
    reading = read_lesson_input(arguments.lesson, surroundings, messages);
  } catch (const Error& error) {  // a document too large or empty is a fault of the whole
    if (error.kind() != ErrorKind::kInvalidLesson) throw;
    messages.error(error.what());
    reading.faults.push_back({"", error.what()});
  }
  write_to_standard_output(surroundings.output, to_json(reading));
  return reading.lesson ? kExitSuccess : exit_code(ErrorKind::kInvalidLesson);
}

}  // namespace

void declare_validate(CLI::App& program, Action& chosen) {
  const auto arguments = std::make_shared<ValidateArguments>();
  CLI::App& command = *program.add_subcommand("validate", "Check a lesson and name every fault with its place");
  command.footer(kExamples);
  command.add_option("LESSON", arguments->lesson, "The lesson's JSON file, or - for standard input")
      ->type_name("FILE")
      ->required();
  command.add_flag("-q,--quiet", arguments->quiet, "Nothing but errors on standard error");
  command.callback([arguments, &chosen] {
    chosen = [arguments](const Surroundings& surroundings) { return run_validate(*arguments, surroundings); };
  });
}

}  // namespace vina
