// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "base/error.h"
#include "storage/database/lesson_database.h"
#include "unit/storage/database/product_database.h"
#include "unit/storage/database/recording.h"

namespace vina {
namespace {

using testing::Backend;
using ::testing::HasSubstr;

const NewLesson kLesson{.course_id = "c1",
                        .lesson_id = "l01",
                        .difficulty = 3,
                        .profile_hash = "aaaaaaa",
                        .adaptation = {},
                        .json = R"({"lesson_title": "T"})"};

std::string refusal(LessonDatabase database) {
  return testing::failure(ErrorKind::kInvalidOption, [&database] { database.import_lessons({kLesson}); });
}

LessonDatabase make(const std::filesystem::path& file) {
  return LessonDatabase{parse_database_url(file.string()), IfMissing::kMakeFile};
}

TEST(LessonImport, MakesANewFileWithTheProductsColumns) {
  const testing::ScratchFolder scratch;
  make(scratch / "new.db").import_lessons({kLesson});
  const StoredLesson found = make(scratch / "new.db").find({"c1:l01", "", 3, "aaaaaaa", ""});
  EXPECT_EQ(found.json, kLesson.json);
  EXPECT_EQ(found.row.id, "1");
  sql::Connection connection{scratch / "new.db", "test"};
  EXPECT_EQ(connection.query("SELECT group_concat(name, ' ') FROM pragma_table_info('lesson_cache')").at(0).at(0),
            "id cache_key course_id lesson_id llm_model difficulty_level adaptation_context video_url profile_hash "
            "lesson_json created_at accessed_at access_count");
}

TEST(LessonImport, AddsARowForAnEditedLessonAndNoneForTheSame) {
  const testing::ScratchFolder scratch;
  LessonDatabase database = make(scratch / "new.db");
  NewLesson edited = kLesson;
  edited.json = R"({"lesson_title": "U"})";
  const auto newest = [&database] { return database.find({"l01", "", 3, "", ""}).json; };
  const auto pass_time = [] { std::this_thread::sleep_for(std::chrono::milliseconds{3}); };
  database.import_lessons({kLesson});
  pass_time();
  database.import_lessons({edited});
  EXPECT_EQ(newest(), edited.json);
  pass_time();
  database.import_lessons({kLesson});
  EXPECT_EQ(newest(), kLesson.json);
  EXPECT_EQ(database.list({}).size(), 2U);
}

TEST(LessonImport, LeavesAnotherProgramsFileAlone) {
  const testing::ScratchFolder scratch;
  sql::Connection{scratch / "other.db", "test"}.execute("CREATE TABLE customers (id integer)");
  EXPECT_THAT(refusal(make(scratch / "other.db")), HasSubstr("tables of another program"));
}

class ImportTest : public testing::ProductDatabase {};
INSTANTIATE_TEST_SUITE_P(Backends, ImportTest, ::testing::Values(Backend::kSqlite, Backend::kPostgresql),
                         testing::name_of);

TEST_P(ImportTest, LeavesTheProductsLessonsAlone) {
  add("c1", "l01", 3, "aaaaaaa", "", "theirs", "2026-01-01 10:00:00");
  EXPECT_THAT(refusal(open()), HasSubstr("lesson_cache of another program"));
  open().prepare_to_record();
  EXPECT_THAT(refusal(open()), HasSubstr("lesson_cache of another program"));
  EXPECT_EQ(open().list({}).size(), 1U);
}

}  // namespace
}  // namespace vina
