// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/command_line.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "base/edit_distance.h"
#include "base/error.h"
#include "base/version.h"
#include "cli/batch_command.h"
#include "cli/cache_command.h"
#include "cli/check_command.h"
#include "cli/completion_command.h"
#include "cli/doctor_command.h"
#include "cli/lessons_command.h"
#include "cli/plan_command.h"
#include "cli/publish_command.h"
#include "cli/render_command.h"
#include "cli/slides_command.h"
#include "cli/validate_command.h"

namespace vina {
namespace {

constexpr const char* kFooter = R"(Examples:
  vina render lesson.json            a lesson becomes lesson.mp4 with captions and a report
  vina batch lessons -o videos       every lesson of a folder; a stopped batch goes on where it was
  vina validate lesson.json          every fault of a lesson, with its place
  vina slides lesson.json -o slides  the pictures, to look at
  vina doctor                        what this computer has and what is missing

'vina COMMAND --help' says more about a command. Exit codes: 0 done, 2 wrong call, 3 invalid lesson, 4 media, 5 storage,
10 less than asked for with --strict, 12 not as the report says, 130 stopped with Ctrl-C; all are in the man page.)";

const CLI::App& selected(const CLI::App& program) {
  const auto commands = program.get_subcommands();
  return commands.empty() ? program : *commands.back();
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::string full_name(const CLI::App& program, const CLI::App& command) {
  return &command == &program ? "vina" : "vina " + command.get_name();
}

[[noreturn]] void throw_usage_error(const CLI::App& program, std::string_view message) {
  throw Error{ErrorKind::kInvalidOption,
              fmt::format("{} (see '{} --help')", message, full_name(program, selected(program)))};
}

void refuse_unknown_options(const CLI::App& program) {
  for (const std::string& typed : program.remaining(true)) {
    const std::string name = typed.substr(0, typed.find('='));
    if (!name.starts_with("-") || name.size() == 1) continue;
    const std::vector<std::string> names = option_names(selected(program));
    throw_usage_error(program, fmt::format("unknown option '{}'{}", name, suggestion(name, names)));
  }
}

[[noreturn]] void throw_unknown_command(const CLI::App& program, const std::string& typed) {
  const std::vector<std::string> names = command_names(program);
  throw Error{ErrorKind::kInvalidOption,
              fmt::format("unknown command '{}'{} (see 'vina --help')", typed, suggestion(typed, names))};
}

[[noreturn]] void throw_not_expected(const CLI::App& program) {
  refuse_unknown_options(program);
  const std::vector<std::string> rest = program.remaining(true);
  const std::string typed = rest.empty() ? "" : rest.front();
  if (&selected(program) == &program) throw_unknown_command(program, typed);
  throw_usage_error(program, fmt::format("'{}' is one argument too many", typed));
}

/// An empty value is most often a variable of a script that was never set, and must not pass for the default.
void refuse_empty_values(const CLI::App& program) {
  for (const CLI::Option* option : selected(program).get_options()) {
    const std::vector<std::string>& values = option->results();
    if (!option->get_lnames().empty() && std::find(values.begin(), values.end(), "") != values.end()) {
      throw_usage_error(program,
                        fmt::format("--{} is empty; give it a value, or leave it out", option->get_lnames().front()));
    }
  }
}

/// Not App::help(): where a command was given, that shows the command's help for the program's.
std::string help_text(const CLI::App& program, const CLI::App& command) {
  return program.get_formatter()->make_help(&command, full_name(program, command), CLI::AppFormatMode::Normal);
}

/// `vina help [COMMAND]`, which many try before --help. Declared last: it names all the others.
void declare_help(CLI::App& program) {
  const std::string names = fmt::format("{}", fmt::join(command_names(program), "|"));
  CLI::App& command = *program.add_subcommand("help", "Print help for the program or a command");
  command.footer("Examples:\n  vina help\n  vina help render");
  command.add_option("COMMAND", "Which command")->type_name(names);
}

std::string asked_help(const CLI::App& program, const CLI::App& help) {
  const std::vector<std::string>& asked = help.get_option("COMMAND")->results();
  if (asked.empty()) return help_text(program, program);
  const auto found = program.get_subcommands([&](const CLI::App* each) { return each->get_name() == asked.front(); });
  if (found.empty()) throw_unknown_command(program, asked.front());
  return help_text(program, *found.front());
}

}  // namespace

std::string suggestion(std::string_view typed, const std::vector<std::string>& names) {
  std::string_view nearest;
  std::size_t least = 3;
  for (const std::string& name : names) {
    const std::size_t distance = edit_distance(typed, name);
    if (distance < least && distance < typed.size() / 2) {
      least = distance;
      nearest = name;
    }
  }
  return nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest);
}

void declare_program(CLI::App& program, Action& chosen) {
  program.name("vina");
  program.description("Turns a lesson (JSON) into a narrated, captioned vertical video.");
  program.footer(kFooter);
  const std::string version = std::string{"vina "} + kVersion;
  program.set_version_flag("--version", version, "Print the version");
  program.set_help_flag("-h,--help", "Print this help");
  program.require_subcommand(0, 1);  // the word after a command is its argument, also where it names another command
  program.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  declare_render(program, chosen);
  declare_batch(program, chosen);
  declare_validate(program, chosen);
  declare_slides(program, chosen);
  declare_plan(program, chosen);
  declare_publish(program, chosen);
  declare_check(program, chosen);
  declare_doctor(program, chosen);
  declare_lessons(program, chosen);
  declare_cache(program, chosen);
  declare_completion(program, chosen);
  declare_help(program);
  for (CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    command->set_version_flag("--version", version, "Print the version")->group("");  // works, but is no news
  }
}

std::optional<std::string> parse(CLI::App& program, std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  try {
    program.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return help_text(program, selected(program));
  } catch (const CLI::CallForVersion& version) {
    return std::string{version.what()} + "\n";
  } catch (const CLI::ExtrasError&) {
    throw_not_expected(program);
  } catch (const CLI::RequiredError& missing) {
    refuse_unknown_options(program);  // what was mistyped explains what is missing
    throw_usage_error(program, missing.what());
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string_view text{error.what()};  // "--output: 1 required FILE missing"
    throw_usage_error(program, fmt::format("{} needs a value", text.substr(0, text.find(':'))));
  } catch (const CLI::ParseError& error) {
    throw_usage_error(program, error.what());
  }
  if (program.get_subcommands().empty()) throw_usage_error(program, "a command is missing");
  refuse_empty_values(program);
  if (const CLI::App& command = selected(program); command.get_name() == "help") return asked_help(program, command);
  return std::nullopt;
}

}  // namespace vina
