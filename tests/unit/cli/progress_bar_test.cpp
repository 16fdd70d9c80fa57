// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/progress_bar.h"

#include <memory>

#include <gtest/gtest.h>

namespace vina {
namespace {

class ProgressBarTest : public ::testing::Test {
 protected:
  std::unique_ptr<ProgressBar> make(ProgressBar::Style style = {}) {
    return std::make_unique<ProgressBar>([this](std::string_view text) { written += text; }, [this] { return columns; },
                                         [this] { return now; }, style);
  }

  /// What is on the line after everything written so far.
  std::string line() const {
    const std::size_t cleared = written.rfind("\x1b[K");
    return cleared == std::string::npos ? written : written.substr(cleared + 3);
  }

  std::string written;
  int columns = 100;
  ProgressBar::TimePoint now{};
};

TEST_F(ProgressBarTest, ShowsStepPercentAndTimeLeft) {
  const auto bar = make();
  now += std::chrono::milliseconds{3000};
  bar->update({Step::kSlides, 0.4, "slide 3 of 5"});
  EXPECT_EQ(line(), "Drawing and encoding  slide 3 of 5  [############                  ]   40 %  0:05 left");
}

TEST_F(ProgressBarTest, MakesNoWildGuess) {
  const auto bar = make();
  now += std::chrono::milliseconds{3000};
  bar->update({Step::kSpeech, 0.01, ""});
  EXPECT_EQ(line().find("left"), std::string::npos);
  now += std::chrono::hours{1};
  bar->update({Step::kSpeech, 0.5, ""});
  EXPECT_NE(line().find("1:00:03 left"), std::string::npos);
}

TEST_F(ProgressBarTest, SaysAtOnceWhyTheRunStandsStill) {
  const auto bar = make();
  bar->update({Step::kImages, 0.02, ""});
  now += std::chrono::milliseconds{1};
  bar->update({Step::kImages, 0.02, "waiting 8 s for Google", true});
  EXPECT_NE(line().find("waiting 8 s for Google"), std::string::npos) << line();
}

TEST_F(ProgressBarTest, IsDrawnAtMostTenTimesASecond) {
  const auto bar = make();
  for (int i = 0; i < 1000; ++i) {
    bar->update({Step::kSpeech, i / 1000.0, ""});
    now += std::chrono::milliseconds{1};
  }
  int drawings = 0;
  for (const char c : written) drawings += c == '\r' ? 1 : 0;
  EXPECT_EQ(drawings, 10);
  EXPECT_EQ(written.find('\n'), std::string::npos);
}

TEST_F(ProgressBarTest, NeverFillsTheTerminalsWidth) {
  for (columns = 1; columns < 140; ++columns) {
    written.clear();
    const auto bar = make();
    now += std::chrono::milliseconds{3000};
    bar->update({Step::kSlides, 0.99, "slide 3 of 5"});
    EXPECT_LT(line().size(), static_cast<std::size_t>(columns)) << columns;
  }
}

TEST_F(ProgressBarTest, DropsTheDetailBeforeTheBar) {
  columns = 50;
  const auto bar = make();
  bar->update({Step::kSlides, 0.5, "slide 3 of 5"});
  EXPECT_EQ(line().find("slide 3"), std::string::npos);
  EXPECT_NE(line().find("[#"), std::string::npos);
}

TEST_F(ProgressBarTest, ClearsItsLineAtTheEnd) {
  {
    const auto bar = make({.colour = true, .utf8 = true});
    bar->update({Step::kSpeech, 0.5, ""});
    EXPECT_NE(line(), "");
  }
  EXPECT_EQ(line(), "");
}

TEST_F(ProgressBarTest, WritesNothingIfNothingWasShown) {
  make()->finish();
  EXPECT_EQ(written, "");
}

TEST_F(ProgressBarTest, UsesColourOnlyWhereItIsWelcome) {
  make({.colour = false, .utf8 = true})->update({Step::kSpeech, 0.5, ""});
  EXPECT_EQ(written.find("\x1b[3"), std::string::npos);
  make({.colour = true, .utf8 = true})->update({Step::kSpeech, 0.5, ""});
  EXPECT_NE(written.find("\x1b[36m"), std::string::npos);
}

}  // namespace
}  // namespace vina
