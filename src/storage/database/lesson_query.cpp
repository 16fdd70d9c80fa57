// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/lesson_query.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"

namespace vina {
namespace {

/// Their types are the product's affair.
constexpr const char* kLessonId = "CAST(lesson_id AS text)";
constexpr const char* kCourseId = "CAST(course_id AS text)";

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
    builder.require(fmt::format("({0} = {1} OR substr({0}, length({0}) - {2}) = {3})", kLessonId, plain,
                                characters_in(ending) - 1, builder.parameter(ending)));
    return;
  }
  const std::string course = builder.parameter(query.course_id);
  builder.require(fmt::format("(({0} = {1} AND {2} = {3}) OR {0} = {4})", kLessonId, plain, kCourseId, course,
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
    builder.require(fmt::format("{} = {}", kCourseId, builder.parameter(query.course_id)));
  }
  if (query.difficulty) builder.require(fmt::format("CAST(difficulty_level AS text) = '{}'", *query.difficulty));
  if (!query.profile_hash.empty()) {
    builder.require("CAST(profile_hash AS text) = " + builder.parameter(query.profile_hash));
  }
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
  std::vector<std::string> parts;
  if (!query.lesson_id.empty()) {
    parts.push_back(full_lesson_id(query.course_id, query.lesson_id));
  } else if (!query.course_id.empty()) {
    parts.push_back("course " + query.course_id);
  }
  if (query.difficulty) parts.push_back(fmt::format("difficulty {}", *query.difficulty));
  if (!query.profile_hash.empty()) parts.push_back("profile " + query.profile_hash);
  if (query.adaptation) parts.push_back(adaptation_words(*query.adaptation));
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace vina
