// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/theme_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string fault_of(const std::string& json) {
  try {
    read_theme(json, "mine");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
    return error.what();
  }
  return "no fault";
}

TEST(ThemeReader, TakesWhatIsLeftOutFromTheThemeVina) {
  const Theme defaults = read_theme("{}", "empty");
  const Theme vina = load_theme("vina");
  EXPECT_EQ(defaults.title.largest, vina.title.largest);
  EXPECT_EQ(defaults.title.line_height, vina.title.line_height);
  EXPECT_EQ(defaults.body.tracking, vina.body.tracking);
  EXPECT_EQ(defaults.spoken_colour, vina.spoken_colour);
  EXPECT_EQ(defaults.label_colour, vina.label_colour);
  EXPECT_EQ(defaults.accents, vina.accents);
  EXPECT_EQ(defaults.backdrop_light_opacity, vina.backdrop_light_opacity);
  EXPECT_EQ(defaults.shape_colour, vina.shape_colour);
  EXPECT_EQ(defaults.scrim_text, vina.scrim_text);
  EXPECT_EQ(defaults.panel_opacity, vina.panel_opacity);
  EXPECT_EQ(defaults.scrim_reach, vina.scrim_reach);
  EXPECT_EQ(defaults.player_area, vina.player_area);
  EXPECT_EQ(defaults.social_area, vina.social_area);
  EXPECT_EQ(defaults.caption_top, vina.caption_top);
  EXPECT_EQ(defaults.card_padding, vina.card_padding);
}

TEST(ThemeReader, AllowsComments) {
  EXPECT_EQ(read_theme("{ // mine\n \"name\": \"x\" /* so */ }", "mine").name, "x");
}

TEST(ThemeReader, NamesAllFaultsByPointer) {
  EXPECT_THAT(
      fault_of(R"({"title": {"largest": 12, "weight": "bold"}, "colours": {"titel": "#FFFFFF", "spoken": "grey"},
                           "safe_areas": {"player": {"left": 900}}, "card": 3})"),
      AllOf(HasSubstr("/title/largest: is 12; must be from 32 to 240"),
            HasSubstr("/title/weight: must be a whole number"),
            HasSubstr("/colours/titel: is unknown; known here are current, label, spoken, title"),
            HasSubstr("/colours/spoken: must be a colour"), HasSubstr("/safe_areas/player/right:"),
            HasSubstr("/card: must be an object")));
}

TEST(ThemeReader, RejectsTextNobodyCouldRead) {
  EXPECT_THAT(fault_of(R"({"colours": {"title": "#202830"}})"), HasSubstr("/colours/title: has a contrast of"));
  EXPECT_THAT(fault_of(R"({"card": {"colour": "#FFFFFF", "opacity": 0.9}})"), HasSubstr("/colours/current: "));
}

TEST(ThemeReader, RejectsSizesThatGrowWhereTheyShouldShrink) {
  EXPECT_THAT(fault_of(R"({"body": {"smallest": 60}})"), HasSubstr("/body/smallest: "));
}

TEST(ThemeReader, RejectsCardsWithoutASeenGap) {
  EXPECT_THAT(fault_of(R"({"layout": {"gap_between_bullets": 7}})"),
              HasSubstr("/layout/gap_between_bullets: is 7; must be from 8 to 200"));
}

TEST(ThemeReader, RejectsWhatIsNoJson) {
  EXPECT_THAT(fault_of("{\n\n  \"name\": }"), HasSubstr("not valid JSON near line 3"));
  EXPECT_THAT(fault_of(""), HasSubstr("not valid JSON"));
  EXPECT_THAT(fault_of("[]"), HasSubstr("no JSON object"));
  EXPECT_THAT(fault_of(std::string(300'000, ' ')), HasSubstr("larger than 256 KB"));
  EXPECT_THAT(fault_of(R"({"name": )" + std::string(5000, '[') + std::string(5000, ']') + "}"), HasSubstr("deeply"));
  EXPECT_THAT(fault_of(R"({"body": {"line_height": 1e999}})"), HasSubstr("mine"));
}

TEST(ThemeReader, ListsTheThemesThereAre) {
  EXPECT_THAT(theme_names(), ElementsAre("light", "vina"));
  try {
    load_theme("dusk");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("there is no theme 'dusk'; there are light, vina"));
  }
}

TEST(ThemeReader, KeepsTheLogoWhereAFileNamesNone) {
  const testing::ScratchFolder folder;
  std::ofstream{folder / "mine.json"} << R"({"name": "mine"})";
  EXPECT_TRUE(std::filesystem::equivalent(load_theme((folder / "mine.json").string()).logo, load_theme("vina").logo));
}

TEST(ThemeReader, FindsTheLogoBesideTheFile) {
  const testing::ScratchFolder folder;
  std::ofstream{folder / "mine.json"} << R"({"logo": "mark.png"})";
  EXPECT_EQ(load_theme((folder / "mine.json").string()).logo, folder / "mark.png");
  EXPECT_THROW(load_theme((folder / "other.json").string()), Error);
  EXPECT_THROW(load_theme(folder.path().string()), Error);
}

}  // namespace
}  // namespace vina
