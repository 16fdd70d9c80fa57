// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/figure_pictures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>

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
  std::optional<std::filesystem::path> picture(const Figure& figure, std::stop_token) override {
    ++asked;
    const auto found = failures.find(figure.id);
    if (found != failures.end()) throw Error{found->second, figure.id + " went wrong"};
    return figure.id + ".png";
  }

  std::map<std::string, ErrorKind> failures;
  int asked = 0;
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

TEST(FigurePictures, KnowNothingBeforeTheyAsk) {
  ScriptedImages images;
  const Lesson lesson = lesson_with_figures(2);
  FigurePictures pictures{lesson, images};
  EXPECT_EQ(pictures.places().size(), 4U);
  EXPECT_EQ(images.asked, 0);
  EXPECT_THAT(pictures.missing(), IsEmpty());
  EXPECT_EQ(pictures.state(1, 0), FigureState::kExpected);
  pictures.ask(2, {});
  EXPECT_EQ(pictures.state(1, 0), FigureState::kThere);
  EXPECT_EQ(pictures.state(1, 1), FigureState::kExpected);
}

TEST(FigurePictures, KeepTheReasonOfARefusalAndGoOn) {
  ScriptedImages images;
  images.failures = {{"0b", ErrorKind::kProviderRefused}, {"2a", ErrorKind::kProviderUnavailable}};
  const Lesson lesson = lesson_with_figures(3);
  FigurePictures pictures{lesson, images};
  pictures.ask_all({});
  ASSERT_THAT(pictures.missing(), SizeIs(2));
  EXPECT_EQ(pictures.missing()[0].pointer, "/slides/0/items/1/figure");
  EXPECT_EQ(pictures.missing()[0].reason, "0b went wrong");
  EXPECT_EQ(pictures.missing()[1].pointer, "/slides/2/items/0/figure");
  EXPECT_EQ(pictures.state(0, 0), FigureState::kThere);
  EXPECT_EQ(pictures.state(0, 1), FigureState::kNone);
  EXPECT_EQ(images.asked, 6);
}

TEST(FigurePictures, DegradeTheResultWithTheVendorsReason) {
  ScriptedImages images;
  images.failures = {{"0b", ErrorKind::kRateLimited}};
  const Lesson lesson = lesson_with_figures(1);
  FigurePictures pictures{lesson, images};
  pictures.ask_all({});
  const std::vector<Warning> warnings = missing_picture_warnings(pictures, {});
  ASSERT_THAT(warnings, SizeIs(1));
  EXPECT_EQ(warnings[0].place, "/slides/0/items/1/figure");
  EXPECT_THAT(warnings[0].message, HasSubstr("0b went wrong"));
  EXPECT_TRUE(warnings[0].degrades);
}

TEST(FigurePictures, AskNoMoreOnceTheAccountIsRejected) {
  ScriptedImages images;
  images.failures = {{"0a", ErrorKind::kProviderRejected}};
  const Lesson lesson = lesson_with_figures(5);
  FigurePictures pictures{lesson, images};
  pictures.ask_all({});
  EXPECT_EQ(images.asked, 1);
  ASSERT_THAT(pictures.missing(), SizeIs(10));
  EXPECT_EQ(pictures.missing()[9].reason, "0a went wrong");
}

TEST(FigurePictures, PassOnWhatIsNoVendorsFaultWithItsPlace) {
  for (const ErrorKind kind : {ErrorKind::kMedia, ErrorKind::kStorage, ErrorKind::kBudgetReached}) {
    ScriptedImages images;
    images.failures = {{"1a", kind}};
    const Lesson lesson = lesson_with_figures(2);
    FigurePictures pictures{lesson, images};
    try {
      pictures.ask_all({});
      ADD_FAILURE() << "went on";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), kind);
      EXPECT_THAT(error.public_message(), HasSubstr("/slides/1/items/0/figure: 1a went wrong"));
    }
  }
}

TEST(FigurePictures, StopWhenTold) {
  ScriptedImages images;
  std::stop_source stop;
  stop.request_stop();
  const Lesson lesson = lesson_with_figures(2);
  FigurePictures pictures{lesson, images};
  try {
    pictures.ask_all(stop.get_token());
    FAIL() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
  EXPECT_EQ(images.asked, 0);
}

}  // namespace
}  // namespace vina
