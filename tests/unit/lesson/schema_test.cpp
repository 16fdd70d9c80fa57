// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// The published schema and the reader must judge alike: a table of documents is put before both. The schema's judge is
// the validator ajv, run by Node.js and installed from npm into the build folder on first use. Where either is missing
// the comparison is skipped, but not in CI.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "lesson/lesson_reader.h"
#include "support/command.h"
#include "support/schema_validator.h"
#include "support/scratch_folder.h"
#include "unit/lesson/lesson_documents.h"

namespace vina {
namespace {

using nlohmann::json;

enum class Verdict {
  kValid,        ///< for both
  kFaulty,       ///< for both
  kReaderKnows,  ///< valid by the schema, which cannot express the rule; faulty for the reader
};

struct Case {
  std::string name;
  json document;
  Verdict verdict;
};

json without(json document, const std::string& parent, const std::string& name) {
  document[json::json_pointer{parent}].erase(name);
  return document;
}

json with_figure(const json& figure) {
  return small_lesson_with("/slides/0/items/0/figure", figure);
}

json wrapped(const json& content) {
  return {{"lesson_id", "l1"}, {"lesson_content", content}};
}

json with_slides(std::size_t count) {
  json lesson = small_lesson();
  const json slide = lesson["slides"][0];
  lesson["slides"] = json::array();
  for (std::size_t i = 0; i < count; ++i) lesson["slides"].push_back(slide);
  return lesson;
}

json with_items(std::size_t count) {
  json lesson = small_lesson();
  const json item = lesson["slides"][0]["items"][0];
  lesson["slides"][0]["items"] = json::array();
  for (std::size_t i = 0; i < count; ++i) lesson["slides"][0]["items"].push_back(item);
  return lesson;
}

std::vector<Case> document_cases() {
  json both_titles = small_lesson_with("/slides/0/title", "Other");
  json only_title = without(both_titles, "/slides/0", "slide_title");
  json null_title = both_titles;
  null_title["slides"][0]["slide_title"] = nullptr;
  json two_nulls = null_title;
  two_nulls["slides"][0]["title"] = nullptr;
  return {
      {"small", small_lesson(), Verdict::kValid},
      {"list", json::array(), Verdict::kFaulty},
      {"text", "lesson", Verdict::kFaulty},
      {"null", nullptr, Verdict::kFaulty},
      {"empty object", json::object(), Verdict::kFaulty},
      {"no lesson title", without(small_lesson(), "", "lesson_title"), Verdict::kFaulty},
      {"no slides", without(small_lesson(), "", "slides"), Verdict::kFaulty},
      {"no items", without(small_lesson(), "/slides/0", "items"), Verdict::kFaulty},
      {"no bullet", without(small_lesson(), "/slides/0/items/0", "bullet"), Verdict::kFaulty},
      {"no talk", without(small_lesson(), "/slides/1/items/1", "talk"), Verdict::kFaulty},
      {"slide is a text", small_lesson_with("/slides/0", "slide"), Verdict::kFaulty},
      {"slide is null", small_lesson_with("/slides/0", nullptr), Verdict::kFaulty},
      {"item is a list", small_lesson_with("/slides/0/items/0", json::array()), Verdict::kFaulty},
      {"slides is an object", small_lesson_with("/slides", json::object()), Verdict::kFaulty},
      {"slides is null", small_lesson_with("/slides", nullptr), Verdict::kFaulty},
      {"0 slides", with_slides(0), Verdict::kFaulty},
      {"20 slides", with_slides(20), Verdict::kValid},
      {"21 slides", with_slides(21), Verdict::kFaulty},
      {"0 items", with_items(0), Verdict::kFaulty},
      {"5 items", with_items(5), Verdict::kValid},
      {"6 items", with_items(6), Verdict::kFaulty},
      {"unknown fields", small_lesson_with("/slides/0/items/0/mood", "calm"), Verdict::kValid},
      {"schema named", small_lesson_with("/$schema", "lesson.schema.json"), Verdict::kValid},
      {"no slide title", without(small_lesson(), "/slides/0", "slide_title"), Verdict::kFaulty},
      {"title only", only_title, Verdict::kValid},
      {"both titles", both_titles, Verdict::kValid},
      {"slide_title null, title there", null_title, Verdict::kValid},
      {"both titles null", two_nulls, Verdict::kFaulty},
      {"slide_title fine, title a number", small_lesson_with("/slides/0/title", 3), Verdict::kFaulty},
      {"slide_title fine, title null", small_lesson_with("/slides/0/title", nullptr), Verdict::kValid},
      {"wrapped", wrapped(small_lesson()), Verdict::kValid},
      {"wrapped twice", wrapped(wrapped(small_lesson())), Verdict::kFaulty},
      {"wrapped text", wrapped("{}"), Verdict::kFaulty},
      {"wrapped null", wrapped(nullptr), Verdict::kFaulty},
      {"wrapped faulty lesson", wrapped(without(small_lesson(), "", "slides")), Verdict::kFaulty},
      {"wrapper with a number as id", {{"lesson_id", 5}, {"lesson_content", small_lesson()}}, Verdict::kFaulty},
      {"wrapper with difficulty 6", {{"difficulty_level", 6}, {"lesson_content", small_lesson()}}, Verdict::kFaulty},
      {"wrapper beside slides", {{"slides", 5}, {"lesson_content", small_lesson()}}, Verdict::kValid},
  };
}

std::vector<Case> value_cases() {
  std::vector<Case> cases;
  const auto put = [&cases](const std::string& pointer, const json& value, Verdict verdict) {
    cases.push_back({pointer + " = " + value.dump().substr(0, 60), small_lesson_with(pointer, value), verdict});
  };
  for (const json& fine : {json(1), json(5), json(3.0), json(nullptr)}) put("/difficulty_level", fine, Verdict::kValid);
  for (const json& bad : {json(0), json(6), json(2.5), json(1e308), json("3"), json(true), json::array()}) {
    put("/difficulty_level", bad, Verdict::kFaulty);
  }
  for (const char* count : {"/total_slides", "/slides/0/slide_number"}) {
    for (const json& fine : {json(0), json(9), json(1e9), json(nullptr)}) put(count, fine, Verdict::kValid);
    for (const json& bad : {json(-1), json(1.5), json(1e300), json("2")}) put(count, bad, Verdict::kFaulty);
  }
  for (const char* duration : {"/duration_seconds", "/estimated_duration_minutes", "/slides/0/duration_seconds",
                               "/slides/0/items/0/duration_seconds"}) {
    for (const json& fine : {json(0), json(2.5), json(1e300), json(nullptr)}) put(duration, fine, Verdict::kValid);
    for (const json& bad : {json(-0.5), json("3 min")}) put(duration, bad, Verdict::kFaulty);
  }
  for (const char* id : {"/lesson_id", "/course_id"}) {
    for (const json& fine : {json("l1"), json(""), json(nullptr), json(repeated("x", 200))}) {
      put(id, fine, Verdict::kValid);
    }
    for (const json& bad : {json(5), json(repeated("x", 201)), json("a\x01")}) put(id, bad, Verdict::kFaulty);
  }
  for (const json& fine : {json("text"), json("figure"), json(nullptr)}) {
    put("/slides/0/items/0/type", fine, Verdict::kValid);
  }
  for (const json& bad : {json("video"), json(""), json(" text"), json(1)}) {
    put("/slides/0/items/0/type", bad, Verdict::kFaulty);
  }
  for (const json& fine : {json("hook"), json("quiz"), json(""), json(nullptr)}) {
    put("/slides/0/slide_type", fine, Verdict::kValid);
  }
  for (const json& bad : {json(1), json("a\u0090")}) put("/slides/0/slide_type", bad, Verdict::kFaulty);
  put("/references_to_previous_lessons", json::array({1, "x"}), Verdict::kValid);
  return cases;
}

std::vector<Case> text_cases() {
  std::vector<Case> cases;
  const std::vector<std::pair<std::string, std::size_t>> limits{{"/lesson_title", 150},
                                                                {"/slides/0/slide_title", 100},
                                                                {"/slides/0/items/0/bullet", 100},
                                                                {"/slides/0/items/0/talk", 5000}};
  for (const auto& [pointer, limit] : limits) {
    const auto put = [&, where = pointer](const json& value, Verdict verdict) {
      cases.push_back({where + " = " + value.dump().substr(0, 60), small_lesson_with(where, value), verdict});
    };
    put("x", Verdict::kValid);
    put(repeated("x", limit), Verdict::kValid);
    put(repeated("a ", limit / 2), Verdict::kValid);
    put(" \n\t" + repeated("x", limit) + "\u3000 \u200b ", Verdict::kValid);
    put(" \u200b \u2060" + repeated("x", limit), Verdict::kValid);
    put(repeated("e\u0301", limit), Verdict::kValid);
    put(repeated("日", limit), Verdict::kValid);
    put("a" + repeated("👩‍👩‍👧‍👦", limit - 1), Verdict::kValid);
    put("one\r\ntwo", Verdict::kValid);
    put("e" + repeated("\u0301", 10 * limit - 1), Verdict::kValid);
    put("مرحبا \u2066abc\u2069", Verdict::kValid);
    put("a\u0085b", Verdict::kValid);
    put(repeated("x", limit + 1), Verdict::kFaulty);
    put("x" + repeated(" x", limit / 2), Verdict::kFaulty);
    put("e" + repeated("\u0301", 10 * limit), Verdict::kFaulty);
    put("x" + repeated(" ", 10 * limit), Verdict::kFaulty);
    put("", Verdict::kFaulty);
    put(" \n\u3000\ufeff", Verdict::kFaulty);
    put(std::string{"a\0", 2}, Verdict::kFaulty);
    put("a\x1b[0m", Verdict::kFaulty);
    put("a\u0080", Verdict::kFaulty);
    put("\x7f", Verdict::kFaulty);
    put(nullptr, Verdict::kFaulty);
    put(5, Verdict::kFaulty);
    put(json::object(), Verdict::kFaulty);
    put(repeated("日", limit + 1), Verdict::kReaderKnows);
    put("\u200e", Verdict::kReaderKnows);
    put("\u0085", Verdict::kReaderKnows);
  }
  cases.push_back({"talk without a word", small_lesson_with("/slides/0/items/0/talk", "…!"), Verdict::kReaderKnows});
  return cases;
}

std::vector<Case> figure_cases() {
  std::vector<Case> cases;
  const auto put = [&cases](const json& figure, Verdict verdict) {
    cases.push_back({"figure = " + figure.dump().substr(0, 60), with_figure(figure), verdict});
  };
  const auto id = [](const json& value) { return json{{"id", value}, {"image_prompt", "p"}}; };
  for (const json& fine : {json(nullptr), json("A desk"), json(""), json::object(), json{{"image_prompt", nullptr}},
                           json{{"layout", "grid"}}, json{{"layout", "spiral"}}, json{{"purpose", ""}, {"other", 1}},
                           json(repeated("x", 5000)), id(nullptr), id(""), id("fig-1-2"), id(" fig 1 "), id("a.b..c"),
                           id("日本 (1)"), id(repeated("x", 200))}) {
    put(fine, Verdict::kValid);
  }
  for (const json& bad : {json(5),
                          json(false),
                          json::array(),
                          json{{"image_prompt", 5}},
                          json{{"purpose", 1}},
                          json{{"accessibility_alt", json::array()}},
                          json{{"layout", 2}},
                          json(repeated("x", 5001)),
                          json{{"purpose", repeated("x", 1001)}},
                          json("a\x02"),
                          id(5),
                          id("../x"),
                          id("a/b"),
                          id(".x"),
                          id(" .x"),
                          id("a\\b"),
                          id("a:b"),
                          id("a\nb?"),
                          id("a\x01"),
                          id(repeated("x", 201))}) {
    put(bad, Verdict::kFaulty);
  }
  put(id(repeated("日", 67)), Verdict::kReaderKnows);
  return cases;
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const auto& part : {document_cases(), value_cases(), text_cases(), figure_cases()}) {
    cases.insert(cases.end(), part.begin(), part.end());
  }
  for (const char* name : {"what_llms_are.json", "many_scripts.json", "longest_allowed.json"}) {
    std::ifstream file{std::string{VINA_SOURCE_DIR} + "/examples/lessons/" + name};
    cases.push_back({name, json::parse(file), Verdict::kValid});
  }
  return cases;
}

std::string what_reader_says(const LessonReading& reading) {
  std::string all;
  for (const std::string& fault : fault_texts(reading)) all += fault + "\n";
  return all;
}

TEST(LessonSchema, ReaderJudgesEveryCaseAsTheTableSays) {
  for (const Case& entry : all_cases()) {
    const LessonReading reading = read(entry.document);
    EXPECT_EQ(reading.lesson.has_value(), entry.verdict == Verdict::kValid) << entry.name << "\n"
                                                                            << what_reader_says(reading);
  }
}

TEST(LessonSchema, JudgesEveryCaseAsTheReaderDoes) {
  const std::optional<std::filesystem::path> modules = testing::schema_validator();
  if (!modules) VINA_SKIP_WITHOUT_VALIDATOR();

  const std::vector<Case> cases = all_cases();
  json documents = json::array();
  for (const Case& entry : cases) documents.push_back(entry.document);
  const testing::ScratchFolder scratch;
  std::ofstream{scratch / "documents.json"} << documents.dump();
  const std::string source{VINA_SOURCE_DIR};
  const testing::CommandResult result =
      testing::run_command({"node", source + "/tests/support/validate_schema.mjs", *modules,
                            source + "/schema/lesson.schema.json", scratch / "documents.json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err, "") << "ajv's strict mode has something to say about the schema";
  const json verdicts = json::parse(result.out);
  ASSERT_EQ(verdicts.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(verdicts[i].is_null(), cases[i].verdict != Verdict::kFaulty) << cases[i].name << "\n" << verdicts[i];
  }
}

}  // namespace
}  // namespace vina
