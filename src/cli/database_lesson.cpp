// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/database_lesson.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "cli/lesson_input.h"
#include "storage/database/lesson_database.h"
#include "storage/database/lesson_query.h"

namespace vina {
namespace {

StoredLesson take(const DatabaseAddress& address, const LessonQuery& query) {
  LessonDatabase database{address};
  StoredLesson stored = database.find(query);
  database.prepare_to_record();
  return stored;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

DatabaseLesson::DatabaseLesson(DatabaseAddress address, const LessonQuery& query, const Messages& messages)
    : address_{std::move(address)}, stored_{take(address_, query)} {
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

LessonReading DatabaseLesson::check(const Messages& messages) const {
  LessonReading reading = check_lesson(stored_.json, fmt::format("row {} of lesson_cache", stored_.row.id), messages);
  if (!reading.lesson) return reading;
  Lesson& lesson = *reading.lesson;
  if (lesson.lesson_id.empty()) lesson.lesson_id = stored_.row.lesson_id;
  if (lesson.course_id.empty()) lesson.course_id = stored_.row.course_id;
  if (!lesson.difficulty_level) lesson.difficulty_level = stored_.row.difficulty;
  return reading;
}

void DatabaseLesson::record(const RenderResult& result) const {
  try {
    LessonDatabase{address_}.record_video(stored_.row, {.video_url = result.video_url,
                                                        .subtitle_url = result.subtitle_url,
                                                        .poster_url = result.poster_url,
                                                        .published_to = result.published_to,
                                                        .duration_seconds = result.duration_seconds,
                                                        .degraded = result.degraded,
                                                        .receipt = content_of(result.report)});
  } catch (const Error& error) {
    throw error.with_context(
        fmt::format("the video is finished and is at {}, but its URL was not written back", result.video_url));
  }
}

}  // namespace vina
