// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Looks at the frames of a finished video for the figures of its lesson, which are told apart by their colour.

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "support/command.h"
#include "support/file_content.h"
#include "support/program.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::content_of;
using testing::kProgram;
using testing::run_command;

json item_of(const std::string& bullet, const std::string& talk, const std::string& figure) {
  json item{{"bullet", bullet}, {"talk", talk}};
  if (!figure.empty()) item["figure"] = {{"id", figure}, {"image_prompt", "One colour."}};
  return item;
}

/// Two figures in turn and an item without one; a white picture; a slide without any.
json lesson_with_figures() {
  json lesson{{"lesson_title", "Figures"}, {"slides", json::array()}};
  lesson["slides"].push_back(
      {{"slide_title", "Two figures"},
       {"items",
        {item_of("Red", "The first of them is red.", "red"), item_of("Blue", "Now it is blue.", "blue"),
         item_of("Nothing new", "And here there is nothing new.", "")}}});
  lesson["slides"].push_back(
      {{"slide_title", "A white one"},
       {"items", {item_of("Not yet", "It is not there yet.", ""), item_of("White", "But now it is.", "white")}}});
  lesson["slides"].push_back({{"slide_title", "None"}, {"items", {item_of("None", "No picture here.", "")}}});
  return lesson;
}

class FiguresOnScreen : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = new testing::ScratchFolder;
    std::filesystem::create_directory(*folder / "pictures");
    for (const std::string colour : {"red", "blue", "white"}) {
      run_command({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=" + colour + ":s=1080x1920", "-frames:v", "1",
                   (*folder / ("pictures/" + colour + ".png")).string()});
    }
    std::ofstream{*folder / "lesson.json"} << lesson_with_figures();
    const testing::CommandResult rendered =
        run_command({kProgram, "render", (*folder / "lesson.json").string(), "-o", (*folder / "out.mp4").string(),
                     "--images", (*folder / "pictures").string(), "--quiet"});
    if (rendered.exit_code != 0) throw std::runtime_error{rendered.err};
    slides = json::parse(content_of(*folder / "out.json")).at("slides");
  }
  static void TearDownTestSuite() {
    delete folder;
    folder = nullptr;
  }

  static std::int64_t reveal(std::size_t slide, std::size_t item) {
    return slides[slide]["bullets"][item]["reveal_frame"].get<std::int64_t>();
  }
  static std::int64_t last_frame(std::size_t slide) {
    return slides[slide]["start_frame"].get<std::int64_t>() + slides[slide]["frames"].get<std::int64_t>() - 1;
  }

  /// The mean of a patch at the top, which is free of text and scrim: "red", "blue", "white" or "backdrop".
  static std::string colour_at(std::int64_t frame) {
    const testing::CommandResult result = run_command(
        {"ffmpeg", "-v", "error", "-ss", fmt::format("{:.6f}", static_cast<double>(frame) / 30.0), "-i",
         (*folder / "out.mp4").string(), "-frames:v", "1", "-vf",
         "crop=200:60:800:10,scale=1:1:in_color_matrix=bt709:flags=area,format=rgb24", "-f", "rawvideo", "-"});
    if (result.out.size() != 3) throw std::runtime_error{"frame " + std::to_string(frame) + ": " + result.err};
    std::array<int, 3> rgb{};
    for (std::size_t i = 0; i < 3; ++i) rgb[i] = static_cast<unsigned char>(result.out[i]);
    const auto [red, green, blue] = rgb;
    if (red > 180 && green > 180 && blue > 180) return "white";
    if (red > 180 && green < 60 && blue < 60) return "red";
    if (blue > 180 && red < 60 && green < 60) return "blue";
    if (red < 60 && green > 80 && blue > 80) return "backdrop";
    return fmt::format("{} {} {}", red, green, blue);
  }

  static testing::ScratchFolder* folder;
  static json slides;
};
testing::ScratchFolder* FiguresOnScreen::folder = nullptr;
json FiguresOnScreen::slides;

TEST_F(FiguresOnScreen, ShowTheFirstFromTheStartOfItsSlide) {
  EXPECT_EQ(colour_at(0), "red");
  EXPECT_EQ(colour_at(reveal(0, 0) + 10), "red");
}

TEST_F(FiguresOnScreen, ShowEachWhileItsOwnItemIsSpoken) {
  constexpr std::int64_t kFade = 6;
  EXPECT_EQ(colour_at(reveal(0, 1) - 1), "red");
  EXPECT_EQ(colour_at(reveal(0, 1) + kFade), "blue");
  EXPECT_EQ(colour_at(reveal(0, 2) - 1), "blue");
  EXPECT_EQ(colour_at(reveal(1, 1) - 1), "backdrop");
  EXPECT_EQ(colour_at(reveal(1, 1) + kFade), "white");
}

TEST_F(FiguresOnScreen, KeepTheLastUntilTheSlideEnds) {
  EXPECT_EQ(colour_at(last_frame(0)), "blue");
  EXPECT_EQ(colour_at(last_frame(1)), "white");
  EXPECT_EQ(colour_at(last_frame(2)), "backdrop");
}

}  // namespace
}  // namespace vina
