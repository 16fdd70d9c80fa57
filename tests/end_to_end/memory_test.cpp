// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Renders a lesson of a minute and one of more than ten, and compares the memory they take.

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "support/command.h"
#include "support/program.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using nlohmann::json;

constexpr std::int64_t kMebibyte = 1 << 20;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

/// Each slide has three talks of `repeats` sentences of about six seconds.
json lesson_of(int slides, int repeats) {
  json lesson{{"lesson_title", "A lesson that goes on"}, {"slides", json::array()}};
  for (int i = 1; i <= slides; ++i) {
    json slide{{"slide_title", "Part " + std::to_string(i)}, {"items", json::array()}};
    for (int k = 1; k <= 3; ++k) {
      std::string talk;
      for (int repeat = 0; repeat < repeats; ++repeat) {
        talk += "This is sentence " + std::to_string(repeat + 1) + " of point " + std::to_string(k) + " in part " +
                std::to_string(i) + ", which takes a while to say, and nobody minds. ";
      }
      slide["items"].push_back({{"bullet", "Point " + std::to_string(k)}, {"talk", talk}});
    }
    lesson["slides"].push_back(std::move(slide));
  }
  return lesson;
}

struct Outcome {
  double seconds = 0;
  std::int64_t peak_memory_bytes = 0;
};

Outcome render(const json& lesson) {
  const testing::ScratchFolder folder;
  std::ofstream{folder / "lesson.json"} << lesson;
  const testing::CommandResult result =
      testing::run_command({testing::kProgram, "render", (folder / "lesson.json").string(), "-o",
                            (folder / "out.mp4").string(), "--quiet", "--threads", "2"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err, "");
  if (result.exit_code != 0) return {};
  return {json::parse(result.out).at("duration_seconds").get<double>(), result.peak_memory_bytes};
}

TEST(Memory, IsSmallAndTheSameForALessonTenTimesAsLong) {
  if (kSanitized) GTEST_SKIP() << "a sanitizer takes memory of its own";
  const Outcome brief = render(lesson_of(4, 1));
  const Outcome lengthy = render(lesson_of(20, 2));
  RecordProperty("seconds", std::to_string(brief.seconds) + " and " + std::to_string(lengthy.seconds));
  RecordProperty("mebibytes", std::to_string(brief.peak_memory_bytes / kMebibyte) + " and " +
                                  std::to_string(lengthy.peak_memory_bytes / kMebibyte));
  EXPECT_GT(brief.seconds, 45.0);
  EXPECT_GT(lengthy.seconds, 8.5 * brief.seconds);
  EXPECT_LT(brief.peak_memory_bytes, 192 * kMebibyte);
  EXPECT_LT(lengthy.peak_memory_bytes, 192 * kMebibyte);
  EXPECT_LT(static_cast<double>(lengthy.peak_memory_bytes), 1.15 * static_cast<double>(brief.peak_memory_bytes));
}

}  // namespace
}  // namespace vina
