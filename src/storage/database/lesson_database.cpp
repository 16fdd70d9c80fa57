// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/lesson_database.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/edit_distance.h"
#include "base/error.h"
#include "storage/database/lesson_query.h"
#include "storage/database/migrations.h"
#include "storage/iso_time.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

constexpr std::size_t kNearestShown = 3;

/// In the order of LessonRow, each as text.
constexpr const char* kColumns =
    "CAST(id AS text), CAST(course_id AS text), CAST(lesson_id AS text), CAST(difficulty_level AS text), "
    "CAST(profile_hash AS text), CAST(adaptation_context AS text), CAST(video_url AS text), CAST(created_at AS text)";
constexpr std::size_t kJsonColumn = 8;

constexpr const char* kNewestFirst = "ORDER BY created_at DESC NULLS LAST, id DESC";

constexpr const char* kOthersTables =
    "SELECT CAST(name AS text) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'vina%' "
    "AND name NOT LIKE 'sqlite%'";

std::optional<int> small_number(const sql::Value& text) {
  if (!text || text->empty() || text->size() > 2 || text->find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  return std::stoi(*text);
}

LessonRow to_lesson_row(const sql::Row& cells) {
  const auto text = [&cells](std::size_t i) { return cells.at(i).value_or(""); };
  return {.id = text(0),
          .course_id = text(1),
          .lesson_id = text(2),
          .difficulty = small_number(cells.at(3)),
          .profile_hash = text(4),
          .adaptation = text(5),
          .video_url = text(6),
          .created_at = text(7)};
}

sql::Value null_if_empty(const std::string& text) {
  return text.empty() ? sql::Value{} : sql::Value{text};
}

sql::Connection open(const DatabaseAddress& address, LessonDatabase::IfMissing if_missing,
                     std::chrono::milliseconds patience) {
  if (!address.is_sqlite()) {
    sql::PostgresqlSettings settings = address.settings;
    if (!address.password.empty()) settings["password"] = address.password.reveal();
    try {
      return sql::Connection{std::move(settings), address.name, patience};
    } catch (const Error& error) {
      throw Error{error.kind(), address.password.hidden_in(error.public_message())};
    }
  }
  std::error_code ignored;
  if (if_missing == LessonDatabase::IfMissing::kFail && !std::filesystem::exists(address.file, ignored)) {
    throw Error{ErrorKind::kInvalidOption,
                address.name + " is not there; name one that is, or make one with 'vina lessons import'"};
  }
  return sql::Connection{address.file, address.name, patience};
}

std::string now() {
  return to_iso_time(std::chrono::system_clock::now());
}

/// Of the lesson's content too, so that an edited lesson gets a row of its own, and the same one does not.
std::string cache_key(const NewLesson& lesson) {
  return crypto::sha256(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", lesson.course_id, lesson.lesson_id, lesson.difficulty,
                                    lesson.profile_hash, lesson.adaptation, lesson.json));
}

}  // namespace

LessonDatabase::LessonDatabase(const DatabaseAddress& address, IfMissing if_missing, std::chrono::milliseconds patience)
    : connection_{open(address, if_missing, patience)} {}

bool LessonDatabase::has_table(const char* name) {
  const bool sqlite = connection_.dialect() == sql::Dialect::kSqlite;
  const char* statement =
      sqlite ? "SELECT CAST(name AS text) FROM sqlite_master WHERE type IN ('table', 'view') AND name = :name"
             : "SELECT CAST(relname AS text) FROM pg_class WHERE oid = to_regclass(:name)";
  return !connection_.query(statement, {name}).empty();
}

void LessonDatabase::require_lesson_cache() {
  if (has_table("lesson_cache")) return;
  throw Error{ErrorKind::kInvalidOption,
              connection_.name() + " has no table lesson_cache; name the one that has the lessons"};
}

void LessonDatabase::prepare_to_record() {
  require_lesson_cache();
  migrate(connection_);
}

std::string LessonDatabase::nearest_to(const LessonQuery& query) {
  std::vector<std::string> nearest;
  std::vector<LessonRow> variants =
      list({.lesson_id = query.lesson_id, .course_id = {}, .difficulty = {}, .profile_hash = {}, .adaptation = {}});
  std::stable_sort(variants.begin(), variants.end(), [&query](const LessonRow& a, const LessonRow& b) {
    return mismatches(query, a) < mismatches(query, b);
  });
  for (const LessonRow& row : variants) {
    const std::string text = description_of(row);
    if (std::find(nearest.begin(), nearest.end(), text) == nearest.end()) nearest.push_back(text);
    if (nearest.size() == kNearestShown) break;
  }
  if (!nearest.empty()) return fmt::format("; nearest: {}", fmt::join(nearest, "; "));

  auto ids = connection_.query("SELECT DISTINCT CAST(lesson_id AS text) FROM lesson_cache WHERE lesson_id IS NOT NULL");
  const auto distance = [&query](const sql::Row& row) {
    const std::string& id = *row.at(0);
    return edit_distance(query.lesson_id, std::string_view{id}.substr(id.find(':') + 1));
  };
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const sql::Row& row : ids) ranked.emplace_back(distance(row), *row.at(0));
  std::sort(ranked.begin(), ranked.end());
  for (const auto& [unused, id] : ranked) {
    if (nearest.size() < kNearestShown) nearest.push_back(id);
  }
  if (nearest.empty()) return "; its lesson_cache is empty";
  return fmt::format("; the nearest ids are {} ('vina lessons ls' has them all)", fmt::join(nearest, ", "));
}

StoredLesson LessonDatabase::find(const LessonQuery& asked) {
  require_lesson_cache();
  const LessonQuery query = with_course_apart(asked);
  const std::vector<LessonRow> rows = list(query);
  if (rows.empty()) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("{} has no lesson {}{}", connection_.name(), description_of(query), nearest_to(query))};
  }
  std::set<std::string> profiles;
  std::set<std::string> courses;
  for (const LessonRow& row : rows) {
    profiles.insert(row.profile_hash);
    courses.insert(row.course_id);
  }
  const auto json =
      connection_.query("SELECT CAST(lesson_json AS text) FROM lesson_cache WHERE id = :id", {rows[0].id});
  if (json.empty()) {
    throw Error{ErrorKind::kStorage,
                fmt::format("{}: row {} was deleted just now; try again", connection_.name(), rows[0].id)};
  }
  return {.row = rows[0],
          .json = json[0].at(0).value_or(""),
          .other_profiles = profiles.size() - 1,
          .other_courses = courses.size() - 1};
}

std::vector<LessonRow> LessonDatabase::list(const LessonQuery& asked) {
  require_lesson_cache();
  const Condition condition = condition_of(with_course_apart(asked));
  std::vector<LessonRow> rows;
  for (const sql::Row& cells : connection_.query(
           fmt::format("SELECT {} FROM lesson_cache WHERE {} {}", kColumns, condition.where, kNewestFirst),
           condition.parameters)) {
    rows.push_back(to_lesson_row(cells));
  }
  return rows;
}

void LessonDatabase::record_video(const LessonRow& row, const VideoRecord& video) {
  prepare_to_record();
  sql::Transaction transaction{connection_};
  const long long changed =
      connection_.execute("UPDATE lesson_cache SET video_url = :url WHERE id = :id", {video.video_url, row.id});
  if (changed != 1) {
    throw Error{ErrorKind::kStorage, fmt::format("{}: row {} of lesson_cache ({}) is gone; nothing was recorded",
                                                 connection_.name(), row.id, description_of(row))};
  }
  connection_.execute(
      "INSERT INTO vina_videos (lesson_row, course_id, lesson_id, difficulty_level, profile_hash, adaptation_context, "
      "video_url, subtitle_url, poster_url, published_to, duration_seconds, degraded, receipt, created_at) "
      "VALUES (:row, :course, :lesson, :difficulty, :profile, :adaptation, :video, :subtitle, :poster, :place, "
      ":duration, :degraded, :receipt, :created)",
      {row.id, null_if_empty(row.course_id), row.lesson_id,
       row.difficulty ? sql::Value{std::to_string(*row.difficulty)} : sql::Value{}, null_if_empty(row.profile_hash),
       null_if_empty(row.adaptation), video.video_url, null_if_empty(video.subtitle_url),
       null_if_empty(video.poster_url), video.published_to, fmt::format("{}", video.duration_seconds),
       video.degraded ? "1" : "0", null_if_empty(video.receipt), now()});
  transaction.commit();
}

void LessonDatabase::import_lessons(const std::vector<NewLesson>& lessons) {
  const bool is_new = !has_table("lesson_cache");
  if (is_new && connection_.dialect() != sql::Dialect::kSqlite) {
    throw Error{ErrorKind::kInvalidOption, connection_.name() +
                                               " has no table lesson_cache; import makes one only in "
                                               "a new SQLite file"};
  }
  if (is_new && !connection_.query(kOthersTables).empty()) {
    throw Error{ErrorKind::kInvalidOption, connection_.name() +
                                               " has tables of another program and no lesson_cache; "
                                               "name a new file with --db"};
  }
  const bool ours = is_new || (has_table("vina_migrations") && made_lesson_cache(connection_));
  if (!ours) {
    throw Error{ErrorKind::kInvalidOption,
                connection_.name() +
                    " has a lesson_cache of another program, which import leaves alone; name a new "
                    "file with --db"};
  }
  migrate(connection_);
  sql::Transaction transaction{connection_};
  if (!has_table("lesson_cache")) make_lesson_cache(connection_);
  for (const NewLesson& lesson : lessons) {
    const std::string key = cache_key(lesson);
    const std::string time = now();
    if (connection_.execute("UPDATE lesson_cache SET created_at = :time WHERE cache_key = :key", {time, key}) > 0) {
      continue;
    }
    connection_.execute(
        "INSERT INTO lesson_cache (cache_key, course_id, lesson_id, difficulty_level, adaptation_context, "
        "profile_hash, lesson_json, created_at) VALUES (:key, :course, :lesson, :difficulty, :adaptation, :profile, "
        ":json, :time)",
        {key, null_if_empty(lesson.course_id), lesson.lesson_id, std::to_string(lesson.difficulty),
         null_if_empty(lesson.adaptation), null_if_empty(lesson.profile_hash), lesson.json, time});
  }
  transaction.commit();
}

}  // namespace vina
