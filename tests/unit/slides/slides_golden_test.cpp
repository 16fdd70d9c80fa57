// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/atomic_file.h"
#include "images/picture_loader.h"
#include "slides/contact_sheet.h"
#include "slides/lesson_painter.h"
#include "slides/theme_reader.h"
#include "unit/slides/tests_of_slides.h"

namespace vina {
namespace {

constexpr PixelSize kGoldenSize{270, 480};
/// A part of a pixel that differs by more than this counts; another version of a font renderer stays below.
constexpr int kNoticeable = 40;
/// Text that moves by four pixels of the full size changes more pixels than this.
constexpr double kLargestShare = 0.004;

std::filesystem::path golden_folder() {
  return std::filesystem::path{VINA_SOURCE_DIR} / "tests" / "golden" / "slides";
}

void write_file(const Picture& picture, const std::filesystem::path& path) {
  AtomicFile file{path};
  write_png(picture, file);
  file.commit();
}

bool differs(std::uint32_t a, std::uint32_t b) {
  for (const unsigned shift : {0U, 8U, 16U}) {
    if (std::abs(static_cast<int>(a >> shift & 0xFFU) - static_cast<int>(b >> shift & 0xFFU)) > kNoticeable)
      return true;
  }
  return false;
}

/// Compares, and on failure leaves the picture and a map of the differences in the build folder.
void expect_golden(const Picture& picture, const std::string& name) {
  const std::filesystem::path path = golden_folder() / (name + ".png");
  if (std::getenv("VINA_UPDATE_GOLDENS") != nullptr) return write_file(picture, path);
  ASSERT_TRUE(std::filesystem::exists(path)) << path << " is missing; run with VINA_UPDATE_GOLDENS=1 and look at it";
  const Picture golden = load_cover(path, kGoldenSize);
  Picture map{kGoldenSize};
  std::int64_t different = 0;
  for (int y = 0; y < kGoldenSize.height; ++y) {
    for (std::size_t x = 0; x < static_cast<std::size_t>(kGoldenSize.width); ++x) {
      const bool here = differs(picture.row(y)[x], golden.row(y)[x]);
      different += here ? 1 : 0;
      map.row(y)[x] = here ? 0xFFFF'2020U : (golden.row(y)[x] >> 2U & 0x3F'3F3FU);
    }
  }
  const double share = static_cast<double>(different) / (kGoldenSize.width * kGoldenSize.height);
  if (share <= kLargestShare) return;
  const std::filesystem::path output = std::filesystem::path{VINA_BINARY_DIR} / "golden-differences";
  std::filesystem::create_directories(output);
  write_file(picture, output / (name + ".png"));
  write_file(map, output / (name + "-difference.png"));
  ADD_FAILURE() << name << ": " << share * 100 << " % of the pixels differ; see " << output;
}

/// Something like a photograph: a bright sky over dark hills.
std::uint32_t landscape(int x, int y) {
  const int hill = 1100 + (x - 540) * (x - 540) / 1500;
  if (y > hill) return 0x20'3830U + static_cast<std::uint32_t>((y - hill) / 40);
  const auto shade = static_cast<std::uint32_t>(y / 16);
  return (250 - shade) << 16U | (235 - shade) << 8U | (225 - shade / 2);
}

class GoldenSlides : public ::testing::TestWithParam<std::tuple<const char*, const char*>> {};
INSTANTIATE_TEST_SUITE_P(Lessons, GoldenSlides,
                         ::testing::Combine(::testing::Values("vina", "light"),
                                            ::testing::Values("what_llms_are", "many_scripts", "longest_allowed")));

TEST_P(GoldenSlides, LookAsApproved) {
  const auto [theme, lesson] = GetParam();
  const LessonPainter painter{testing::read_example(std::string{lesson} + ".json"),
                              {.theme = load_theme(theme)},
                              testing::figures_of(testing::picture_of(landscape))};
  for (std::size_t slide = 0; slide < painter.slide_count(); ++slide) {
    const Picture picture = painter.paint(slide, painter.state_count(slide) - 1);
    expect_golden(scaled_down(picture, kGoldenSize), fmt::format("{}-{}-{}", theme, lesson, slide + 1));
  }
}

}  // namespace
}  // namespace vina
