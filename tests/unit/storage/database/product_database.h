// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "storage/database/database_address.h"
#include "storage/database/lesson_database.h"
#include "support/postgresql_server.h"
#include "support/scratch_folder.h"
#include "wrap/soci/connection.h"

namespace vina::testing {

enum class Backend { kSqlite, kPostgresql };

inline std::string name_of(const ::testing::TestParamInfo<Backend>& backend) {
  return backend.param == Backend::kSqlite ? "Sqlite" : "Postgresql";
}

/// A database as the product has it, with types that differ from backend to backend and a column we know nothing of.
class ProductDatabase : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    if (GetParam() == Backend::kSqlite) {
      url = "sqlite:" + (scratch / "product.db").string();
      run("CREATE TABLE lesson_cache (id INTEGER PRIMARY KEY, cache_key VARCHAR(64) UNIQUE, course_id VARCHAR(100), "
          "lesson_id VARCHAR(100), llm_model VARCHAR(50), difficulty_level INTEGER, adaptation_context VARCHAR(100), "
          "video_url TEXT, profile_hash VARCHAR(7), lesson_json JSON, created_at DATETIME, accessed_at DATETIME, "
          "access_count INTEGER DEFAULT 0, quality_score REAL DEFAULT 0.5)");
      return;
    }
    VINA_REQUIRE_POSTGRESQL();
    static int databases = 0;
    const std::string name = "product" + std::to_string(++databases);
    server().sql("postgres", "CREATE DATABASE " + name);
    url = server().url(name);
    run("CREATE TABLE lesson_cache (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), cache_key varchar(64) UNIQUE, "
        "course_id varchar(100), lesson_id varchar(100), llm_model varchar(50), difficulty_level smallint, "
        "adaptation_context varchar(100), video_url text, profile_hash char(7), lesson_json jsonb, "
        "created_at timestamptz, accessed_at timestamptz, access_count integer DEFAULT 0, "
        "quality_score numeric DEFAULT 0.5)");
  }

  /// One for all tests: it takes seconds to start.
  static PostgresqlServer& server() {
    static PostgresqlServer the_server;
    return the_server;
  }

  /// Another program's connection.
  sql::Connection connection(sql::Waiting waiting = {}) const {
    const DatabaseAddress address = parse_database_url(url);
    if (address.is_sqlite()) return sql::Connection{address.file, "test", std::move(waiting)};
    auto settings = address.settings;
    settings["password"] = address.password.reveal();
    return sql::Connection{settings, "test", std::move(waiting)};
  }

  void run(const std::string& statement) const { connection().execute(statement); }

  /// The only cell of a result; "null" for null.
  std::string cell(const std::string& statement) const {
    const auto rows = connection().query(statement);
    return rows.empty() ? "no row" : rows.at(0).at(0).value_or("null");
  }

  /// Adds a row as the product does; empty texts become null.
  void add(const std::string& course, const std::string& lesson, int difficulty, const std::string& profile,
           const std::string& adaptation, const std::string& title, const std::string& time) const {
    const auto value = [](const std::string& text) { return text.empty() ? sql::Value{} : sql::Value{text}; };
    connection().execute(
        "INSERT INTO lesson_cache (cache_key, course_id, lesson_id, difficulty_level, profile_hash, "
        "adaptation_context, lesson_json, created_at) VALUES (:a, :b, :c, :d, :e, :f, :g, :h)",
        {title, value(course), lesson, std::to_string(difficulty), value(profile), value(adaptation),
         "{\"lesson_title\": \"" + title + "\"}", time});
  }

  LessonDatabase open(sql::Waiting waiting = {}) const {
    return LessonDatabase{parse_database_url(url), IfMissing::kFail, std::move(waiting)};
  }

  /// A row to record, with vina's own tables made.
  LessonRow prepared_row() const {
    add("c1", "l01", 3, "", "", "mine", "2026-01-01 10:00:00");
    LessonDatabase database = open();
    database.prepare_to_record();
    return database.find({"l01", "", 3, "", ""}).row;
  }

  /// All of lesson_cache, column by column, but for `video_url`.
  std::vector<sql::Row> all_but_the_urls() const {
    std::string columns;
    for (const char* column :
         {"id", "cache_key", "course_id", "lesson_id", "llm_model", "difficulty_level", "adaptation_context",
          "profile_hash", "lesson_json", "created_at", "accessed_at", "access_count", "quality_score"}) {
      columns += (columns.empty() ? "CAST(" : ", CAST(") + std::string{column} + " AS text)";
    }
    return connection().query("SELECT " + columns + " FROM lesson_cache ORDER BY cache_key");
  }

  ScratchFolder scratch;
  std::string url;
};

}  // namespace vina::testing
