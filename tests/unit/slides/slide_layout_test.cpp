// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/slide_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/slides/tests_of_slides.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using testing::lesson_of;
using testing::read_example;
using testing::shared_typesetter;
using testing::slide_of;
using ::testing::StartsWith;

LayoutResult lay_out(const Lesson& lesson, std::size_t slide = 0, SafeArea area = SafeArea::kPlayer,
                     Composition composition = Composition::kTypeOnly) {
  return lay_out_slide(shared_typesetter(), Theme{}, {&lesson, slide, composition, area});
}

SlideLayout layout_of(const Slide& slide) {
  return lay_out(lesson_of({slide})).layout.value();
}

std::vector<PixelRect> texts_of(const SlideLayout& layout) {
  std::vector<PixelRect> rects{layout.label.ink(), layout.title.ink(), layout.progress.ink(), layout.logo_box};
  for (const PlacedBullet& bullet : layout.bullets) rects.push_back(bullet.text.ink());
  return rects;
}

TEST(TextFitter, SetsShortTextsAtTheLargestSizes) {
  const SlideLayout layout = layout_of(slide_of("Short", {"A"}));
  EXPECT_EQ(layout.title.block.font.size_px, Theme{}.title.largest);
  EXPECT_EQ(layout.bullets[0].text.block.font.size_px, Theme{}.body.largest);
}

TEST(TextFitter, ShrinksBeforeItBreaks) {
  const SlideLayout layout = layout_of(slide_of("Glucocorticosteroid-free immunosuppressives", {"A bullet"}));
  EXPECT_EQ(layout.title.block.broken_words, 0U);
  EXPECT_LT(layout.title.block.font.size_px, Theme{}.title.largest);
  EXPECT_GE(layout.title.block.font.size_px, Theme{}.title.smallest);
  EXPECT_EQ(layout.bullets[0].text.block.font.size_px, Theme{}.body.largest) << "the title's word is its own matter";
}

TEST(TextFitter, ShrinksAWordThatBreaksAtAnySizeUntilItBreaksLeastOften) {
  const SlideLayout layout =
      layout_of(slide_of("Title", {"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"}));
  const TextBlock& block = layout.bullets[0].text.block;
  EXPECT_EQ(block.broken_words, 1U);
  EXPECT_LT(block.font.size_px, Theme{}.body.largest);
  EXPECT_GT(block.font.size_px, Theme{}.body.smallest) << "and no further";
}

TEST(TextFitter, ShrinksTextsAndSpacingBeforeItTakesTheRoomOfCaptions) {
  const std::string bullet =
      "A bullet that goes on for about three lines at any size there is, and has a few more words to spare.";
  const SlideLayout layout = layout_of(slide_of("A title", {bullet, bullet, bullet, bullet, bullet}));
  EXPECT_LE(layout.bullets.back().card.bottom(), Theme{}.caption_top);
  EXPECT_LT(layout.bullets[0].text.block.font.size_px, Theme{}.body.largest);
  EXPECT_LT(layout.bullets[0].text.top - layout.bullets[0].card.top, Theme{}.card_padding);
}

TEST(TextFitter, GivesAllBulletsOfASlideOneSize) {
  const SlideLayout layout = layout_of(slide_of("Title", {"A", "Glucocorticosteroidimmunosuppressives", "B"}));
  for (const PlacedBullet& bullet : layout.bullets) {
    EXPECT_EQ(bullet.text.block.font.size_px, layout.bullets[0].text.block.font.size_px);
  }
  EXPECT_LT(layout.bullets[0].text.block.font.size_px, Theme{}.body.largest);
}

TEST(SlideLayout, KeepsEveryTextInsideTheSafeAreaAndApart) {
  for (const char* name : {"what_llms_are.json", "many_scripts.json", "longest_allowed.json"}) {
    const Lesson lesson = read_example(name);
    for (const Composition composition : {Composition::kTypeOnly, Composition::kWithPicture}) {
      for (std::size_t slide = 0; slide < lesson.slides.size(); ++slide) {
        const LayoutResult result = lay_out(lesson, slide, SafeArea::kPlayer, composition);
        ASSERT_TRUE(result.layout) << result.faults.front();
        const std::vector<PixelRect> rects = texts_of(*result.layout);
        for (std::size_t i = 0; i < rects.size(); ++i) {
          EXPECT_EQ(rects[i].intersected(result.layout->safe_area), rects[i]) << name << " slide " << slide << " " << i;
          for (std::size_t k = i + 1; k < rects.size(); ++k) {
            EXPECT_TRUE(rects[i].intersected(rects[k]).empty()) << name << " slide " << slide << " " << i << " " << k;
          }
        }
        for (const PlacedBullet& bullet : result.layout->bullets) {
          EXPECT_EQ(bullet.text.ink().intersected(bullet.card), bullet.text.ink());
        }
      }
    }
  }
}

TEST(SlideLayout, FitsAnOrdinarySlideIntoTheSocialSafeArea) {
  const LayoutResult result =
      lay_out(lesson_of({slide_of("How it works", {"First this", "Then that"})}), 0, SafeArea::kSocial);
  ASSERT_TRUE(result.layout);
  for (const PixelRect& rect : texts_of(*result.layout)) {
    EXPECT_EQ(rect.intersected({100, 400, 770, 848}), rect);
  }
}

TEST(SlideLayout, PutsTheViewerBelowTheLessonsTitleWithinTheSafeArea) {
  const std::string viewer = "Clinical Researcher \u00B7 pharmaceuticals \u00B7 twenty years in hospitals and trials";
  for (const SafeArea area : {SafeArea::kPlayer, SafeArea::kSocial}) {
    for (const char* title : {"A lesson", "A title of a lesson that goes on and on, for two lines at least",
                              "\u0634\u0631\u062D \u0642\u0635\u064A\u0631"}) {
      Lesson lesson = lesson_of({slide_of("How it works", {"First this", "Then that"})});
      lesson.title = title;
      const LayoutRequest request{&lesson, 0, Composition::kTypeOnly, area, viewer};
      const SlideLayout layout = lay_out_slide(shared_typesetter(), Theme{}, request).layout.value();
      ASSERT_TRUE(layout.viewer);
      const PixelRect ink = layout.viewer->ink();
      EXPECT_EQ(ink.intersected(Theme{}.area(area)), ink);
      EXPECT_TRUE(ink.intersected(layout.label.ink()).empty());
      EXPECT_TRUE(ink.intersected(layout.icon).empty());
      EXPECT_GT(layout.title.ink().top, ink.bottom());
      EXPECT_EQ(ink.intersected(layout.label_panel), ink);
      EXPECT_EQ(layout.viewer->block.font.size_px, Theme{}.label.smallest);
      EXPECT_EQ(layout.viewer->block.broken_words, 0U);
      EXPECT_GT(layout.viewer->block.lines.size(), 1U) << "it goes on rather than being cut";
    }
  }
}

TEST(SlideLayout, SaysNothingOfAViewerWhoIsNotKnown) {
  EXPECT_FALSE(layout_of(slide_of("Short", {"A"})).viewer);
}

TEST(SlideLayout, KeepsBulletsClearOfCaptionsWhereTheyFit) {
  const Lesson lesson = read_example("what_llms_are.json");
  for (std::size_t slide = 0; slide < lesson.slides.size(); ++slide) {
    const SlideLayout layout = lay_out(lesson, slide, SafeArea::kPlayer, Composition::kWithPicture).layout.value();
    EXPECT_LE(layout.bullets.back().card.bottom(), Theme{}.caption_top);
  }
}

TEST(SlideLayout, SaysInOneLineWhatASlideThatCannotFitNeeds) {
  const LayoutResult social = lay_out(read_example("longest_allowed.json"), 0, SafeArea::kSocial);
  EXPECT_FALSE(social.layout);
  ASSERT_EQ(social.faults.size(), 1U);
  EXPECT_THAT(social.faults[0], StartsWith("/slides/0: does not fit: its texts need 1697 px"));
  EXPECT_THAT(social.faults[0], HasSubstr("title 56 px, bullets 40 px"));
  EXPECT_THAT(social.faults[0], HasSubstr("the longest is /slides/0/items/3/bullet, 9 lines"));
  EXPECT_THAT(social.faults[0], HasSubstr("--safe-area player"));

  const std::vector<std::string> bullets(5, std::string(100, 'W'));
  const LayoutResult player = lay_out(lesson_of({slide_of(std::string(100, 'W'), bullets)}));
  ASSERT_EQ(player.faults.size(), 1U);
  EXPECT_THAT(player.faults[0], ::testing::Not(HasSubstr("--safe-area")));
}

TEST(SlideLayout, KeepsASeenGapBetweenCardsWhateverTheTheme) {
  Theme theme;
  theme.gap_between_bullets = 8;
  const Lesson lesson = read_example("longest_allowed.json");
  const SlideLayout layout = lay_out_slide(shared_typesetter(), theme, {&lesson, 0}).layout.value();
  for (std::size_t i = 1; i < layout.bullets.size(); ++i) {
    EXPECT_GE(layout.bullets[i].card.top - layout.bullets[i - 1].card.bottom(), 8);
  }
}

TEST(SlideLayout, MirrorsSlidesThatReadFromTheRight) {
  const Lesson lesson = read_example("many_scripts.json");
  const SlideLayout layout = lay_out(lesson, 1).layout.value();
  EXPECT_TRUE(layout.right_to_left);
  const int right = layout.safe_area.right() - 28;
  EXPECT_NEAR(layout.title.left + layout.title.block.width, right, 1.5);
  for (const PlacedBullet& bullet : layout.bullets) {
    EXPECT_EQ(bullet.marker.right(), right);
    EXPECT_GT(bullet.marker.left, bullet.text.ink().right());
  }
  EXPECT_LT(layout.logo_box.left, layout.progress.left) << "the footer stays as it is";
}

TEST(SlideLayout, KeepsLogoAndProgressWhereTheyAreOnEverySlide) {
  const Lesson lesson = read_example("what_llms_are.json");
  const SlideLayout first = lay_out(lesson, 0).layout.value();
  for (std::size_t slide = 1; slide < lesson.slides.size(); ++slide) {
    const SlideLayout layout = lay_out(lesson, slide, SafeArea::kPlayer, Composition::kWithPicture).layout.value();
    EXPECT_EQ(layout.logo_box, first.logo_box);
    EXPECT_EQ(layout.segments, first.segments);
    EXPECT_EQ(layout.progress.top, first.progress.top);
    EXPECT_NEAR(layout.progress.left + layout.progress.block.width, first.progress.left + first.progress.block.width,
                1);
  }
}

TEST(SlideLayout, ShowsTheProgressOfTwentySlides) {
  const Lesson lesson = lesson_of(std::vector<Slide>(20, slide_of("Title", {"Bullet"})));
  const SlideLayout layout = lay_out(lesson, 19).layout.value();
  ASSERT_EQ(layout.segments.size(), 20U);
  EXPECT_GT(layout.segments[0].width, 3);
  EXPECT_GT(layout.logo_box.width, 300);
}

}  // namespace
}  // namespace vina
