// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "captions/cue_builder.h"
#include "captions/srt_writer.h"
#include "captions/webvtt_writer.h"
#include "unit/captions/simulated_speech.h"

namespace vina {
namespace {

/// Compares with tests/golden/captions/`name`; with VINA_UPDATE_GOLDENS set, writes it instead.
void expect_golden(const std::string& name, const std::string& actual) {
  const std::string path = std::string{VINA_SOURCE_DIR} + "/tests/golden/captions/" + name;
  if (std::getenv("VINA_UPDATE_GOLDENS") != nullptr) {
    std::ofstream{path, std::ios::binary} << actual;
    return;
  }
  std::ifstream file{path, std::ios::binary};
  ASSERT_TRUE(file) << path << " is missing; run with VINA_UPDATE_GOLDENS=1";
  const std::string expected{std::istreambuf_iterator<char>{file}, {}};
  EXPECT_EQ(actual, expected) << "differs from " << path;
}

class CaptionGolden : public testing::TestWithParam<const char*> {};

TEST_P(CaptionGolden, IsWrittenAsBefore) {
  const std::string name = GetParam();
  const Lesson lesson = tests::example_lesson(name);
  const CaptionSet set = build_cues(lesson, tests::even_timeline(lesson), {});
  expect_golden(name + ".vtt", to_webvtt(set.cues));
  expect_golden(name + ".srt", to_srt(set.cues));
}

INSTANTIATE_TEST_SUITE_P(Lessons, CaptionGolden, testing::Values("what_llms_are", "many_scripts", "longest_allowed"));

}  // namespace
}  // namespace vina
