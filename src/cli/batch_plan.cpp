// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_plan.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/cancellation.h"
#include "base/error.h"
#include "cli/batch_database.h"
#include "cli/batch_inputs.h"
#include "cli/database_lesson.h"
#include "cli/lesson_options.h"
#include "cli/lesson_source.h"
#include "cli/video_name.h"
#include "pipeline/output_files.h"
#include "publish/cloudinary_publisher.h"
#include "slides/theme_reader.h"
#include "storage/database/lesson_query.h"

namespace vina {
namespace {

namespace fs = std::filesystem;

fs::path real_name(const fs::path& path) {
  std::error_code ignored;
  fs::path name = fs::weakly_canonical(fs::absolute(path, ignored), ignored);
  return name.empty() ? path.lexically_normal() : name;
}

void require(bool right, const std::string& message) {
  if (!right) throw Error{ErrorKind::kInvalidOption, message};
}

/// A relative path is seen from the manifest's folder, as it is written there.
std::string seen_from(const fs::path& folder, const std::string& path) {
  return folder.empty() ? path : (folder / path).string();
}

/// Names of providers and themes stay names.
void resolve_paths(BatchEntry& entry) {
  for (auto& [name, value] : entry.line.options) {
    const bool is_keyword = value == "auto" || value == "google" || value == "gradient";
    const bool is_path =
        name == "logo" || (name == "images" && !is_keyword) || (name == "theme" && is_theme_file(value));
    if (is_path) value = seen_from(entry.folder, value);
  }
}

/// Below the batch's folder.
fs::path output_name(const ManifestLine& line, const std::optional<LessonRow>& row) {
  if (line.output.empty() && row) return video_name_of(*row);
  if (line.output.empty()) return fs::path{line.file}.filename().replace_extension(".mp4");
  fs::path name = fs::path{line.output}.lexically_normal();
  require(name.is_relative() && *name.begin() != "..",
          fmt::format("\"output\" is '{}'; give a name below the batch's folder", line.output));
  return name;
}

/// Which lesson writes, or is published as, what; each may be there once.
class Claims {
 public:
  void lesson_file(const fs::path& file) { lessons_.insert(real_name(file).string()); }

  void files_of(const BatchLesson& lesson, const std::string& place) {
    const fs::path& video = lesson.options.output;
    for (const char* extension : {".mp4", ".vtt", ".srt", ".poster.png", ".json", ".report.json"}) {
      const fs::path file = beside(video, extension);
      const std::string name = real_name(file).string();
      // A report makes way for a lesson, and another lesson's report makes way for nothing.
      require(!lessons_.contains(name) || std::string_view{extension} == ".json",
              fmt::format("'{}' is a lesson of this batch; choose another \"output\"", file.string()));
      claim(files_, name, place, fmt::format("would write '{}'", video.string()));
    }
  }

  void publication_of(const BatchLesson& lesson, const std::string& place) {
    const RenderOptions& options = lesson.options;
    if (!uses_cloudinary(options)) return;
    const std::string id = options.public_id.empty() ? options.output.stem().string() : options.public_id;
    const std::string name = cloudinary_place(options.vendors.cloudinary.folder, id);
    claim(publications_, name, place, fmt::format("would be published as '{}'", name));
  }

  void own_file(const fs::path& file) { files_.emplace(real_name(file).string(), "the batch itself"); }

 private:
  static void claim(std::map<std::string, std::string>& claimed, const std::string& name, const std::string& place,
                    const std::string& what) {
    const auto [other, is_new] = claimed.emplace(name, place);
    require(is_new, fmt::format("{}, as {} would; give one of them another \"output\"", what, other->second));
  }

  std::set<std::string> lessons_;
  std::map<std::string, std::string> files_;         ///< [name] who writes it
  std::map<std::string, std::string> publications_;  ///< [name] who is published so
};

class Planner {
 public:
  Planner(const BatchArguments& arguments, const Surroundings& surroundings, const Messages& messages)
      : arguments_{arguments}, surroundings_{surroundings}, messages_{messages}, options_{arguments.render} {
    common_ = to_options(arguments.render, surroundings.environment);
    load_theme(common_.theme);  // wrong for all: said once
    themes_.insert(arguments.render.look.theme);
  }

  /// The rows of the database that the command line selects.
  BatchPlan plan_rows() {
    BatchPlan plan;
    const RenderArguments& common = arguments_.render;
    claim_own_files();
    const std::vector<LessonRow> rows =
        database().list(query_for_all(common.lesson_id, common.selection, common_.vendors.google.viewer));
    for (const LessonRow& row : rows) require_no_loss(row, common_);  // wrong for all: said once
    for (const LessonRow& row : rows) {
      const std::string place = description_of(row);
      plan_lesson({.place = place, .folder = {}, .line = {}, .fault = {}}, row, plan);
    }
    plan.database = database().address();
    return plan;
  }

  BatchPlan plan(std::vector<BatchEntry> entries) {
    BatchPlan plan;
    claim_own_files();
    open_database_for(entries);
    for (const BatchEntry& entry : entries) {
      if (!entry.line.file.empty()) claims_.lesson_file(seen_from(entry.folder, entry.line.file));
    }
    for (BatchEntry& entry : entries) plan_lesson(std::move(entry), std::nullopt, plan);
    if (database_) plan.database = database_->address();
    return plan;
  }

 private:
  void claim_own_files() {
    for (const char* file : {kBatchSummaryFile, kBatchJournalFile}) {
      claims_.own_file(fs::path{arguments_.output} / file);
    }
  }

  /// What is wrong with it is wrong for all.
  void open_database_for(const std::vector<BatchEntry>& entries) {
    const bool is_asked =
        std::any_of(entries.begin(), entries.end(), [](const BatchEntry& entry) { return !entry.line.lesson.empty(); });
    const SelectionArguments& common = arguments_.render.selection;
    require(
        is_asked || (common.course + common.difficulty + common.profile_hash + common.adaptation).empty(),
        "--course, --difficulty, --profile-hash and --adaptation are for lessons of the database, and none is asked "
        "for");
    if (is_asked) database();
  }

  void plan_lesson(BatchEntry entry, std::optional<LessonRow> row, BatchPlan& plan) {
    throw_if_stopped(surroundings_.stop);
    try {
      require(entry.fault.empty(), entry.fault);
      plan.lessons.push_back(lesson_of(entry, std::move(row)));
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kCancelled || error.kind() == ErrorKind::kStorage) throw;  // of the database
      plan.faults.push_back(entry.place + ": " + error.public_message());
    }
  }

  BatchLesson lesson_of(BatchEntry& entry, std::optional<LessonRow> row) {
    resolve_paths(entry);
    const ManifestLine& line = entry.line;
    RenderArguments arguments = options_.with(line.options);
    if (!line.lesson.empty()) row = find_row(line.lesson, arguments);
    const fs::path name = output_name(line, row);
    arguments.output = (fs::path{arguments_.output} / name).string();
    if (arguments.publishing.public_id.empty() && name.has_parent_path()) {
      arguments.publishing.public_id = fs::path{name}.replace_extension().string();
    }
    BatchLesson lesson = row ? database().lesson_of(*row) : lesson_of_file(entry);
    lesson.options = to_options(arguments, surroundings_.environment);
    if (row) require_no_loss(*row, lesson.options);
    if (themes_.insert(arguments.look.theme).second) load_theme(arguments.look.theme);
    claims_.files_of(lesson, entry.place);
    claims_.publication_of(lesson, entry.place);
    return lesson;
  }

  BatchLesson lesson_of_file(const BatchEntry& entry) {
    for (const auto& [name, value] : entry.line.options) {
      const bool selects = name == "course" || name == "difficulty" || name == "profile-hash" || name == "adaptation";
      require(!selects, fmt::format("\"{}\" is for a \"lesson\" of the database, and not for a \"file\"", name));
    }
    const std::string file = seen_from(entry.folder, entry.line.file);
    require_lesson_file(file);
    return {.name = entry.line.file,
            .identity = {},
            .read = [file](const std::stop_token& stop) { return read_lesson_text(file, -1, stop); },
            .complete = {},
            .options = {},
            .is_recorded = true,
            .finished = {}};
  }

  LessonRow find_row(const std::string& lesson_id, const RenderArguments& arguments) {
    require(!arguments.selection.difficulty.empty(), "a \"lesson\" of the database needs \"difficulty\"");
    return database().find(query_for_one(lesson_id, arguments.selection, arguments.vendors.viewer));
  }

  /// Opened where a lesson comes from it.
  BatchDatabase& database() {
    if (!database_) {
      const DatabaseAddress address = database_address(arguments_.render.selection, surroundings_.environment);
      database_.emplace(address, messages_, surroundings_.stop);
    }
    return *database_;
  }

  static void require_lesson_file(const std::string& file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    require(fs::exists(status), fmt::format("there is no lesson '{}'", file));
    require(!fs::is_directory(status), fmt::format("the lesson '{}' is a folder", file));
    require(::access(file.c_str(), R_OK) == 0,
            fmt::format("cannot read the lesson '{}'; make it readable for you", file));
  }

  const BatchArguments& arguments_;
  const Surroundings& surroundings_;
  const Messages& messages_;
  LessonOptions options_;
  RenderOptions common_;
  std::optional<BatchDatabase> database_;
  std::set<std::string> themes_;  ///< that can be read
  Claims claims_;
};

}  // namespace

BatchPlan plan_batch(const BatchArguments& arguments, const Surroundings& surroundings, const Messages& messages) {
  Planner planner{arguments, surroundings, messages};
  if (arguments.inputs.empty()) return planner.plan_rows();
  return planner.plan(read_batch_inputs(arguments.inputs, surroundings));
}

void prepare_outputs(const BatchArguments& arguments, std::vector<BatchLesson>& lessons) {
  std::set<fs::path> folders{arguments.output};
  for (const BatchLesson& lesson : lessons) folders.insert(lesson.options.output.parent_path());
  for (const fs::path& folder : folders) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw_system_error("cannot make the folder", folder.string(), error.value());
  }
  for (BatchLesson& lesson : lessons) choose_report(lesson.options);
}

}  // namespace vina
