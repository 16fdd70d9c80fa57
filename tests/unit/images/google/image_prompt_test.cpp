// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/google/image_prompt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/error.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(ImagePrompt, BeginsWithWhatTheFigureAsksFor) {
  EXPECT_THAT(image_prompt("A paper boat on a rainy street", "professional", {}),
              StartsWith("Scene: A paper boat on a rainy street.\n"));
}

TEST(ImagePrompt, EndsTheScenesSentenceOnce) {
  EXPECT_THAT(image_prompt("A boat.", "professional", {}), StartsWith("Scene: A boat.\n"));
  EXPECT_THAT(image_prompt("雨の中の舟。", "professional", {}), StartsWith("Scene: 雨の中の舟。\n"));
}

TEST(ImagePrompt, WishesForAVerticalPictureWithACalmLowerHalfAndNothingToRead) {
  const std::string prompt = image_prompt("A boat", "minimalist", {});
  EXPECT_THAT(prompt, HasSubstr("vertical picture in 9:16"));
  EXPECT_THAT(prompt, HasSubstr("subject stands in the upper half"));
  EXPECT_THAT(prompt, HasSubstr("lower half is a quiet"));
  EXPECT_THAT(prompt, HasSubstr("free of words, letters, numbers and logos"));
}

TEST(ImagePrompt, SaysNothingOfTextThatIsLaidOverThePicture) {
  for (const std::string_view style : kImageStyles) {
    const std::string prompt = image_prompt("A boat", style, {});
    for (const char* word : {"text", "title", "caption", "slide", "Do not", "no ", "without"}) {
      EXPECT_THAT(prompt, Not(HasSubstr(word))) << "models draw what is named";
    }
  }
}

TEST(ImagePrompt, DiffersFromStyleToStyle) {
  std::set<std::string> prompts;
  for (const std::string_view style : kImageStyles) prompts.insert(image_prompt("A boat", style, {}));
  EXPECT_EQ(prompts.size(), kImageStyles.size());
}

TEST(ImagePrompt, NamesAllStylesWhereOneIsNotKnown) {
  try {
    image_prompt("A boat", "baroque", {});
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    EXPECT_STREQ(error.what(), "the image style 'baroque' is not known; use professional, minimalist, vibrant");
  }
}

TEST(ImagePrompt, TakesPeopleAndPlacesFromTheViewersField) {
  const std::string prompt = image_prompt("A desk", "professional", {.profession = "Clinical Researcher"});
  EXPECT_THAT(prompt, HasSubstr("Viewer: profession: Clinical Researcher. Where the scene shows people, places or "
                                "objects, take them from this person's field"));
  EXPECT_THAT(prompt, Not(HasSubstr("industry")));
}

TEST(ImagePrompt, TellsAllThatIsKnownOfTheViewer) {
  EXPECT_THAT(image_prompt("A desk", "vibrant",
                           {.profession = "Nurse", .industry = "pharmaceuticals", .experience = "two years"}),
              HasSubstr("Viewer: profession: Nurse; industry: pharmaceuticals; experience: two years."));
}

TEST(ImagePrompt, SaysNothingOfAViewerWhoIsNotKnown) {
  EXPECT_THAT(image_prompt("A desk", "professional", {}), Not(HasSubstr("Viewer")));
}

}  // namespace
}  // namespace vina
