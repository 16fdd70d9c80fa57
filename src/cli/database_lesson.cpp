// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/database_lesson.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "cli/lesson_input.h"
#include "cli/reported_video.h"
#include "storage/database/lesson_database.h"
#include "storage/database/lesson_query.h"

namespace vina {
namespace {

StoredLesson take(const DatabaseAddress& address, const LessonQuery& query, const std::stop_token& stop) {
  LessonDatabase database{address, IfMissing::kFail, {.stop = stop}};
  StoredLesson stored = database.find(query);
  database.prepare_to_record();
  return stored;
}

}  // namespace

void complete_from(const LessonRow& row, Lesson& lesson) {
  if (lesson.lesson_id.empty()) lesson.lesson_id = row.lesson_id;
  if (lesson.course_id.empty()) lesson.course_id = row.course_id;
  if (!lesson.difficulty_level) lesson.difficulty_level = row.difficulty;
}

void warn_of_others(const StoredLesson& stored, const Messages& messages) {
  const auto warn = [&](std::size_t others, const char* what, const char* option) {
    if (others == 0) return;
    messages.warning({"",
                      fmt::format("the newest row is taken, {}; rows of {} other {} match as well: choose with {}",
                                  description_of(stored.row), others, what, option),
                      false});
  };
  warn(stored.other_courses, stored.other_courses == 1 ? "course" : "courses", "--course");
  warn(stored.other_profiles, stored.other_profiles == 1 ? "profile" : "profiles", "--profile-hash");
}

void require_no_loss(const LessonRow& row, const RenderOptions& options) {
  if (!row.video_url.starts_with("http") || options.publish != "auto" || uses_cloudinary(options)) return;
  throw Error{
      ErrorKind::kInvalidOption,
      fmt::format("row {} ({}) has the published video {}, and this one would be on this computer alone; set the "
                  "CLOUDINARY_ variables, or say --publish folder",
                  row.id, description_of(row), row.video_url)};
}

std::string record_video(const DatabaseAddress& address, const LessonRow& row, const RenderResult& result,
                         const std::stop_token& stop) {
  try {
    LessonDatabase database{address, IfMissing::kFail, {.stop = stop}};
    return database.record_video(row, reported_video(result.report));
  } catch (const Error& error) {
    const std::string where = fmt::format(
        "the video is finished and is at {}, but its URL was not written back; write it later with 'vina "
        "lessons record {} --row {}' and the same database",
        result.video_url, result.report.string(), row.id);
    if (error.kind() == ErrorKind::kCancelled) throw Error{ErrorKind::kCancelled, where};
    throw error.with_context(where);
  }
}

DatabaseLesson::DatabaseLesson(DatabaseAddress address, const LessonQuery& query, const Messages& messages,
                               std::stop_token stop)
    : address_{std::move(address)}, stop_{std::move(stop)}, stored_{take(address_, query, stop_)} {
  warn_of_others(stored_, messages);
}

LessonReading DatabaseLesson::check(const Messages& messages) const {
  LessonReading reading = check_lesson(stored_.json, fmt::format("row {} of lesson_cache", stored_.row.id), messages);
  if (reading.lesson) complete_from(stored_.row, *reading.lesson);
  return reading;
}

void DatabaseLesson::record(const RenderResult& result, const Messages& messages) const {
  try {
    record_video(address_, stored_.row, result, stop_);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled) messages.error(error.public_message());
    throw;
  }
}

}  // namespace vina
