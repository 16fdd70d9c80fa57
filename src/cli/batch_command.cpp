// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_command.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "cli/batch_display.h"
#include "cli/batch_job_record.h"
#include "cli/batch_plan.h"
#include "cli/batch_summary.h"
#include "cli/exit_code.h"
#include "cli/messages.h"
#include "cli/option_values.h"
#include "cli/text_output.h"
#include "cli/vendor_environment.h"
#include "pipeline/output_files.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  vina batch lessons -o videos                      every .json file of a folder
  vina batch course.jsonl -o videos --jobs 2        a manifest, one lesson a line:
    {"file": "l01.json", "output": "nurse/l01.mp4", "profession": "Nurse", "theme": "light"}
  vina batch --db lessons.db --course c_llm -o videos --difficulty 3
  vina batch course.jsonl -o videos --budget 20     the same again: goes on where it stopped)";

constexpr int kMostJobs = 64;

BatchOptions batch_options(const BatchArguments& arguments, const Environment& environment) {
  const std::filesystem::path folder{arguments.output};
  BatchOptions options{.vendors = to_options(arguments.render, environment).vendors,
                       .journal = folder / kBatchJournalFile};
  const int jobs = whole_number("--jobs", arguments.jobs);
  if (jobs < 1 || jobs > kMostJobs) {
    throw Error{ErrorKind::kInvalidOption, fmt::format("--jobs is {}; it must be from 1 to {}", jobs, kMostJobs)};
  }
  options.jobs = static_cast<std::size_t>(jobs);
  if (!arguments.again.empty()) {
    const bool all = choice("--again", arguments.again, {"degraded", "all"}) == 1;
    options.again = all ? BatchAgain::kAll : BatchAgain::kDegraded;
  }
  return options;
}

/// A summary of an earlier run is replaced; anything else of that name is most likely a lesson.
void require_own_summary(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored) || is_own_report(file)) return;
  throw Error{ErrorKind::kInvalidOption,
              fmt::format("'{}' is in the way of the batch's summary; move it, or choose another folder with --output",
                          file.string())};
}

/// Tells the display, and the database where the lessons come from one.
BatchSummary render_all(const BatchPlan& plan, const BatchArguments& arguments, const BatchOptions& options,
                        const Surroundings& surroundings, const Messages& messages) {
  std::optional<BatchJobRecord> record;
  if (plan.database) record.emplace(*plan.database, arguments.output, plan.lessons, surroundings.stop);
  std::unique_ptr<BatchDisplay> display;
  if (!arguments.render.quiet) {
    std::vector<std::string> names;
    for (const BatchLesson& lesson : plan.lessons) names.push_back(lesson.name);
    display = make_batch_display(surroundings, std::move(names));
  }
  const BatchListener listener{.began =
                                   [&](std::size_t lesson) {
                                     if (record) record->began(lesson);
                                     if (display) display->began(lesson);
                                   },
                               .progress =
                                   [&](std::size_t lesson, const Progress& progress) {
                                     if (display) display->update(lesson, progress);
                                   },
                               .ended =
                                   [&](std::size_t lesson, const BatchOutcome& outcome) {
                                     if (record) record->ended(lesson, outcome);
                                     if (display) display->ended(lesson, outcome);
                                   }};
  BatchSummary summary = surroundings.render_batch(plan.lessons, options, listener, surroundings.stop);
  if (display) display->finish();
  if (record) {
    if (const std::optional<Warning> fault = record->settle(summary)) messages.warning(*fault);
  }
  return summary;
}

int exit_code_of(const BatchSummary& summary) {
  if (summary.is_complete()) return kExitSuccess;
  return summary.stopped ? kExitCancelled : kExitIncompleteBatch;
}

int run_batch(const BatchArguments& arguments, const Surroundings& surroundings) {
  const auto volume = arguments.render.quiet ? Messages::Volume::kQuiet : Messages::Volume::kNormal;
  const Messages messages{surroundings.error, volume};
  require_standard_output(surroundings.output);
  const BatchOptions options = batch_options(arguments, surroundings.environment);
  BatchPlan plan = plan_batch(arguments, surroundings, messages);
  if (!plan.faults.empty()) {
    for (const std::string& fault : plan.faults) messages.error(fault);
    return exit_code(ErrorKind::kInvalidOption);
  }
  const std::filesystem::path summary_file = std::filesystem::path{arguments.output} / kBatchSummaryFile;
  require_own_summary(summary_file);
  prepare_outputs(arguments, plan.lessons);
  const BatchSummary summary = render_all(plan, arguments, options, surroundings, messages);

  for (const std::string& line : shortcomings(summary)) messages.error(line);
  if (!arguments.render.quiet) {
    for (const std::string& line : to_lines(summary)) write_message(surroundings.error, one_line(line) + "\n");
  }
  if (summary.stopped) messages.error("stopped; the same command goes on where it was");
  const std::string json = to_json(summary);
  AtomicFile file{summary_file};
  file.write_all(json);
  file.commit();
  write_answer(surroundings.output, json, "the videos in '" + arguments.output + "' are");
  return exit_code_of(summary);
}

/// Inputs, or rows of the database.
void require_source(const BatchArguments& arguments) {
  const RenderArguments& common = arguments.render;
  const auto refuse = [](const char* message) {
    throw Error{ErrorKind::kInvalidOption, std::string{message} + " (see 'vina batch --help')"};
  };
  if (!arguments.inputs.empty() && !common.lesson_id.empty())
    refuse("INPUT and --lesson are two sources; leave one out");
  if (arguments.inputs.empty() && common.lesson_id.empty() && !is_typed(common.selection)) {
    refuse("INPUT is required, or --db, --course or --lesson");
  }
}

void remove(CLI::App& command, const char* option) {
  command.remove_option(command.get_option(option));
}

}  // namespace

void declare_batch(CLI::App& program, Action& chosen) {
  const auto arguments = std::make_shared<BatchArguments>();
  CLI::App& command = *program.add_subcommand("batch", "Turn many lessons into videos, and go on where it was stopped");
  command.footer(kExamples);
  command
      .add_option("INPUT", arguments->inputs,
                  "A manifest (.jsonl, or - for standard input), a folder with lessons, or a lesson's JSON file")
      ->type_name("MANIFEST|DIR|FILE")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("--lesson", arguments->render.lesson_id, "In place of INPUT: this lesson's variants in the database")
      ->type_name("ID");
  declare_selection(command, arguments->render.selection);
  command.add_option("-o,--output", arguments->output, "The folder for the videos; made if it is not there")
      ->type_name("DIR")
      ->required();
  command.add_option("--jobs", arguments->jobs, "Lessons at once; they share cores, limits, cache and budget")
      ->type_name("N")
      ->capture_default_str();
  command.add_option("--again", arguments->again, "Render finished lessons again: those that are degraded, or all")
      ->type_name("degraded|all");
  declare_render_options(command, arguments->render);
  remove(command, "--public-id");
  command.get_option("--budget")->description("Begin no lesson that would take the whole batch beyond this");
  command.get_option("--threads")
      ->description("Threads that draw and encode, of all jobs; 0: as many as there are cores");
  command.callback([arguments, &chosen] {
    require_source(*arguments);
    chosen = [arguments](const Surroundings& surroundings) { return run_batch(*arguments, surroundings); };
  });
}

}  // namespace vina
