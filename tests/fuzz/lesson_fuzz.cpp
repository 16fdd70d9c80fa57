// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// Whatever the bytes: the reader neither crashes nor throws, says what is wrong exactly where there is no lesson, keeps
// its messages to one line of valid UTF-8, and gives lessons that hold to their own contract.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lesson/lesson_reader.h"
#include "wrap/icu/segments.h"
#include "wrap/icu/utf8.h"

namespace {

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

bool is_clean(std::string_view text) {
  if (!vina::icu::is_valid_utf8(text)) return false;
  for (const char byte : text) {
    if (static_cast<unsigned char>(byte) < 0x20) return false;
  }
  return true;
}

bool is_within(std::string_view text, std::size_t most) {
  return !text.empty() && is_clean(text) && vina::icu::count_graphemes(text) <= most;
}

void check(const vina::Lesson& lesson) {
  require(is_within(lesson.title, 150), "lesson title");
  require(!lesson.slides.empty() && lesson.slides.size() <= 20, "number of slides");
  require(!lesson.difficulty_level || (*lesson.difficulty_level >= 1 && *lesson.difficulty_level <= 5), "difficulty");
  for (const vina::Slide& slide : lesson.slides) {
    require(is_within(slide.title, 100), "slide title");
    require(!slide.items.empty() && slide.items.size() <= 5, "number of items");
    for (const vina::Item& item : slide.items) {
      require(is_within(item.bullet, 100), "bullet");
      require(is_within(item.talk, 5'000), "talk");
      require(!vina::icu::words(item.talk, "").empty(), "talk has a word");
      if (!item.figure) continue;
      const std::string& id = item.figure->id;
      require(is_within(id, 200) && id.front() != '.' && id.find('/') == std::string::npos, "figure id");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const vina::LessonReading reading = vina::read_lesson(text);
  require(reading.lesson.has_value() == reading.faults.empty(), "a lesson exactly without faults");
  for (const vina::Fault& fault : reading.faults) require(is_clean(to_text(fault)), "fault on one line");
  for (const vina::Warning& warning : reading.warnings) {
    require(is_clean(warning.place) && is_clean(warning.message), "warning on one line");
  }
  if (reading.lesson) check(*reading.lesson);
  return 0;
}
