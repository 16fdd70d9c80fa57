// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/lesson_painter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <random>
#include <thread>

#include "base/error.h"
#include "slides/compositing.h"
#include "slides/slide_animation.h"
#include "slides/theme_reader.h"
#include "support/scratch_folder.h"
#include "unit/slides/tests_of_slides.h"

namespace vina {
namespace {

using testing::figures_of;
using ::testing::HasSubstr;
using testing::lesson_of;
using testing::picture_of;
using testing::read_example;
using testing::ScratchFolder;
using testing::slide_of;
using testing::timeline_of;

Lesson small_lesson(bool with_figures = false) {
  Lesson lesson = lesson_of({slide_of("First slide", {"One", "Two of them", "Three"}, SlideType::kHook),
                             slide_of("Second slide", {"Four", "Five"}, SlideType::kExample)});
  if (with_figures) lesson.slides[0].items[1].figure = Figure{};
  return lesson;
}

/// The pixels of `rect`, one after the other.
std::vector<std::uint32_t> pixels_in(const Picture& picture, const PixelRect& rect) {
  std::vector<std::uint32_t> pixels;
  for (int y = rect.top; y < rect.bottom(); ++y) {
    const auto row = picture.row(y).subspan(static_cast<std::size_t>(rect.left), static_cast<std::size_t>(rect.width));
    pixels.insert(pixels.end(), row.begin(), row.end());
  }
  return pixels;
}

double least_contrast(const Picture& picture, const PixelRect& rect, Colour text) {
  double least = 21;
  for (const std::uint32_t pixel : pixels_in(picture, rect)) {
    least = std::min(least, contrast_ratio(Colour::from_pixel(pixel), text));
  }
  return least;
}

/// Checks every text of every state against the pixels that are really below it.
void expect_readable(const LessonPainter& painter, const Theme& theme, const std::string& what) {
  for (std::size_t slide = 0; slide < painter.slide_count(); ++slide) {
    const SlideLayout& layout = painter.layout(slide);
    for (std::size_t state = 0; state < painter.state_count(slide); ++state) {
      const Picture picture = painter.paint_without_text(slide, state);
      const auto expect = [&](const PlacedText& text, Colour colour, const char* name) {
        EXPECT_GE(least_contrast(picture, text.ink(), colour), 4.5)
            << what << " " << slide << " " << state << " " << name;
      };
      expect(layout.label, theme.label_colour, "label");
      if (layout.viewer) expect(*layout.viewer, theme.label_colour, "viewer");
      expect(layout.title, theme.title_colour, "title");
      expect(layout.progress, theme.label_colour, "progress");
      for (std::size_t i = 0; i < state; ++i) {
        const bool current = i + 1 == state;
        expect(layout.bullets[i].text, current ? theme.current_colour : theme.spoken_colour, "bullet");
      }
    }
  }
}

class Readability : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Themes, Readability, ::testing::Values("vina", "light"));

TEST_P(Readability, HoldsOnTheBackdropOfEverySlideType) {
  const Theme theme = load_theme(GetParam());
  std::vector<Slide> slides;
  for (const SlideType type :
       {SlideType::kUnspecified, SlideType::kHook, SlideType::kConcept, SlideType::kExample, SlideType::kConnection}) {
    slides.push_back(
        slide_of("A title that runs over two lines", {"A bullet that goes on and on and on", "Last"}, type));
  }
  expect_readable(LessonPainter{lesson_of(slides), {.theme = theme}}, theme, "backdrop");
}

TEST_P(Readability, HoldsOnAnyPhotograph) {
  const Theme theme = load_theme(GetParam());
  Lesson lesson = lesson_of({slide_of("A title that runs over two lines", {"A bullet that goes on and on", "Last"})});
  lesson.slides[0].items[0].figure = Figure{};
  const auto expect = [&](const char* what, std::shared_ptr<const Picture> picture) {
    expect_readable(LessonPainter{lesson, {.theme = theme, .viewer = "Nurse"}, figures_of(std::move(picture))}, theme,
                    what);
  };
  std::mt19937 random{1};
  expect("white", picture_of([](int, int) { return 0xFFFFFF; }));
  expect("black", picture_of([](int, int) { return 0x000000; }));
  expect("chess", picture_of([](int x, int y) { return (x / 40 + y / 40) % 2 == 0 ? 0xFFFFFF : 0x000000; }));
  expect("yellow", picture_of([](int, int) { return 0xFFFF00; }));
  expect("noise", picture_of([&](int, int) { return random() & 0xFFFFFFU; }));
}

TEST(LessonPainter, FitsTheLongestLessonIntoThePlayersSafeArea) {
  const LessonPainter painter{read_example("longest_allowed.json"), {.theme = load_theme("vina")}};
  EXPECT_EQ(painter.slide_count(), 3U);
  EXPECT_EQ(painter.state_count(0), 6U);
  EXPECT_TRUE(painter.warnings().empty());
}

TEST(LessonPainter, NamesSlidesThatCannotFitOneALine) {
  Lesson lesson = read_example("longest_allowed.json");
  lesson.slides.push_back(lesson.slides[0]);
  try {
    const LessonPainter painter{lesson, {.safe_area = SafeArea::kSocial}};
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidLesson);
    EXPECT_THAT(error.what(), HasSubstr("/slides/0: does not fit: "));
    EXPECT_THAT(error.what(), HasSubstr("\n/slides/3: does not fit: "));
    EXPECT_EQ(std::count(error.what(), error.what() + std::strlen(error.what()), '\n'), 1);
  }
}

/// What cards must keep clear of.
struct Obstacle {
  const char* name;
  PixelRect rect;
};

void expect_clear_cards(const SlideLayout& layout, const Theme& theme, SafeArea area, const std::string& what) {
  std::vector<Obstacle> obstacles{{"label", layout.label.ink()},
                                  {"icon", layout.icon},
                                  {"title", layout.title.ink()},
                                  {"logo", layout.logo_box},
                                  {"progress", layout.progress.ink()}};
  for (const PixelRect& segment : layout.segments) obstacles.push_back({"segment", segment});
  if (area == SafeArea::kPlayer) {
    obstacles.push_back({"captions", {0, theme.caption_top, kCanvas.width, kCanvas.height - theme.caption_top}});
  }
  for (std::size_t i = 0; i < layout.bullets.size(); ++i) {
    const PixelRect& card = layout.bullets[i].card;
    EXPECT_EQ(card.intersected(theme.area(area)), card) << what << " card " << i;
    for (const Obstacle& obstacle : obstacles) {
      EXPECT_TRUE(card.intersected(obstacle.rect).empty()) << what << " card " << i << " " << obstacle.name;
    }
    const int gap = i == 0 ? 8 : card.top - layout.bullets[i - 1].card.bottom();
    EXPECT_GE(gap, 8) << what << " card " << i;
  }
}

TEST(LessonPainter, KeepsCardsClearOfEverythingElse) {
  // Slides with figures and without have different compositions; the examples have both.
  const FigureSource figures = figures_of(picture_of([](int, int) { return 0xFFFFFF; }));
  for (const std::string name : {"what_llms_are.json", "many_scripts.json", "longest_allowed.json"}) {
    for (const char* theme_name : {"vina", "light"}) {
      for (const SafeArea area : {SafeArea::kPlayer, SafeArea::kSocial}) {
        Lesson lesson = read_example(name);
        // The longest slide there can be has no place in the social area at readable sizes: docs/themes.md.
        if (area == SafeArea::kSocial && name == "longest_allowed.json") lesson.slides.erase(lesson.slides.begin());
        const Theme theme = load_theme(theme_name);
        const LessonPainter painter{lesson, {.theme = theme, .safe_area = area}, figures};
        for (std::size_t slide = 0; slide < painter.slide_count(); ++slide) {
          expect_clear_cards(painter.layout(slide), theme, area, name + " " + theme_name + " " + std::to_string(slide));
        }
      }
    }
  }
}

TEST(LessonPainter, ShowsForWhomTheLessonIsOnEverySlide) {
  const LessonPainter with{small_lesson(), {.viewer = "Nurse"}};
  const LessonPainter without{small_lesson(), {}};
  EXPECT_TRUE(with.warnings().empty());
  EXPECT_NE(with.description(), without.description()) << "a slide without it must not come from the cache";
  for (std::size_t slide = 0; slide < with.slide_count(); ++slide) {
    const PixelRect ink = with.layout(slide).viewer.value().ink();
    EXPECT_NE(pixels_in(with.paint(slide, 0), ink), pixels_in(with.paint_without_text(slide, 0), ink));
    EXPECT_FALSE(without.layout(slide).viewer);
  }
}

TEST(LessonPainter, LeavesTheViewerOutWhereASlideHasNoRoomForIt) {
  const std::string wordy = [] {
    std::string words;
    for (int i = 0; i < 60; ++i) words += "many words ";
    return words;
  }();
  const Lesson lesson = read_example("longest_allowed.json");
  const LessonPainter painter{lesson, {.viewer = wordy}};
  ASSERT_EQ(painter.warnings().size(), 1U);
  EXPECT_THAT(painter.warnings()[0].message, HasSubstr("has no room"));
  EXPECT_FALSE(painter.warnings()[0].degrades);
  EXPECT_TRUE(painter.paint(0, 5) == LessonPainter(lesson, {}).paint(0, 5));
}

TEST(LessonPainter, WarnsOfCharactersNoFontCanShow) {
  const LessonPainter painter{lesson_of({slide_of("Title", {"private \xF3\xB0\x80\x80 use"})}), {}};
  ASSERT_EQ(painter.warnings().size(), 1U);
  EXPECT_EQ(painter.warnings()[0].place, "/slides/0/items/0/bullet");
  EXPECT_TRUE(painter.warnings()[0].degrades);
  EXPECT_THAT(painter.warnings()[0].message, HasSubstr("U+F0000"));
}

TEST(LessonPainter, SaysWhatToDoWhereThePackageOfACharacterIsThereAlready) {
  const LessonPainter painter{lesson_of({slide_of("Title", {"unassigned \xF0\x9F\xA3\xBF"})}), {}};
  ASSERT_EQ(painter.warnings().size(), 1U);
  EXPECT_THAT(
      painter.warnings()[0].message,
      ::testing::EndsWith("fonts for such characters are in the Debian package fonts-noto-color-emoji (if it is "
                          "installed already, in a newer version; else use other characters)"));
}

TEST(LessonPainter, WarnsOfAFontFamilyThatIsNotThere) {
  Theme theme = load_theme("vina");
  theme.title.family = "No Such Font";
  const LessonPainter painter{small_lesson(), {.theme = theme}};
  ASSERT_EQ(painter.warnings().size(), 1U);
  EXPECT_TRUE(painter.warnings()[0].degrades);
  EXPECT_THAT(painter.warnings()[0].message, HasSubstr("'No Such Font'"));
}

TEST(LessonPainter, RejectsALogoThatIsNoPicture) {
  const ScratchFolder folder;
  std::ofstream{folder / "logo.png"} << "not a picture";
  const std::pair<std::filesystem::path, ErrorKind> cases[] = {{folder / "logo.png", ErrorKind::kMedia},
                                                               {folder / "missing.png", ErrorKind::kInvalidOption},
                                                               {folder.path(), ErrorKind::kInvalidOption}};
  for (const auto& [path, kind] : cases) {
    try {
      const LessonPainter painter{small_lesson(), {.logo = path}};
      FAIL() << path;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), kind);
      EXPECT_THAT(error.what(), HasSubstr(path.string()));
    }
  }
}

TEST(LessonPainter, PaintsTheSamePixelsOnEveryThreadAndInEveryLocale) {
  const LessonPainter painter{small_lesson(), {.theme = load_theme("vina")}};
  const Picture expected = painter.paint(0, 2);
  ::setenv("LANGUAGE", "ja", 1);
  std::vector<std::jthread> threads;
  std::vector<Picture> painted(4);
  for (Picture& picture : painted) {
    threads.emplace_back([&painter, &picture] { picture = painter.paint(0, 2); });
  }
  threads.clear();
  ::unsetenv("LANGUAGE");
  for (const Picture& picture : painted) EXPECT_TRUE(picture == expected);
  const LessonPainter again{small_lesson(), {.theme = load_theme("vina")}};
  EXPECT_TRUE(again.paint(0, 2) == expected);
}

TEST(LessonPainter, ChangesOnlyTheCardsOfTwoBulletsBetweenStates) {
  const LessonPainter painter{small_lesson(), {}};
  const Picture before = painter.paint(0, 1);
  const Picture after = painter.paint(0, 2);
  const std::vector<PlacedBullet>& bullets = painter.layout(0).bullets;
  const PixelRect cards = bullets[0].card.united(bullets[1].card);
  const PixelRect changed = difference_bounds(before, after, before.bounds());
  EXPECT_FALSE(changed.empty());
  EXPECT_EQ(changed.intersected(cards), changed);
}

TEST(LessonPainter, ShowsAFigureFromItsOwnItemOn) {
  const auto red = picture_of([](int, int) { return 0xFF0000; });
  const LessonPainter painter{small_lesson(true), {}, figures_of(red)};
  const auto top_left = [&](std::size_t state) { return Colour::from_pixel(painter.paint(0, state).row(10)[10]); };
  EXPECT_LT(top_left(1).red, 100);
  EXPECT_GT(top_left(2).red, 200);
  EXPECT_GT(top_left(3).red, 200);
}

/// Every frame of an animation, and checks on the way that nothing changes outside `changed`.
std::vector<std::shared_ptr<const Picture>> all_frames(PictureSequence& sequence) {
  std::vector<std::shared_ptr<const Picture>> frames;
  std::shared_ptr<const Picture> last;
  while (const std::optional<HeldPicture> held = sequence.next()) {
    EXPECT_GE(held->hold.count(), 1);
    if (!last) {
      EXPECT_EQ(held->changed, held->picture->bounds());
    } else {
      EXPECT_EQ(difference_bounds(*last, *held->picture, last->bounds()).united(held->changed), held->changed);
    }
    last = std::make_shared<Picture>(*held->picture);
    for (std::int64_t i = 0; i < held->hold.count(); ++i) frames.push_back(last);
  }
  return frames;
}

double mean_difference(const Picture& a, const Picture& b, const PixelRect& rect) {
  const std::vector<std::uint32_t> pixels_a = pixels_in(a, rect);
  const std::vector<std::uint32_t> pixels_b = pixels_in(b, rect);
  double sum = 0;
  for (std::size_t i = 0; i < pixels_a.size(); ++i) {
    sum += std::abs(Colour::from_pixel(pixels_a[i]).green - Colour::from_pixel(pixels_b[i]).green);
  }
  return sum / static_cast<double>(pixels_a.size());
}

TEST(SlideAnimation, RevealsEachBulletInItsFrameAndEndsWithTheStateItself) {
  const Lesson lesson = small_lesson(true);
  const auto picture = picture_of([](int x, int y) { return x * 7 + y * 256; });
  const LessonPainter painter{lesson, {}, figures_of(picture)};
  const TimelineSlide timeline = timeline_of(lesson.slides[0], 0, 40);
  const auto frames = all_frames(*painter.animate(0, timeline));
  ASSERT_EQ(static_cast<std::int64_t>(frames.size()), timeline.length.count());
  EXPECT_TRUE(*frames[0] == painter.paint(0, 0)) << "a first slide needs no transition";
  for (std::size_t item = 0; item < timeline.items.size(); ++item) {
    const auto reveal = static_cast<std::size_t>(timeline.items[item].reveal.count());
    const PixelRect card = painter.layout(0).bullets[item].card;
    EXPECT_TRUE(*frames[reveal - 1] == painter.paint(0, item));
    EXPECT_GT(mean_difference(*frames[reveal - 1], *frames[reveal], card), 2) << "visible at once";
    EXPECT_TRUE(*frames[reveal + 39] == painter.paint(0, item + 1));
  }
}

TEST(SlideAnimation, CrossfadesFromTheLastPictureOfTheSlideBefore) {
  const Lesson lesson = small_lesson();
  const LessonPainter painter{lesson, {}};
  const auto frames = all_frames(*painter.animate(1, timeline_of(lesson.slides[1], 300, 40)));
  const Picture before = painter.paint(0, 3);
  const Picture after = painter.paint(1, 0);
  EXPECT_FALSE(*frames[0] == before);
  EXPECT_LT(mean_difference(*frames[0], before, before.bounds()), mean_difference(*frames[0], after, after.bounds()));
  EXPECT_FALSE(*frames[8] == after);
  EXPECT_TRUE(*frames[9] == after);
}

TEST(SlideAnimation, NeverShowsTwoTitlesAtOnce) {
  const Lesson lesson = small_lesson();
  const LessonPainter painter{lesson, {}};
  const auto frames = all_frames(*painter.animate(1, timeline_of(lesson.slides[1], 300, 40)));
  const PixelRect title = painter.layout(0).title.ink().intersected(painter.layout(1).title.ink());
  const Picture& middle = *frames[4];
  const Picture empty_before = painter.paint_without_text(0, 0);
  const Picture empty_after = painter.paint_without_text(1, 0);
  Picture dissolved{middle.size()};
  blend(empty_before, empty_after, kFullStrength / 2, dissolved.bounds(), dissolved);
  EXPECT_LT(mean_difference(middle, dissolved, title), 0.6);
  // The title before, the one after: each in its own half.
  EXPECT_GT(mean_difference(*frames[1], dissolved, title), 4);
  EXPECT_GT(mean_difference(*frames[7], dissolved, title), 4);
}

TEST(SlideAnimation, KeepsTheLogoThroughACrossfade) {
  const Lesson lesson = small_lesson();
  const LessonPainter painter{lesson, {}};
  const auto frames = all_frames(*painter.animate(1, timeline_of(lesson.slides[1], 300, 40)));
  const PixelRect logo = painter.layout(1).logo_box;
  Picture expected = painter.paint(1, 0);
  for (const auto& frame : frames) EXPECT_LT(mean_difference(*frame, expected, logo), 1.5);
}

TEST(SlideAnimation, CutsWithoutATransition) {
  const Lesson lesson = small_lesson();
  const LessonPainter painter{lesson, {.transition = Frames{0}}};
  const auto frames = all_frames(*painter.animate(1, timeline_of(lesson.slides[1], 300, 40)));
  EXPECT_TRUE(*frames[0] == painter.paint(1, 0));
}

TEST(SlideAnimation, PlansFadesThatEndWhereTheNextBegins) {
  const Slide slide = slide_of("Title", {"One", "Two"});
  for (const std::int64_t talk : {1, 2, 5, 6, 7, 100}) {
    const TimelineSlide timeline = timeline_of(slide, 30, talk);
    Frames length;
    for (const PlannedPicture& planned : plan_pictures(timeline, Frames{9})) {
      EXPECT_GE(planned.hold.count(), 1);
      length += planned.hold;
    }
    EXPECT_EQ(length, timeline.length);
  }
}

TEST(SlideAnimation, SkipsStatesThatLastNoTime) {
  TimelineSlide timeline = timeline_of(slide_of("Title", {"One", "Two"}), 0, 0);
  timeline.length = Frames{40};
  const std::vector<PlannedPicture> plan = plan_pictures(timeline, Frames{0});
  EXPECT_EQ(plan.front().state, 0U);
  EXPECT_EQ(plan.back(), (PlannedPicture{2, kFullStrength, Frames{21}}));
}

}  // namespace
}  // namespace vina
