// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/slides_command.h"

#include <filesystem>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "cli/exit_code.h"
#include "cli/lesson_input.h"
#include "cli/look_arguments.h"
#include "cli/messages.h"
#include "cli/text_output.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  vina slides lesson.json -o slides
  vina slides lesson.json -o slides --theme light --images pictures)";

struct SlidesArguments {
  std::string lesson;
  std::string output;
  LookArguments look;
  ViewerContext viewer;
  bool quiet = false;
};

int run_slides(const SlidesArguments& arguments, const Surroundings& surroundings) {
  const auto volume = arguments.quiet ? Messages::Volume::kQuiet : Messages::Volume::kNormal;
  RenderOptions options;
  apply(arguments.look, options);
  if (options.images == "google") {
    throw Error{ErrorKind::kInvalidOption,
                "--images google is for render: looking at slides costs nothing; name a folder"};
  }
  if (options.images == "auto") options.images = "gradient";
  options.vendors.google.viewer = arguments.viewer;
  options.voice = "espeak";
  options.publish = "folder";
  validate(options);
  const Messages messages{surroundings.error, volume};
  const LessonReading reading = read_lesson_input(arguments.lesson, surroundings, messages);
  if (!reading.lesson) return exit_code(ErrorKind::kInvalidLesson);
  std::string list;
  const ExportedSlides exported =
      surroundings.export_slides(*reading.lesson, options, arguments.output, surroundings.stop);
  messages.warnings(exported.warnings);
  for (const std::filesystem::path& file : exported.files) list += file.string() + "\n";
  write_answer(surroundings.output, list, "the pictures in '" + arguments.output + "' are");
  return kExitSuccess;
}

}  // namespace

void declare_slides(CLI::App& program, Action& chosen) {
  const auto arguments = std::make_shared<SlidesArguments>();
  CLI::App& command = *program.add_subcommand("slides", "Draw every picture of a lesson as PNG, and a contact sheet");
  command.footer(kExamples);
  command.add_option("LESSON", arguments->lesson, "The lesson's JSON file, or - for standard input")
      ->type_name("FILE")
      ->required();
  command.add_option("-o,--output", arguments->output, "The folder for the pictures; made if it is not there")
      ->type_name("DIR")
      ->required();
  declare_look(command, arguments->look);
  command.add_option("--profession", arguments->viewer.profession, "The viewer's profession, below the lesson's title")
      ->type_name("TEXT");
  command.add_option("--industry", arguments->viewer.industry, "The viewer's industry")->type_name("TEXT");
  command.add_option("--experience", arguments->viewer.experience, "The viewer's experience")->type_name("TEXT");
  command.add_flag("-q,--quiet", arguments->quiet, "Nothing but errors on standard error");
  command.callback([arguments, &chosen] {
    chosen = [arguments](const Surroundings& surroundings) { return run_slides(*arguments, surroundings); };
  });
}

}  // namespace vina
