// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// The examples in docs/lesson-format.md are what the reader really says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "lesson/lesson_reader.h"
#include "unit/lesson/lesson_documents.h"

namespace vina {
namespace {

std::string document() {
  std::ifstream file{std::string{VINA_SOURCE_DIR} + "/docs/lesson-format.md"};
  EXPECT_TRUE(file.is_open());
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// The content of the next ```-block of a kind, which is taken off the text up to its end.
std::string take_block(std::string_view& text, const std::string& kind) {
  const std::string opening = "```" + kind + "\n";
  const std::size_t found = text.find(opening);
  const std::size_t begin = found + opening.size();
  const std::size_t end = found == std::string_view::npos ? found : text.find("```", begin);
  if (end == std::string_view::npos) return "no such block";
  std::string block{text.substr(begin, end - begin)};
  text.remove_prefix(end);
  return block;
}

std::string_view after(std::string_view text, std::string_view mark) {
  const std::size_t found = text.find(mark);
  EXPECT_NE(found, std::string_view::npos) << mark;
  return found == std::string_view::npos ? std::string_view{} : text.substr(found);
}

std::string lines(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += text + "\n";
  return all;
}

TEST(LessonFormatDocument, BeginsWithALessonWithoutFaultsAndWarnings) {
  const std::string all = document();
  std::string_view text = all;
  const LessonReading reading = read_lesson(take_block(text, "json"));
  EXPECT_EQ(lines(fault_texts(reading)), "");
  EXPECT_EQ(lines(warning_texts(reading)), "");
}

TEST(LessonFormatDocument, ShowsTheFaultsThatAreReported) {
  const std::string all = document();
  std::string_view text = after(all, "<!-- example: faults -->");
  const LessonReading reading = read_lesson(take_block(text, "json"));
  EXPECT_EQ(take_block(text, "text"), lines(fault_texts(reading)));
  EXPECT_EQ(take_block(text, "text"), lines(warning_texts(reading)));
}

TEST(LessonFormatDocument, ShowsTheFaultOfADocumentThatIsNotJson) {
  const std::string all = document();
  std::string_view text = after(all, "<!-- example: syntax -->");
  const LessonReading reading = read_lesson(take_block(text, "json"));
  EXPECT_EQ(take_block(text, "text"), lines(fault_texts(reading)));
}

}  // namespace
}  // namespace vina
