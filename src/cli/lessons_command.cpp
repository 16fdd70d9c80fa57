// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/lessons_command.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "cli/exit_code.h"
#include "cli/lesson_input.h"
#include "cli/lesson_selection.h"
#include "cli/lesson_source.h"
#include "cli/lessons_listing.h"
#include "cli/messages.h"
#include "cli/option_values.h"
#include "cli/reported_video.h"
#include "cli/text_output.h"
#include "storage/database/lesson_database.h"
#include "storage/database/lesson_query.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  vina lessons import course/*.json --course c_llm --difficulty 3 --db lessons.db
  vina lessons ls --db lessons.db
  vina lessons show c_llm:l01_what_llms_are --difficulty 3 --db lessons.db
  vina lessons record out/intro.json --row 17 --db lessons.db
  vina lessons export l01_what_llms_are --db postgresql://me:secret@db.example/product -o lesson.json)";

struct LessonsArguments {
  std::string action;
  std::vector<std::string> subjects;
  SelectionArguments selection;
  ViewerContext viewer;
  std::string output;
  std::string row;
  bool as_json = false;
};

[[noreturn]] void refuse(std::string message) {
  throw Error{ErrorKind::kInvalidOption, std::move(message) + " (see 'vina lessons --help')"};
}

/// The lesson in `file` as a row to be. Nothing, after a line for each fault, where it is not valid.
std::optional<NewLesson> read_new_lesson(const std::string& file, const LessonsArguments& arguments,
                                         const Surroundings& surroundings, const Messages& messages) {
  std::string text = read_lesson_text(file, surroundings.input, surroundings.stop);
  const LessonReading reading = check_lesson(text, lesson_source_name(file), messages);
  if (!reading.lesson) return std::nullopt;
  const Lesson& lesson = *reading.lesson;
  std::string id = lesson.lesson_id;
  if (id.empty() && file != "-") id = std::filesystem::path{file}.stem().string();
  if (id.empty()) refuse("the lesson on standard input has no lesson_id");
  LessonQuery named = with_course_apart(query_for_one(id, arguments.selection, arguments.viewer));
  if (named.course_id.empty()) named.course_id = lesson.course_id;
  if (!named.difficulty) named.difficulty = lesson.difficulty_level;
  if (!named.difficulty) refuse("'" + lesson_source_name(file) + "' has no difficulty_level; give --difficulty");
  return NewLesson{.course_id = named.course_id,
                   .lesson_id = named.lesson_id,
                   .difficulty = *named.difficulty,
                   .profile_hash = named.profile_hash,
                   .adaptation = named.adaptation.value_or(""),
                   .json = std::move(text)};
}

int run_import(const LessonsArguments& arguments, const Surroundings& surroundings) {
  if (arguments.subjects.empty()) refuse("'import' needs a FILE");
  const DatabaseAddress address = database_address(arguments.selection, surroundings.environment);
  const Messages messages{surroundings.error, Messages::Volume::kNormal};
  std::vector<NewLesson> lessons;
  for (const std::string& file : arguments.subjects) {
    if (auto lesson = read_new_lesson(file, arguments, surroundings, messages)) lessons.push_back(std::move(*lesson));
  }
  if (lessons.size() < arguments.subjects.size()) return exit_code(ErrorKind::kInvalidLesson);
  LessonDatabase{address, IfMissing::kMakeFile, {.stop = surroundings.stop}}.import_lessons(lessons);
  std::string text;
  for (const NewLesson& lesson : lessons) {
    text += lesson.course_id + (lesson.course_id.empty() ? "" : ":") + lesson.lesson_id + "\n";
  }
  write_to_standard_output(surroundings.output, text);
  return kExitSuccess;
}

LessonDatabase open(const LessonsArguments& arguments, const Surroundings& surroundings) {
  return LessonDatabase{
      database_address(arguments.selection, surroundings.environment), IfMissing::kFail, {.stop = surroundings.stop}};
}

int run_ls(const LessonsArguments& arguments, const Surroundings& surroundings) {
  if (arguments.subjects.size() > 1) refuse("'ls' takes one lesson's id, or none");
  const std::string id = arguments.subjects.empty() ? "" : arguments.subjects.front();
  const LessonQuery query = query_for_all(id, arguments.selection, arguments.viewer);
  const std::vector<LessonRow> rows = open(arguments, surroundings).list(query);
  write_to_standard_output(surroundings.output, arguments.as_json ? to_json(rows) : to_table(rows));
  return kExitSuccess;
}

StoredLesson find_one(const LessonsArguments& arguments, const Surroundings& surroundings) {
  if (arguments.subjects.size() != 1) refuse("'" + arguments.action + "' needs one lesson's id");
  const LessonQuery query = query_for_one(arguments.subjects.front(), arguments.selection, arguments.viewer);
  return open(arguments, surroundings).find(query);
}

int run_show(const LessonsArguments& arguments, const Surroundings& surroundings) {
  const StoredLesson lesson = find_one(arguments, surroundings);
  write_to_standard_output(surroundings.output, arguments.as_json ? to_json(lesson) : to_text(lesson));
  return kExitSuccess;
}

int run_export(const LessonsArguments& arguments, const Surroundings& surroundings) {
  const StoredLesson lesson = find_one(arguments, surroundings);
  if (arguments.output.empty()) {
    write_to_standard_output(surroundings.output, lesson.json);
    return kExitSuccess;
  }
  AtomicFile file{arguments.output};
  file.write_all(lesson.json);
  file.commit();
  return kExitSuccess;
}

int run_record(const LessonsArguments& arguments, const Surroundings& surroundings) {
  if (arguments.subjects.size() != 1) refuse("'record' needs the report of one video");
  if (arguments.row.empty()) refuse("'record' needs --row, as 'ls' shows it");
  const VideoRecord video = reported_video(arguments.subjects.front());
  LessonDatabase database = open(arguments, surroundings);
  const LessonRow row = database.row(arguments.row);
  const auto bare = [](const std::string& id) { return id.substr(id.find(':') + 1); };
  if (!video.lesson_id.empty() && bare(video.lesson_id) != bare(row.lesson_id)) {
    Messages{surroundings.error, Messages::Volume::kNormal}.warning(
        {"",
         fmt::format("the video is of the lesson '{}', and row {} is {}", video.lesson_id, row.id, description_of(row)),
         false});
  }
  if (video.published_to == "folder" && row.video_url.starts_with("http")) {
    refuse(
        fmt::format("row {} has the published video {}, and this one is on this computer alone; publish it first "
                    "with 'vina publish'",
                    row.id, row.video_url));
  }
  database.record_video(row, video);
  write_to_standard_output(surroundings.output, video.video_url + "\n");
  return kExitSuccess;
}

int run_lessons(const LessonsArguments& arguments, const Surroundings& surroundings) {
  const std::size_t action = choice("the action", arguments.action, {"import", "ls", "show", "export", "record"});
  if (!arguments.output.empty() && action != 3) refuse("--output is for 'export'");
  if (arguments.as_json && action != 1 && action != 2) refuse("--json is for 'ls' and 'show'");
  if (!arguments.row.empty() && action != 4) refuse("--row is for 'record'");
  if (action == 0) return run_import(arguments, surroundings);
  if (action == 1) return run_ls(arguments, surroundings);
  if (action == 2) return run_show(arguments, surroundings);
  if (action == 3) return run_export(arguments, surroundings);
  return run_record(arguments, surroundings);
}

}  // namespace

void declare_lessons(CLI::App& program, Action& chosen) {
  const auto arguments = std::make_shared<LessonsArguments>();
  CLI::App& command =
      *program.add_subcommand("lessons", "Import, list, show or export the lessons of a database, or record a video");
  command.footer(kExamples);
  command
      .add_option(
          "ACTION", arguments->action,
          "Add files, list rows, show one, write one's lesson as a file, or write back the URL of a finished video")
      ->type_name("import|ls|show|export|record")
      ->required();
  command
      .add_option("WHAT", arguments->subjects,
                  "import: the lessons' files; record: the video's report; else a lesson's id, COURSE:ID or ID")
      ->type_name("");
  declare_selection(command, arguments->selection);
  command.add_option("--profession", arguments->viewer.profession, "The profile's profession")->type_name("TEXT");
  command.add_option("--industry", arguments->viewer.industry, "The profile's industry")->type_name("TEXT");
  command.add_option("--experience", arguments->viewer.experience, "The profile's experience")->type_name("TEXT");
  command.add_option("-o,--output", arguments->output, "export: the file; default: standard output")->type_name("FILE");
  command.add_option("--row", arguments->row, "record: the row of lesson_cache that the video was made from")
      ->type_name("ID");
  command.add_flag("--json", arguments->as_json, "ls, show: one JSON object in place of text");
  command.callback([arguments, &chosen] {
    chosen = [arguments](const Surroundings& surroundings) { return run_lessons(*arguments, surroundings); };
  });
}

}  // namespace vina
