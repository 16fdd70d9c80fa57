// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/lesson_options.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/error.h"
#include "cli/command_line.h"

namespace vina {
namespace {

/// What holds for a whole run.
constexpr const char* kOfTheRun[] = {"--threads", "--fresh", "--quiet", "--cache", "--budget", "--db"};

std::vector<std::string> names_of(const CLI::App& app) {
  std::vector<std::string> names{"file", "lesson", "output"};
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back(name);
  }
  return names;
}

}  // namespace

/// The command line's own declarations, so that an option means the same in a manifest.
struct LessonOptions::Parser {
  CLI::App app;
};

LessonOptions::LessonOptions(RenderArguments common) : common_{std::move(common)}, parser_{std::make_unique<Parser>()} {
  CLI::App& app = parser_->app;
  app.set_help_flag("");
  declare_selection(app, arguments_.selection);
  declare_render_options(app, arguments_);
  for (const char* name : kOfTheRun) app.remove_option(app.get_option(name));
}

LessonOptions::~LessonOptions() = default;

RenderArguments LessonOptions::with(const std::vector<std::pair<std::string, std::string>>& options) {
  arguments_ = common_;
  for (const auto& [name, value] : options) {
    CLI::Option* option = name.size() < 2 ? nullptr : parser_->app.get_option_no_throw("--" + name);
    if (option == nullptr) {
      throw Error{ErrorKind::kInvalidOption,
                  fmt::format("\"{}\" is no option of a lesson{}", name, suggestion(name, names_of(parser_->app)))};
    }
    const bool is_flag = option->get_items_expected_max() == 0;
    if (is_flag && value != "true" && value != "false") {
      throw Error{ErrorKind::kInvalidOption, fmt::format("\"{}\" must be true or false", name)};
    }
    option->clear();
    option->add_result(value);
    option->run_callback();
    option->clear();
  }
  return arguments_;
}

}  // namespace vina
