// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/database_lesson.h"

#include <filesystem>
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

DatabaseLesson::DatabaseLesson(DatabaseAddress address, const LessonQuery& query, const Messages& messages,
                               std::stop_token stop)
    : address_{std::move(address)}, stop_{std::move(stop)}, stored_{take(address_, query, stop_)} {
  const auto warn = [&](std::size_t others, const char* what, const char* option) {
    if (others == 0) return;
    messages.warning({"",
                      fmt::format("the newest row is taken, {}; rows of {} other {} match as well: choose with {}",
                                  description_of(stored_.row), others, what, option),
                      false});
  };
  warn(stored_.other_courses, stored_.other_courses == 1 ? "course" : "courses", "--course");
  warn(stored_.other_profiles, stored_.other_profiles == 1 ? "profile" : "profiles", "--profile-hash");
}

DatabaseLesson::DatabaseLesson(DatabaseAddress address, StoredLesson stored, std::stop_token stop)
    : address_{std::move(address)}, stop_{std::move(stop)}, stored_{std::move(stored)} {}

LessonReading DatabaseLesson::check(const Messages& messages) const {
  LessonReading reading = check_lesson(stored_.json, fmt::format("row {} of lesson_cache", stored_.row.id), messages);
  if (reading.lesson) complete_from(stored_.row, *reading.lesson);
  return reading;
}

std::string DatabaseLesson::record(const RenderResult& result, const Messages& messages) const {
  if (result.published_to.empty()) {
    messages.warning({"",
                      fmt::format("{} was not written back, since it could not be published; publish it with 'vina "
                                  "publish {}' and then {}",
                                  result.video_url, result.video.string(), written_later(result.report)),
                      true});
    return {};
  }
  const auto what = [&] {
    return fmt::format("the video is finished and is at {}, but its URL was not written back; {}", result.video_url,
                       written_later(result.report));
  };
  try {
    LessonDatabase database{address_, IfMissing::kFail, {.stop = stop_}};
    return database.record_video(stored_.row, reported_video(result.report));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kCancelled) throw error.with_context(what());
    messages.error(what());
    throw;
  }
}

std::string DatabaseLesson::written_later(const std::filesystem::path& report) const {
  return fmt::format("write it later with 'vina lessons record {} --row {}' and the same database", report.string(),
                     stored_.row.id);
}

}  // namespace vina
