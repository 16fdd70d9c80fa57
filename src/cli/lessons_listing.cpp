// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/lessons_listing.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/text_output.h"
#include "lesson/lesson_reader.h"
#include "pipeline/written_json.h"
#include "storage/database/lesson_query.h"

namespace vina {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const LessonRow& row) {
  Json json;
  json["id"] = row.id;
  json["course_id"] = null_if_empty(row.course_id);
  json["lesson_id"] = row.lesson_id;
  json["difficulty_level"] = row.difficulty ? Json(*row.difficulty) : Json(nullptr);
  json["profile_hash"] = null_if_empty(row.profile_hash);
  json["adaptation_context"] = null_if_empty(row.adaptation);
  json["created_at"] = null_if_empty(row.created_at);
  json["video_url"] = null_if_empty(row.video_url);
  return json;
}

std::string shown(const std::string& text) {
  return text.empty() ? "-" : one_line(text);
}

std::string difficulty_text(const LessonRow& row) {
  return row.difficulty ? std::to_string(*row.difficulty) : "-";
}

}  // namespace

std::string to_table(const std::vector<LessonRow>& rows) {
  constexpr std::size_t kColumns = 7;
  using Line = std::array<std::string, kColumns>;
  std::vector<Line> lines{{"ROW", "LESSON", "DIFFICULTY", "PROFILE", "ADAPTATION", "CREATED", "VIDEO"}};
  for (const LessonRow& row : rows) {
    lines.push_back({shown(row.id), shown(full_lesson_id(row.course_id, row.lesson_id)), difficulty_text(row),
                     shown(row.profile_hash), shown(row.adaptation), shown(row.created_at), shown(row.video_url)});
  }
  std::array<std::size_t, kColumns> widths{};
  for (const Line& line : lines) {
    for (std::size_t i = 0; i + 1 < kColumns; ++i) widths.at(i) = std::max(widths.at(i), line.at(i).size());
  }
  std::string table;
  for (const Line& line : lines) {
    for (std::size_t i = 0; i + 1 < kColumns; ++i) table += fmt::format("{:<{}}  ", line.at(i), widths.at(i));
    table += line.back() + "\n";
  }
  return table + fmt::format("\n{} lesson{}\n", rows.size(), rows.size() == 1 ? "" : "s");
}

std::string to_json(const std::vector<LessonRow>& rows) {
  Json json;
  json["lessons"] = Json::array();
  for (const LessonRow& row : rows) json["lessons"].push_back(json_of(row));
  return written_json(json);
}

std::string to_text(const StoredLesson& lesson) {
  const LessonRow& row = lesson.row;
  std::string text;
  const auto add = [&text](std::string_view name, const std::string& value) {
    text += fmt::format("{:<11} {}\n", name, value);
  };
  add("row", shown(row.id));
  add("lesson", shown(full_lesson_id(row.course_id, row.lesson_id)));
  add("difficulty", difficulty_text(row));
  add("profile", shown(row.profile_hash));
  add("adaptation", shown(row.adaptation));
  add("created", shown(row.created_at));
  add("video", shown(row.video_url));
  const LessonReading reading = read_lesson(lesson.json);
  if (reading.lesson) {
    add("title", one_line(reading.lesson->title));
    add("slides", std::to_string(reading.lesson->slides.size()));
  } else {
    add("faults", std::to_string(reading.faults.size()));
  }
  return text;
}

std::string to_json(const StoredLesson& lesson) {
  Json json = json_of(lesson.row);
  const Json content = Json::parse(lesson.json, nullptr, false);
  json["lesson_json"] = content.is_discarded() ? Json(lesson.json) : content;
  return written_json(json);
}

}  // namespace vina
