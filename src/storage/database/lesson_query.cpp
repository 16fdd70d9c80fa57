// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/lesson_query.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"

namespace vina {
namespace {

/// Characters as SQL counts them: code points of UTF-8.
std::ptrdiff_t characters_in(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

class ConditionBuilder {
 public:
  /// ":p1" for the first parameter.
  std::string parameter(std::string value) {
    condition_.parameters.emplace_back(std::move(value));
    return fmt::format(":p{}", condition_.parameters.size());
  }

  void require(const std::string& part) { condition_.where += (condition_.where.empty() ? "" : " AND ") + part; }

  Condition finish() {
    if (condition_.where.empty()) condition_.where = "1 = 1";
    return std::move(condition_);
  }

 private:
  Condition condition_;
};

void require_lesson(ConditionBuilder& builder, const LessonQuery& query) {
  const std::string plain = builder.parameter(query.lesson_id);
  if (query.course_id.empty()) {
    const std::string ending = ":" + query.lesson_id;
    builder.require(fmt::format("(lesson_id = {} OR substr(lesson_id, length(lesson_id) - {}) = {})", plain,
                                characters_in(ending) - 1, builder.parameter(ending)));
    return;
  }
  const std::string course = builder.parameter(query.course_id);
  builder.require(fmt::format("((lesson_id = {} AND course_id = {}) OR lesson_id = {})", plain, course,
                              builder.parameter(query.course_id + ":" + query.lesson_id)));
}

bool is_of_course(const LessonRow& row, const std::string& course) {
  return row.course_id == course || row.lesson_id.starts_with(course + ":");
}

std::string adaptation_words(const std::string& adaptation) {
  return adaptation.empty() ? "no adaptation" : "adaptation " + adaptation;
}

}  // namespace

LessonQuery with_course_apart(LessonQuery query) {
  const std::size_t colon = query.lesson_id.find(':');
  if (colon == std::string::npos) return query;
  const std::string course = query.lesson_id.substr(0, colon);
  if (!query.course_id.empty() && query.course_id != course) {
    throw Error{ErrorKind::kInvalidOption, fmt::format("the lesson '{}' is of the course '{}', and --course is '{}'; "
                                                       "leave one of them out",
                                                       query.lesson_id, course, query.course_id)};
  }
  query.course_id = course;
  query.lesson_id.erase(0, colon + 1);
  return query;
}

Condition condition_of(const LessonQuery& query) {
  ConditionBuilder builder;
  if (!query.lesson_id.empty()) {
    require_lesson(builder, query);
  } else if (!query.course_id.empty()) {
    builder.require("course_id = " + builder.parameter(query.course_id));
  }
  if (query.difficulty) builder.require(fmt::format("CAST(difficulty_level AS text) = '{}'", *query.difficulty));
  if (!query.profile_hash.empty()) builder.require("profile_hash = " + builder.parameter(query.profile_hash));
  if (query.adaptation && query.adaptation->empty()) {
    builder.require("(adaptation_context IS NULL OR CAST(adaptation_context AS text) = '')");
  } else if (query.adaptation) {
    builder.require("CAST(adaptation_context AS text) = " + builder.parameter(*query.adaptation));
  }
  return builder.finish();
}

int mismatches(const LessonQuery& query, const LessonRow& row) {
  int count = 0;
  if (query.difficulty && row.difficulty != query.difficulty) ++count;
  if (!query.course_id.empty() && !is_of_course(row, query.course_id)) ++count;
  if (!query.profile_hash.empty() && row.profile_hash != query.profile_hash) ++count;
  if (query.adaptation && row.adaptation != *query.adaptation) ++count;
  return count;
}

std::string full_lesson_id(const std::string& course, const std::string& lesson) {
  return course.empty() || lesson.starts_with(course + ":") ? lesson : course + ":" + lesson;
}

std::string description_of(const LessonRow& row) {
  return fmt::format("{}, difficulty {}, {}, {}", full_lesson_id(row.course_id, row.lesson_id),
                     row.difficulty ? std::to_string(*row.difficulty) : "none",
                     row.profile_hash.empty() ? "no profile" : "profile " + row.profile_hash,
                     adaptation_words(row.adaptation));
}

std::string description_of(const LessonQuery& query) {
  std::string text = full_lesson_id(query.course_id, query.lesson_id);
  if (query.difficulty) text += fmt::format(", difficulty {}", *query.difficulty);
  if (!query.profile_hash.empty()) text += ", profile " + query.profile_hash;
  if (query.adaptation) text += ", " + adaptation_words(*query.adaptation);
  return text;
}

}  // namespace vina
