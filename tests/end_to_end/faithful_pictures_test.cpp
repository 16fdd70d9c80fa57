// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Compares what a finished video shows with the pictures that were drawn, by ffmpeg's measure of likeness.

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

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

const std::filesystem::path kLesson = testing::kExampleLessons / "what_llms_are.json";

/// A picture with detail everywhere: a fractal, slightly blurred, with the noise of a photograph.
void make_photograph(const std::filesystem::path& file) {
  const testing::CommandResult made =
      run_command({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "mandelbrot=s=1080x1920:maxiter=300:start_scale=0.6",
                   "-vf", "gblur=sigma=1.5,noise=alls=4:all_seed=1", "-frames:v", "1", file.string()});
  if (made.exit_code != 0) throw std::runtime_error{made.err};
}

/// The last frame of each state of a slide, which is the one it settles in.
std::vector<std::int64_t> settled_frames(const json& slide) {
  std::vector<std::int64_t> frames;
  for (const json& bullet : slide.at("bullets")) frames.push_back(bullet.at("reveal_frame").get<std::int64_t>() - 1);
  frames.push_back(slide.at("start_frame").get<std::int64_t>() + slide.at("frames").get<std::int64_t>() - 1);
  return frames;
}

/// The structural similarity of the luma of one frame and of a drawn picture, whose colours ffmpeg converts.
double luma_similarity(const std::filesystem::path& video, std::int64_t frame, const std::filesystem::path& drawn) {
  const testing::CommandResult compared = run_command(
      {"ffmpeg", "-v", "info", "-ss", fmt::format("{:.6f}", static_cast<double>(frame) / 30.0), "-i", video.string(),
       "-i", drawn.string(), "-filter_complex",
       "[1:v]scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p[drawn];"
       "[0:v]trim=end_frame=1[shown];[shown][drawn]ssim",
       "-frames:v", "1", "-f", "null", "-"});
  const std::size_t at = compared.err.rfind("SSIM Y:");
  if (at == std::string::npos) throw std::runtime_error{compared.err};
  return std::stod(compared.err.substr(at + 7));
}

TEST(FaithfulPictures, AreSeenAsTheyWereDrawn) {
  const testing::ScratchFolder folder;
  std::filesystem::create_directory(folder / "pictures");
  make_photograph(folder / "pictures/fig-3-1.png");
  const std::vector<std::string> pictures{"--images", (folder / "pictures").string(), "--quiet"};
  std::vector<std::string> render{kProgram, "render", kLesson.string(), "-o", (folder / "out.mp4").string()};
  std::vector<std::string> slides{kProgram, "slides", kLesson.string(), "-o", (folder / "slides").string()};
  render.insert(render.end(), pictures.begin(), pictures.end());
  slides.insert(slides.end(), pictures.begin(), pictures.end());
  ASSERT_EQ(run_command(render).exit_code, 0);
  ASSERT_EQ(run_command(slides).exit_code, 0);

  const json report = json::parse(content_of(folder / "out.json"));
  for (std::size_t slide = 0; slide < report.at("slides").size(); ++slide) {
    const std::vector<std::int64_t> frames = settled_frames(report["slides"][slide]);
    for (std::size_t state = 0; state < frames.size(); ++state) {
      const std::string name = fmt::format("slide-{:02}-{}.png", slide + 1, state);
      const double least = slide == 2 ? 0.99 : 0.998;  // with a photograph, and with text on the backdrop
      EXPECT_GE(luma_similarity(folder / "out.mp4", frames[state], folder / "slides" / name), least) << name;
    }
  }
}

}  // namespace
}  // namespace vina
