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

std::string now() {
  return to_iso_time(std::chrono::system_clock::now());
}

/// Of the lesson's content too, so that an edited lesson gets a row of its own, and the same one does not.
std::string cache_key(const NewLesson& lesson) {
  return crypto::sha256(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", lesson.course_id, lesson.lesson_id, lesson.difficulty,
                                    lesson.profile_hash, lesson.adaptation, lesson.json));
}

sql::Value text_of(const std::optional<double>& number) {
  return number ? sql::Value{fmt::format("{}", *number)} : sql::Value{};
}

}  // namespace

LessonDatabase::LessonDatabase(const DatabaseAddress& address, IfMissing if_missing, sql::Waiting waiting)
    : session_{address, if_missing, std::move(waiting)} {}

sql::Connection& LessonDatabase::connection() {
  return session_.connection();
}

void LessonDatabase::require_lesson_cache() {
  if (connection().has_table("lesson_cache")) return;
  throw Error{ErrorKind::kInvalidOption,
              connection().name() + " has no table lesson_cache; name the one that has the lessons"};
}

void LessonDatabase::prepare() {
  require_lesson_cache();
  migrate(connection());
}

void LessonDatabase::prepare_to_record() {
  session_.run([this] {
    prepare();
    const sql::Transaction undone{connection()};  // changes nothing, but only who has the rights for it gets through
    connection().execute("UPDATE lesson_cache SET video_url = video_url WHERE 1 = 0");
    for (const char* table : {"vina_videos", "vina_ledger"}) {
      connection().execute(fmt::format("INSERT INTO {0} (created_at) SELECT created_at FROM {0} WHERE 1 = 0", table));
    }
  });
}

std::string LessonDatabase::nearest_to(const LessonQuery& query) {
  std::vector<std::string> nearest;
  std::vector<LessonRow> variants =
      rows_of({.lesson_id = query.lesson_id, .course_id = {}, .difficulty = {}, .profile_hash = {}, .adaptation = {}});
  std::stable_sort(variants.begin(), variants.end(), [&query](const LessonRow& a, const LessonRow& b) {
    return mismatches(query, a) < mismatches(query, b);
  });
  for (const LessonRow& row : variants) {
    const std::string text = description_of(row);
    if (std::find(nearest.begin(), nearest.end(), text) == nearest.end()) nearest.push_back(text);
    if (nearest.size() == kNearestShown) break;
  }
  if (!nearest.empty()) return fmt::format("; nearest: {}", fmt::join(nearest, "; "));

  auto ids =
      connection().query("SELECT DISTINCT CAST(lesson_id AS text) FROM lesson_cache WHERE lesson_id IS NOT NULL");
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

StoredLesson LessonDatabase::find(const LessonQuery& query) {
  return session_.run([&] { return newest_of(query); });
}

std::vector<LessonRow> LessonDatabase::list(const LessonQuery& query) {
  return session_.run([&] { return rows_of(with_course_apart(query)); });
}

std::vector<LessonRow> LessonDatabase::list_newest(const LessonQuery& query) {
  std::vector<LessonRow> newest;
  std::set<std::string> variants;
  for (LessonRow& row : list(query)) {
    if (variants.insert(description_of(row)).second) newest.push_back(std::move(row));
  }
  return newest;
}

std::string LessonDatabase::lesson_of(const LessonRow& row) {
  return session_.run([&] { return json_of(row); });
}

StoredLesson LessonDatabase::newest_of(const LessonQuery& asked) {
  const LessonQuery query = with_course_apart(asked);
  const std::vector<LessonRow> rows = rows_of(query);
  if (rows.empty()) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("{} has no lesson {}{}", connection().name(), description_of(query), nearest_to(query))};
  }
  std::set<std::string> profiles;
  std::set<std::string> courses;
  for (const LessonRow& row : rows) {
    profiles.insert(row.profile_hash);
    courses.insert(row.course_id);
  }
  return {.row = rows[0],
          .json = json_of(rows[0]),
          .other_profiles = profiles.size() - 1,
          .other_courses = courses.size() - 1};
}

std::string LessonDatabase::json_of(const LessonRow& row) {
  const auto json = connection().query("SELECT CAST(lesson_json AS text) FROM lesson_cache WHERE id = :id", {row.id});
  if (json.empty()) {
    throw Error{ErrorKind::kStorage,
                fmt::format("{}: row {} was deleted just now; try again", connection().name(), row.id)};
  }
  return json[0].at(0).value_or("");
}

std::vector<LessonRow> LessonDatabase::rows_of(const LessonQuery& query) {
  require_lesson_cache();
  const Condition condition = condition_of(query);
  std::vector<LessonRow> rows;
  for (const sql::Row& cells : connection().query(
           fmt::format("SELECT {} FROM lesson_cache WHERE {} {}", kColumns, condition.where, kNewestFirst),
           condition.parameters)) {
    rows.push_back(to_lesson_row(cells));
  }
  return rows;
}

LessonRow LessonDatabase::row(const std::string& id) {
  return session_.run([&] {
    require_lesson_cache();
    const auto found =
        connection().query(fmt::format("SELECT {} FROM lesson_cache WHERE CAST(id AS text) = :id", kColumns), {id});
    if (found.empty()) {
      throw Error{
          ErrorKind::kInvalidOption,
          fmt::format("{} has no row {} in lesson_cache ('vina lessons ls' has them all)", connection().name(), id)};
    }
    return to_lesson_row(found[0]);
  });
}

std::string LessonDatabase::record_video(const LessonRow& row, const VideoRecord& video) {
  const std::string recording = crypto::sha256(fmt::format("{}\n{}\n{}", row.id, video.video_url, video.receipt));
  return session_.run([&] {
    prepare();
    sql::Transaction transaction{connection()};
    const long long changed =
        connection().execute("UPDATE lesson_cache SET video_url = :url WHERE id = :id", {video.video_url, row.id});
    if (changed != 1) {
      throw Error{ErrorKind::kStorage, fmt::format("{}: row {} of lesson_cache ({}) is gone; nothing was recorded",
                                                   connection().name(), row.id, description_of(row))};
    }
    const std::string id = add_video(recording, row, video);
    transaction.commit();
    return id;
  });
}

std::string LessonDatabase::add_video(const std::string& recording, const LessonRow& row, const VideoRecord& video) {
  const long long added = connection().execute(
      "INSERT INTO vina_videos (recording, lesson_row, course_id, lesson_id, difficulty_level, profile_hash, "
      "adaptation_context, video_url, subtitle_url, poster_url, published_to, duration_seconds, degraded, receipt, "
      "created_at) VALUES (:recording, :row, :course, :lesson, :difficulty, :profile, :adaptation, :video, :subtitle, "
      ":poster, :place, :duration, :degraded, :receipt, :created) ON CONFLICT (recording) DO NOTHING",
      {recording, row.id, sql::null_if_empty(row.course_id), row.lesson_id,
       row.difficulty ? sql::Value{std::to_string(*row.difficulty)} : sql::Value{},
       sql::null_if_empty(row.profile_hash), sql::null_if_empty(row.adaptation), video.video_url,
       sql::null_if_empty(video.subtitle_url), sql::null_if_empty(video.poster_url), video.published_to,
       fmt::format("{}", video.duration_seconds), video.degraded ? "1" : "0", sql::null_if_empty(video.receipt),
       now()});
  const auto found =
      connection().query("SELECT CAST(id AS text) FROM vina_videos WHERE recording = :recording", {recording});
  std::string id = found.at(0).at(0).value_or("");
  if (added == 0) return id;  // it was recorded before, perhaps in a commit whose answer was lost
  for (const Charge& charge : video.charges) {
    connection().execute(
        "INSERT INTO vina_ledger (video, vendor, model, asset_key, place, outcome, credits, usd, created_at) "
        "VALUES (:video, :vendor, :model, :key, :place, :outcome, :credits, :usd, :created)",
        {id, charge.vendor, charge.model, sql::null_if_empty(charge.asset_key), charge.place, charge.outcome,
         fmt::format("{}", charge.credits), text_of(charge.usd), now()});
  }
  return id;
}

void LessonDatabase::import_lessons(const std::vector<NewLesson>& lessons) {
  const bool is_new = !connection().has_table("lesson_cache");
  if (is_new && connection().dialect() != sql::Dialect::kSqlite) {
    throw Error{ErrorKind::kInvalidOption, connection().name() +
                                               " has no table lesson_cache; import makes one only in "
                                               "a new SQLite file"};
  }
  if (is_new && !connection().query(kOthersTables).empty()) {
    throw Error{ErrorKind::kInvalidOption, connection().name() +
                                               " has tables of another program and no lesson_cache; "
                                               "name a new file with --db"};
  }
  const bool ours = is_new || (connection().has_table("vina_migrations") && made_lesson_cache(connection()));
  if (!ours) {
    throw Error{ErrorKind::kInvalidOption,
                connection().name() +
                    " has a lesson_cache of another program, which import leaves alone; name a new "
                    "file with --db"};
  }
  session_.run([&] { add_lessons(lessons); });
}

void LessonDatabase::add_lessons(const std::vector<NewLesson>& lessons) {
  migrate(connection());
  sql::Transaction transaction{connection()};
  if (!connection().has_table("lesson_cache")) make_lesson_cache(connection());
  for (const NewLesson& lesson : lessons) {
    const std::string key = cache_key(lesson);
    const std::string time = now();
    if (connection().execute("UPDATE lesson_cache SET created_at = :time WHERE cache_key = :key", {time, key}) > 0) {
      continue;
    }
    connection().execute(
        "INSERT INTO lesson_cache (cache_key, course_id, lesson_id, difficulty_level, adaptation_context, "
        "profile_hash, lesson_json, created_at) VALUES (:key, :course, :lesson, :difficulty, :adaptation, :profile, "
        ":json, :time)",
        {key, sql::null_if_empty(lesson.course_id), lesson.lesson_id, std::to_string(lesson.difficulty),
         sql::null_if_empty(lesson.adaptation), sql::null_if_empty(lesson.profile_hash), lesson.json, time});
  }
  transaction.commit();
}

}  // namespace vina
