// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/figure_pictures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <thread>

#include "base/error.h"
#include "pipeline/shortfalls.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Has a picture for every figure but those that are told to fail.
class ScriptedImages final : public ImageProvider {
 public:
  std::optional<std::filesystem::path> picture(const Figure& figure, std::stop_token stop) override {
    ++asked;
    const int now = ++in_flight;
    int most = most_in_flight;
    while (now > most && !most_in_flight.compare_exchange_weak(most, now)) {
    }
    std::this_thread::sleep_for(delay);
    --in_flight;
    if (stop.stop_requested()) throw Error{ErrorKind::kCancelled, "cancelled"};
    const auto found = failures.find(figure.id);
    if (found != failures.end()) throw Error{found->second, figure.id + " went wrong"};
    return figure.id + ".png";
  }

  std::map<std::string, ErrorKind> failures;
  std::chrono::milliseconds delay{0};
  std::atomic<int> asked = 0;
  std::atomic<int> in_flight = 0;
  std::atomic<int> most_in_flight = 0;
};

/// Two items a slide, each with a figure called after its place.
Lesson lesson_with_figures(int slides) {
  Lesson lesson{.title = "A lesson"};
  for (int i = 0; i < slides; ++i) {
    Slide slide{.title = "A slide"};
    for (const char* item : {"a", "b"}) {
      slide.items.push_back({"bullet", "talk", Figure{.id = std::to_string(i) + item}});
    }
    lesson.slides.push_back(slide);
  }
  return lesson;
}

class FigurePicturesTest : public ::testing::Test {
 protected:
  FigurePictures ask(const Lesson& lesson, std::size_t at_once, const std::stop_token& stop = {}) {
    return FigurePictures{lesson, images, at_once, progress, stop};
  }

  ScriptedImages images;
  ProgressMeter progress{nullptr};
};

TEST_F(FigurePicturesTest, AskForAsManyAtOnceAsAllowed) {
  images.delay = std::chrono::milliseconds{20};
  EXPECT_THAT(ask(lesson_with_figures(6), 3).missing(), IsEmpty());
  EXPECT_EQ(images.asked, 12);
  EXPECT_EQ(images.most_in_flight, 3);
}

TEST_F(FigurePicturesTest, KeepTheReasonOfARefusalAndGoOn) {
  images.failures = {{"0b", ErrorKind::kProviderRefused}, {"2a", ErrorKind::kProviderUnavailable}};
  const Lesson lesson = lesson_with_figures(3);
  const FigurePictures pictures = ask(lesson, 2);
  ASSERT_THAT(pictures.missing(), SizeIs(2));
  EXPECT_EQ(pictures.missing()[0].pointer, "/slides/0/items/1/figure");
  EXPECT_EQ(pictures.missing()[0].reason, "0b went wrong");
  EXPECT_EQ(pictures.missing()[1].pointer, "/slides/2/items/0/figure");
  EXPECT_TRUE(pictures.has(0, 0));
  EXPECT_FALSE(pictures.has(0, 1));
  EXPECT_EQ(images.asked, 6);
}

TEST_F(FigurePicturesTest, DegradeTheResultWithTheVendorsReason) {
  images.failures = {{"0b", ErrorKind::kRateLimited}};
  const std::vector<Warning> warnings = missing_picture_warnings(ask(lesson_with_figures(1), 1), {});
  ASSERT_THAT(warnings, SizeIs(1));
  EXPECT_EQ(warnings[0].place, "/slides/0/items/1/figure");
  EXPECT_THAT(warnings[0].message, HasSubstr("0b went wrong"));
  EXPECT_TRUE(warnings[0].degrades);
}

TEST_F(FigurePicturesTest, AskNoMoreOnceTheAccountIsRejected) {
  images.failures = {{"0a", ErrorKind::kProviderRejected}};
  const FigurePictures pictures = ask(lesson_with_figures(5), 1);
  EXPECT_EQ(images.asked, 1);
  ASSERT_THAT(pictures.missing(), SizeIs(10));
  EXPECT_EQ(pictures.missing()[9].reason, "0a went wrong");
}

TEST_F(FigurePicturesTest, PassOnWhatIsNoVendorsFaultWithItsPlace) {
  for (const ErrorKind kind : {ErrorKind::kMedia, ErrorKind::kStorage, ErrorKind::kBudgetReached}) {
    images.failures = {{"1a", kind}};
    try {
      ask(lesson_with_figures(2), 2);
      ADD_FAILURE() << "went on";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), kind);
      EXPECT_THAT(error.public_message(), HasSubstr("/slides/1/items/0/figure: 1a went wrong"));
    }
  }
}

TEST_F(FigurePicturesTest, StopWhenTold) {
  std::stop_source stop;
  images.delay = std::chrono::milliseconds{20};
  std::jthread stopper{[&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{30});
    stop.request_stop();
  }};
  try {
    ask(lesson_with_figures(20), 1, stop.get_token());
    FAIL() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
  EXPECT_LT(images.asked, 10);
}

}  // namespace
}  // namespace vina
