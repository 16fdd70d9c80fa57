// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/command_line.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/version.h"
#include "cli/completion_command.h"
#include "cli/doctor_command.h"
#include "cli/render_command.h"
#include "cli/slides_command.h"
#include "cli/validate_command.h"

namespace vina {
namespace {

constexpr const char* kFooter = R"(Examples:
  vina render lesson.json            a lesson becomes lesson.mp4 with captions and a report
  vina validate lesson.json          every fault of a lesson, with its place
  vina slides lesson.json -o slides  the pictures, to look at
  vina doctor                        what this computer has and what is missing

'vina COMMAND --help' says more about a command. Exit codes: 0 done, 2 wrong call, 3 invalid lesson, 4 media, 5 storage,
10 less than asked for with --strict, 130 stopped with Ctrl-C; all of them are in the man page.)";

/// How many characters must be typed, dropped or changed to make `a` of `b` (Levenshtein).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({change, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

/// "; did you mean --theme?", or nothing where no name is near.
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

[[noreturn]] void throw_usage_error(const CLI::App& program, std::string_view message) {
  const CLI::App& command = selected(program);
  const std::string name = &command == &program ? "vina" : "vina " + command.get_name();
  throw Error{ErrorKind::kInvalidOption, fmt::format("{} (see '{} --help')", message, name)};
}

[[noreturn]] void throw_not_expected(const CLI::App& program) {
  const CLI::App& command = selected(program);
  const std::vector<std::string> rest = program.remaining(true);
  const std::string typed = rest.empty() ? "" : rest.front();
  const std::string name = typed.substr(0, typed.find('='));
  if (name.starts_with("-") && name.size() > 1) {
    throw_usage_error(program, fmt::format("unknown option '{}'{}", name, suggestion(name, option_names(command))));
  }
  if (&command == &program) {
    const std::vector<std::string> names = command_names(program);
    throw_usage_error(program, fmt::format("unknown command '{}'{}", typed, suggestion(typed, names)));
  }
  throw_usage_error(program, fmt::format("'{}' is one argument too many", typed));
}

}  // namespace

void declare_program(CLI::App& program, Action& chosen) {
  program.name("vina");
  program.description("Turns a lesson (JSON) into a narrated, captioned vertical video.");
  program.footer(kFooter);
  program.set_version_flag("--version", std::string{"vina "} + kVersion, "Print the version");
  program.set_help_flag("-h,--help", "Print this help");
  program.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  declare_render(program, chosen);
  declare_validate(program, chosen);
  declare_slides(program, chosen);
  declare_doctor(program, chosen);
  declare_completion(program, chosen);
}

std::optional<std::string> parse(CLI::App& program, std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  try {
    program.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return selected(program).help(&selected(program) == &program ? "" : "vina");
  } catch (const CLI::CallForVersion& version) {
    return std::string{version.what()} + "\n";
  } catch (const CLI::ExtrasError&) {
    throw_not_expected(program);
  } catch (const CLI::RequiredError& missing) {
    throw_usage_error(program, missing.what());
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string_view text{error.what()};  // "--output: 1 required FILE missing"
    throw_usage_error(program, fmt::format("{} needs a value", text.substr(0, text.find(':'))));
  } catch (const CLI::ParseError& error) {
    throw_usage_error(program, error.what());
  }
  if (program.get_subcommands().empty()) throw_usage_error(program, "a command is missing");
  return std::nullopt;
}

}  // namespace vina
