// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "unit/cli/program_test.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Runs `vina batch` with a fake in place of the pipeline, which keeps what it is given.
class BatchCommand : public testing::ProgramTest {
 protected:
  BatchCommand() {
    surroundings.render_batch = [this](const std::vector<BatchLesson>& given_lessons, const BatchOptions& options,
                                       const BatchListener& listener, const std::stop_token&) {
      lessons = given_lessons;
      batch = options;
      BatchSummary summary;
      for (std::size_t i = 0; i < lessons.size(); ++i) {
        BatchOutcome outcome{.name = lessons[i].name, .video = lessons[i].options.output, .status = status};
        if (status == BatchStatus::kFailed) {
          outcome.error = ErrorKind::kInvalidLesson;
          outcome.reasons = {"/slides: is missing", "/lesson_title: is missing"};
        }
        if (listener.began) listener.began(i);
        if (listener.progress) listener.progress(i, {Step::kSpeech, 0.25, "slide 1 of 1"});
        if (listener.ended) listener.ended(i, outcome);
        summary.lessons.push_back(outcome);
      }
      return summary;
    };
    for (const char* name : {"l01.json", "l02.json"}) std::ofstream{scratch / name} << kLesson;
  }

  int batch_of(const std::string& manifest, std::vector<std::string> more = {}) {
    std::ofstream{scratch / "course.jsonl"} << manifest;
    more.insert(more.begin(), {"batch", (scratch / "course.jsonl").string(), "-o", folder});
    return run(more);
  }

  std::filesystem::path output(std::size_t index) const {
    return std::filesystem::relative(lessons.at(index).options.output, folder);
  }

  std::string folder = (scratch / "videos").string();
  BatchStatus status = BatchStatus::kDone;
  std::vector<BatchLesson> lessons;
  BatchOptions batch;
};

TEST_F(BatchCommand, GivesEachLessonItsOptionsOfTheManifest) {
  ASSERT_EQ(
      batch_of("{\"file\": \"l01.json\", \"output\": \"nurse/l01.mp4\", \"profession\": \"Nurse\", \"rate\": 150, "
               "\"theme\": \"light\", \"no_captions\": true}\n"
               "{\"file\": \"l02.json\", \"strict\": false, \"verify\": false, \"language\": \"de\"}\n",
               {"--strict", "--verify", "--theme", "vina", "--rate", "170", "--jobs", "3"}),
      0)
      << err();
  ASSERT_EQ(lessons.size(), 2U);
  EXPECT_EQ(batch.jobs, 3U);
  EXPECT_EQ(lessons[0].name, "l01.json");
  EXPECT_EQ(output(0), "nurse/l01.mp4");
  EXPECT_EQ(lessons[0].options.theme, "light");
  EXPECT_EQ(lessons[0].options.words_per_minute, 150);
  EXPECT_EQ(lessons[0].options.vendors.google.viewer.profession, "Nurse");
  EXPECT_FALSE(lessons[0].options.captions);
  EXPECT_TRUE(lessons[0].options.strict);
  EXPECT_TRUE(lessons[0].options.verify);
  EXPECT_EQ(lessons[0].options.public_id, "nurse/l01");
  EXPECT_EQ(output(1), "l02.mp4");
  EXPECT_EQ(lessons[1].options.theme, "vina");
  EXPECT_EQ(lessons[1].options.words_per_minute, 170);
  EXPECT_EQ(lessons[1].options.language, "de");
  EXPECT_TRUE(lessons[1].options.captions);
  EXPECT_FALSE(lessons[1].options.strict);
  EXPECT_FALSE(lessons[1].options.verify);
  EXPECT_EQ(lessons[1].read({}), kLesson);
  EXPECT_EQ(batch.journal, scratch / "videos/batch.journal.jsonl");
}

TEST_F(BatchCommand, TakesFoldersAndFilesInTheOrderOfTheirNames) {
  std::filesystem::create_directory(scratch / "lessons");
  for (const char* name : {"b.json", "a.json", "notes.txt"}) std::ofstream{scratch / "lessons" / name} << kLesson;
  std::ofstream{scratch / "lessons/report.json"} << "{\n  \"vina\": \"1.0\"}";
  ASSERT_EQ(run({"batch", (scratch / "lessons").string(), lesson, "-o", folder}), 0) << err();
  ASSERT_EQ(lessons.size(), 3U);
  EXPECT_EQ(output(0), "a.mp4");
  EXPECT_EQ(output(1), "b.mp4");
  EXPECT_EQ(output(2), "lesson.mp4");
}

TEST_F(BatchCommand, WritesTheSummaryOnceAndIntoItsFile) {
  ASSERT_EQ(batch_of("\"l01.json\"\n\"l02.json\"\n"), 0) << err();
  const json summary = json::parse(out());
  EXPECT_EQ(summary["done"], 2);
  EXPECT_TRUE(summary["complete"]);
  EXPECT_EQ(summary["lessons"][1]["lesson"], "l02.json");
  EXPECT_EQ(content(scratch / "videos/batch.json"), out());
  EXPECT_THAT(err(), AllOf(HasSubstr("[1/2] done      l01.json"), HasSubstr("2 lessons in 0.0 s: 2 done")));
}

TEST_F(BatchCommand, SaysWhichLessonsFailedAndWhy) {
  status = BatchStatus::kFailed;
  EXPECT_EQ(batch_of("\"l01.json\"\n"), kExitIncompleteBatch);
  EXPECT_THAT(err(), AllOf(HasSubstr("[1/1] failed    l01.json: /slides: is missing (and 1 more)"),
                           HasSubstr("error: l01.json: /lesson_title: is missing\n")));
  EXPECT_EQ(json::parse(out())["lessons"][0]["exit_code"], 3);
  EXPECT_EQ(batch_of("\"l01.json\"\n", {"--quiet"}), kExitIncompleteBatch);
  EXPECT_EQ(err(), "error: l01.json: /slides: is missing\nerror: l01.json: /lesson_title: is missing\n");
}

TEST_F(BatchCommand, NamesEveryBadLineBeforeAnythingIsMade) {
  EXPECT_EQ(batch_of("{\"file\": \"l01.json\", \"themee\": \"light\"}\n"
                     "{\"file\": \"missing.json\"}\n"
                     "nonsense\n"
                     "{\"file\": \"l02.json\", \"rate\": \"fast\"}\n"
                     "{\"file\": \"l02.json\", \"strict\": 1}\n"
                     "{\"file\": \"l02.json\", \"theme\": \"no-such\"}\n"
                     "{\"file\": \"l02.json\", \"output\": \"../l02.mp4\"}\n"
                     "{\"file\": \"l02.json\", \"budget\": 5}\n"
                     "{\"file\": \"l02.json\", \"output\": \"l02.mov\"}\n"),
            2);
  const std::string said = err();
  std::size_t last = 0;
  for (const char* line : {"course.jsonl:1: \"themee\" is no option of a lesson; did you mean theme?",
                           "course.jsonl:2: there is no lesson", "course.jsonl:3: is not JSON",
                           "course.jsonl:4: --rate is 'fast'", "course.jsonl:5: \"strict\" must be true or false",
                           "course.jsonl:6: ", "course.jsonl:7: \"output\" is '../l02.mp4'",
                           "course.jsonl:8: \"budget\" is no option", "course.jsonl:9: "}) {
    const std::size_t place = said.find(line);
    EXPECT_NE(place, std::string::npos) << line << " in " << said;
    EXPECT_GE(place, last) << "in the order of the lines";
    last = place;
  }
  EXPECT_EQ(out(), "");
  EXPECT_THAT(lessons, IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST_F(BatchCommand, RefusesTwoLessonsThatWriteTheSameFile) {
  EXPECT_EQ(batch_of("\"l01.json\"\n{\"file\": \"l02.json\", \"output\": \"x/../l01.mp4\"}\n"), 2);
  EXPECT_THAT(err(),
              AllOf(HasSubstr("course.jsonl:2: would write "), HasSubstr("as "), HasSubstr("course.jsonl:1 would")));
  EXPECT_EQ(batch_of("{\"file\": \"l01.json\", \"output\": \"batch.mp4\"}\n"), 2);
  EXPECT_THAT(err(), HasSubstr("as the batch itself would"));
}

TEST_F(BatchCommand, NeverWritesOverALesson) {
  std::ofstream{scratch / "l01.vtt"} << kLesson;
  folder = scratch.path().string();
  EXPECT_EQ(batch_of("\"l01.json\"\n{\"file\": \"l01.vtt\", \"output\": \"other.mp4\"}\n"), 2);
  EXPECT_THAT(err(), HasSubstr("l01.vtt' is a lesson of this batch"));
  ASSERT_EQ(batch_of("\"l01.json\"\n"), 0) << err();
  EXPECT_EQ(lessons[0].options.report, scratch / "l01.report.json");
}

TEST_F(BatchCommand, LeavesAFileAloneThatIsInTheWayOfItsSummary) {
  std::filesystem::create_directory(folder);
  std::ofstream{scratch / "videos/batch.json"} << kLesson;
  EXPECT_EQ(batch_of("\"l01.json\"\n"), 2);
  EXPECT_THAT(err(), HasSubstr("is in the way of the batch's summary"));
  EXPECT_EQ(content(scratch / "videos/batch.json"), kLesson);
}

TEST_F(BatchCommand, RefusesTwoLessonsThatArePublishedAsOne) {
  surroundings.environment.vendors = {
      {"CLOUDINARY_CLOUD_NAME", "c"}, {"CLOUDINARY_API_KEY", "k"}, {"CLOUDINARY_API_SECRET", "s"}};
  EXPECT_EQ(batch_of("\"l01.json\"\n{\"file\": \"l02.json\", \"public_id\": \"l01\"}\n"), 2);
  EXPECT_THAT(err(), HasSubstr("would be published as 'vina_lessons/l01'"));
}

TEST_F(BatchCommand, RefusesAnOptionThatIsWrongForAllOnce) {
  EXPECT_EQ(batch_of("\"l01.json\"\n\"l02.json\"\n", {"--theme", "no-such"}), 2);
  EXPECT_THAT(err(), HasSubstr("no-such"));
  const std::string said = err();
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1);
  EXPECT_EQ(batch_of("\"l01.json\"\n", {"--jobs", "0"}), 2);
  EXPECT_THAT(err(), HasSubstr("--jobs is 0; it must be from 1 to 64"));
  EXPECT_EQ(batch_of("\"l01.json\"\n", {"--again", "some"}), 2);
  EXPECT_EQ(batch_of("\"l01.json\"\n", {"--public-id", "x"}), 2) << "it is a lesson's";
}

TEST_F(BatchCommand, RefusesAnEmptyManifestAndAFolderWithoutLessons) {
  EXPECT_EQ(batch_of("\n\n"), 2);
  EXPECT_THAT(err(), HasSubstr("names no lesson"));
  std::filesystem::create_directory(scratch / "empty");
  EXPECT_EQ(run({"batch", (scratch / "empty").string(), "-o", folder}), 2);
  EXPECT_THAT(err(), HasSubstr("has no lesson"));
  EXPECT_EQ(run({"batch", (scratch / "missing.jsonl").string(), "-o", folder}), 2);
  EXPECT_THAT(err(), HasSubstr("cannot read the manifest"));
}

TEST_F(BatchCommand, RefusesTheSameLessonTwice) {
  const std::string one = (scratch / "l01.json").string();
  EXPECT_EQ(run({"batch", one, one, "-o", folder}), 2);
  EXPECT_THAT(err(), HasSubstr("would write"));
}

TEST_F(BatchCommand, PassesOverALinkToItselfInAFolder) {
  const std::filesystem::path inputs = scratch / "inputs";
  std::filesystem::create_directory(inputs);
  std::filesystem::copy(scratch / "l01.json", inputs / "l01.json");
  std::filesystem::create_symlink("loop.json", inputs / "loop.json");
  EXPECT_EQ(run({"batch", inputs.string(), "-o", folder}), 0) << err();
  EXPECT_EQ(lessons.size(), 1U);
}

TEST_F(BatchCommand, SeesPathsFromTheManifestsFolder) {
  std::filesystem::create_directory(scratch / "pictures");
  std::ofstream{scratch / "logo.png"} << "png";
  ASSERT_EQ(batch_of("{\"file\": \"l01.json\", \"images\": \"pictures\", \"logo\": \"logo.png\"}\n"), 0) << err();
  EXPECT_EQ(lessons[0].options.images, (scratch / "pictures").string());
  EXPECT_EQ(lessons[0].options.logo, scratch / "logo.png");
}

/// Three lessons of a course in a database, one of them in two versions.
class BatchFromDatabase : public BatchCommand {
 protected:
  BatchFromDatabase() {
    import("l01", "3", "Old");
    import("l01", "3", "New");
    import("l01", "4", "New");
    import("l02", "3", "New");
  }

  void import(const std::string& id, const std::string& difficulty, const std::string& title) {
    json bare = json::parse(kLesson);
    bare["lesson_id"] = id;
    bare["lesson_title"] = title;
    std::ofstream{scratch / "import.json"} << bare;
    const int code = run({"lessons", "import", (scratch / "import.json").string(), "--course", "c1", "--difficulty",
                          difficulty, "--db", database});
    EXPECT_EQ(code, 0) << err();
  }

  int batch_of_rows(std::vector<std::string> more) {
    more.insert(more.begin(), {"batch", "--db", database, "-o", folder});
    return run(more);
  }

  std::string database = (scratch / "lessons.db").string();
};

TEST_F(BatchFromDatabase, TakesTheNewestRowOfEachVariantOfACourse) {
  ASSERT_EQ(batch_of_rows({"--course", "c1"}), 0) << err();
  ASSERT_EQ(lessons.size(), 3U);
  EXPECT_EQ(lessons[0].name, "c1-l01-d3");
  EXPECT_EQ(output(0), "c1-l01-d3.mp4");
  EXPECT_EQ(output(1), "c1-l01-d4.mp4");
  EXPECT_EQ(output(2), "c1-l02-d3.mp4");
  EXPECT_THAT(lessons[0].identity, HasSubstr("row 2 of "));
  EXPECT_EQ(json::parse(lessons[0].read({}))["lesson_title"], "New");
  Lesson lesson_without_ids;
  lessons[1].complete(lesson_without_ids);
  EXPECT_EQ(lesson_without_ids.course_id, "c1");
  EXPECT_EQ(lesson_without_ids.difficulty_level, 4);
  ASSERT_EQ(batch_of_rows({"--lesson", "c1:l01", "--difficulty", "3"}), 0) << err();
  EXPECT_EQ(lessons.size(), 1U);
  ASSERT_EQ(batch_of_rows({}), 0) << "all that is there";
  EXPECT_EQ(lessons.size(), 3U);
}

TEST_F(BatchFromDatabase, TakesLessonsByAManifest) {
  ASSERT_EQ(batch_of("{\"lesson\": \"l01\", \"course\": \"c1\", \"difficulty\": 4, \"theme\": \"light\"}\n"
                     "{\"lesson\": \"c1:l02\", \"output\": \"two.mp4\"}\n"
                     "{\"file\": \"l02.json\"}\n",
                     {"--db", database, "--difficulty", "3"}),
            0)
      << err();
  EXPECT_EQ(output(0), "c1-l01-d4.mp4");
  EXPECT_EQ(lessons[0].options.theme, "light");
  EXPECT_EQ(output(1), "two.mp4");
  EXPECT_EQ(output(2), "l02.mp4");
}

TEST_F(BatchFromDatabase, WritesTheVideosUrlBack) {
  ASSERT_EQ(batch_of_rows({"--lesson", "l02"}), 0) << err();
  result.published_to = "folder";
  result.report = scratch / "report.json";
  std::ofstream{scratch / "report.json"}
      << R"({"vina": "1", "video": {"url": "file:///v.mp4", "published_to": "folder", "duration_seconds": 3}})";
  lessons[0].finished(result);
  ASSERT_EQ(run({"lessons", "show", "l02", "--db", database, "--json"}), 0) << err();
  EXPECT_THAT(out(), HasSubstr("file:///v.mp4"));
}

TEST_F(BatchFromDatabase, SaysWhatIsNotThere) {
  EXPECT_EQ(batch_of_rows({"--course", "c2"}), 2);
  EXPECT_THAT(err(), HasSubstr("has no lesson"));
  EXPECT_EQ(batch_of("{\"lesson\": \"l07\", \"difficulty\": 3}\n{\"lesson\": \"l01\"}\n"
                     "{\"file\": \"l01.json\", \"course\": \"c1\"}\n",
                     {"--db", database}),
            2);
  EXPECT_THAT(err(), AllOf(HasSubstr("course.jsonl:1: "), HasSubstr("the nearest ids are"),
                           HasSubstr("course.jsonl:2: a \"lesson\" of the database needs \"difficulty\""),
                           HasSubstr("course.jsonl:3: \"course\" is for a \"lesson\"")));
  EXPECT_EQ(batch_of("\"l01.json\"\n", {"--db", database, "--course", "c1"}), 2);
  EXPECT_EQ(run({"batch", "-o", folder}), 2);
  EXPECT_THAT(err(), HasSubstr("INPUT is required, or --db, --course or --lesson"));
  EXPECT_EQ(run({"batch", lesson, "--lesson", "l01", "-o", folder}), 2);
}

}  // namespace
}  // namespace vina
