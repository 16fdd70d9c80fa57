// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/render_command.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "cli/database_lesson.h"
#include "cli/exit_code.h"
#include "cli/gathered_warnings.h"
#include "cli/lesson_input.h"
#include "cli/messages.h"
#include "cli/option_values.h"
#include "cli/progress_display.h"
#include "cli/result_json.h"
#include "cli/text_output.h"
#include "cli/vendor_environment.h"
#include "cli/video_name.h"
#include "pipeline/output_files.h"
#include "storage/database/lesson_query.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  vina render lesson.json                       writes lesson.mp4, .vtt, .srt and a report
  vina render lesson.json -o out/intro.mp4 --theme light --logo logo.png
  vina render lesson.json --images pictures --safe-area social --language en-GB
  vina render --lesson c_llm:l01_what_llms_are --difficulty 3 --db lessons.db
  curl -s https://example.org/lesson.json | vina render - -o intro.mp4 --quiet | jq -r .video_url)";

/// The lesson and where it comes from.
struct RenderInput {
  LessonReading reading;
  std::optional<DatabaseLesson> stored;
};

RenderInput read_input(const RenderArguments& arguments, const Surroundings& surroundings, const RenderOptions& options,
                       const Messages& messages) {
  if (arguments.lesson_id.empty()) {
    return {.reading = read_lesson_input(arguments.lesson, surroundings, messages), .stored = {}};
  }
  const LessonQuery query = query_for_one(arguments.lesson_id, arguments.selection, options.vendors.google.viewer);
  DatabaseLesson stored{database_address(arguments.selection, surroundings.environment), query, messages,
                        surroundings.stop};
  require_no_loss(stored.row(), options);
  LessonReading reading = stored.check(messages);
  return {.reading = std::move(reading), .stored = std::move(stored)};
}

int run_render(RenderArguments arguments, const Surroundings& surroundings) {
  const auto volume = arguments.quiet ? Messages::Volume::kQuiet : Messages::Volume::kNormal;
  const Messages messages{surroundings.error, volume};
  require_standard_output(surroundings.output);
  RenderOptions options = to_options(arguments, surroundings.environment);
  const RenderInput input = read_input(arguments, surroundings, options, messages);
  const LessonReading& reading = input.reading;
  if (!reading.lesson) return exit_code(ErrorKind::kInvalidLesson);
  if (input.stored && arguments.output.empty()) arguments.output = video_name_of(input.stored->row());
  choose_outputs(arguments, *reading.lesson, options);

  std::unique_ptr<ProgressDisplay> display;
  ProgressListener listener;
  if (!arguments.quiet) {
    display = make_progress_display(surroundings);
    listener = [&display](const Progress& progress) { display->update(progress); };
  }
  const RenderResult result =
      surroundings.render(*reading.lesson, reading.warnings, options, listener, surroundings.stop);
  if (display) display->finish();

  std::vector<Warning> untold;
  std::copy_if(result.warnings.begin(), result.warnings.end(), std::back_inserter(untold), [&](const Warning& warning) {
    return std::find(reading.warnings.begin(), reading.warnings.end(), warning) == reading.warnings.end();
  });
  messages.warnings(gathered(untold));
  if (input.stored) input.stored->record(result, messages);
  write_answer(surroundings.output, to_json(result), "'" + options.output.string() + "' and the files beside it are");
  return kExitSuccess;
}

std::filesystem::path default_output(const std::string& lesson_path, const Lesson& lesson) {
  std::error_code ignored;
  const bool named =
      !lesson_path.empty() && lesson_path != "-" && std::filesystem::is_regular_file(lesson_path, ignored);
  std::filesystem::path name = std::filesystem::path{lesson_path}.stem();
  if (!named) name = lesson.lesson_id.empty() ? "lesson" : file_name_of(lesson.lesson_id);
  name += ".mp4";
  return name;
}

bool is_lesson_file(const std::filesystem::path& candidate, const std::string& lesson_path) {
  std::error_code ignored;
  return lesson_path != "-" && std::filesystem::equivalent(candidate, lesson_path, ignored);
}

/// Finds out before the work, not after it, whether a file can be made there.
void require_writable(const std::filesystem::path& output) {
  std::error_code ignored;
  const std::filesystem::path folder = output.has_parent_path() ? output.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, ignored)) {
    throw Error{ErrorKind::kStorage, "cannot write '" + output.string() + "': there is no folder '" + folder.string() +
                                         "'; make it, or choose another with --output"};
  }
  const AtomicFile abandoned{output};
}

void declare_sound_and_video(CLI::App& command, RenderArguments& arguments) {
  const auto add = [&command](const char* name, std::string& value, const char* type, const char* description) {
    command.add_option(name, value, description)->type_name(type)->capture_default_str();
  };
  add("--language", arguments.language, "TAG", "BCP 47 tag of the voice; default: told from the text's script");
  add("--rate", arguments.rate, "WPM", "Speaking rate in words a minute, 80 to 300");
  add("--lead-in", arguments.lead_in, "MS", "Silence before a slide's first word");
  add("--pause", arguments.pause, "MS", "Silence between two items of a slide");
  add("--tail", arguments.tail, "MS",
      "Silence after a slide's last word, at least; more where its last bullet needs time to be read");
  add("--transition", arguments.transition, "none|fade", "From slide to slide");
  add("--hold", arguments.hold, "skip|encode", "Frames without change: written as skipped, or coded like any other");
  add("--gop", arguments.gop, "SECONDS", "Longest distance between key frames, 0.5 to 30");
  add("--loudness", arguments.loudness, "LUFS", "Integrated loudness, -31 to -9");
  add("--threads", arguments.threads, "N", "Threads that draw and encode; 0: as many as there are cores");
  command.add_flag("--no-captions", arguments.no_captions,
                   "Write no captions (as VIDEO_GENERATE_SUBTITLES=false does)");
  command.add_flag("--fresh", arguments.fresh, "Draw and encode every slide anew, also those that are in the cache");
  command.add_flag(
      "--verify", arguments.verify,
      "Check the finished files as 'vina check' does before they are published, and fail if they are wrong");
  command.add_flag("-q,--quiet", arguments.quiet, "Nothing but errors on standard error");
}

/// What CLI11 cannot say: one of LESSON and --lesson, and a difficulty with the latter.
void require_one_lesson(const RenderArguments& arguments, bool names_a_file) {
  const auto refuse = [](const char* message) {
    throw Error{ErrorKind::kInvalidOption, std::string{message} + " (see 'vina render --help')"};
  };
  const SelectionArguments& selection = arguments.selection;
  if (arguments.lesson_id.empty()) {
    if (!names_a_file) refuse("LESSON is required, or --lesson");
    if (is_typed(selection)) refuse("--db, --course, --difficulty, --profile-hash and --adaptation need --lesson");
    return;
  }
  if (names_a_file) refuse("LESSON and --lesson are two lessons; leave one out");
  if (selection.difficulty.empty()) refuse("--lesson needs --difficulty");
}

}  // namespace

void declare_render(CLI::App& program, Action& chosen) {
  const auto arguments = std::make_shared<RenderArguments>();
  CLI::App& command = *program.add_subcommand("render", "Turn a lesson into a narrated, captioned vertical video");
  command.footer(kExamples);
  const CLI::Option* file =
      command.add_option("LESSON", arguments->lesson, "The lesson's JSON file, or - for standard input")
          ->type_name("FILE");
  command.add_option("--lesson", arguments->lesson_id, "A lesson of the database, in place of LESSON")->type_name("ID");
  declare_selection(command, arguments->selection);
  command.add_option("-o,--output", arguments->output, "The video; default: the lesson's name with .mp4, here")
      ->type_name("FILE");
  declare_render_options(command, *arguments);
  command.callback([arguments, file, &chosen] {
    require_one_lesson(*arguments, file->count() > 0);
    chosen = [arguments](const Surroundings& surroundings) { return run_render(*arguments, surroundings); };
  });
}

void declare_render_options(CLI::App& command, RenderArguments& arguments) {
  declare_look(command, arguments.look);
  declare_sound_and_video(command, arguments);
  declare_vendors(command, arguments.vendors);
  declare_publishing(command, arguments.publishing);
}

RenderOptions to_options(const RenderArguments& arguments, const Environment& environment) {
  RenderOptions options;
  options.output = arguments.output;
  apply(arguments.look, options);
  apply(arguments.vendors, environment, options);
  apply(arguments.publishing, options);
  options.captions = captions_wanted(environment) && !arguments.no_captions;
  options.language = arguments.language;
  options.words_per_minute = whole_number("--rate", arguments.rate);
  options.timeline.lead_in = milliseconds(whole_number("--lead-in", arguments.lead_in));
  options.timeline.item_pause = milliseconds(whole_number("--pause", arguments.pause));
  options.timeline.tail = milliseconds(whole_number("--tail", arguments.tail));
  const bool fades = choice("--transition", arguments.transition, {"none", "fade"}) == 1;
  if (!fades) options.transition_frames = 0;
  const bool skips = choice("--hold", arguments.hold, {"skip", "encode"}) == 0;
  options.hold = skips ? HoldMode::kSkip : HoldMode::kEncode;
  options.gop = frame_at(milliseconds(seconds_as_milliseconds("--gop", arguments.gop)));
  options.loudness_lufs = decimal_number("--loudness", arguments.loudness);
  options.threads = whole_number("--threads", arguments.threads);
  options.fresh = arguments.fresh;
  options.verify = arguments.verify;
  require_readable_dotenv(environment, options);
  validate(options);
  return options;
}

void choose_outputs(const RenderArguments& arguments, const Lesson& lesson, RenderOptions& options) {
  options.output = arguments.output;
  if (options.output.empty()) options.output = default_output(arguments.lesson, lesson);
  for (const auto& file : {options.output, beside(options.output, ".vtt"), beside(options.output, ".srt")}) {
    if (is_lesson_file(file, arguments.lesson)) {
      throw Error{ErrorKind::kInvalidOption,
                  "'" + file.string() + "' is the lesson itself; choose another name with --output"};
    }
  }
  choose_report(options);
}

void choose_report(RenderOptions& options) {
  options.report = report_beside(options.output);
  require_writable(options.output);
}

}  // namespace vina
