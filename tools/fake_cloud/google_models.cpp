// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/google_models.h"

#include <algorithm>
#include <array>

namespace vina::fake {
namespace {

struct Shape {
  std::string_view ratio;
  PixelSize at_1k;  ///< Gemini 3 and later; 2K and 4K are two and four times as large
  PixelSize older;  ///< gemini-2.5-flash-image
  PixelSize of_imagen;
};

constexpr std::array<Shape, 14> kShapes{{
    {"1:1", {1024, 1024}, {1024, 1024}, {1024, 1024}},
    {"2:3", {848, 1264}, {832, 1248}, {}},
    {"3:2", {1264, 848}, {1248, 832}, {}},
    {"3:4", {896, 1200}, {864, 1184}, {896, 1280}},
    {"4:3", {1200, 896}, {1184, 864}, {1280, 896}},
    {"4:5", {928, 1152}, {896, 1152}, {}},
    {"5:4", {1152, 928}, {1152, 896}, {}},
    {"9:16", {768, 1376}, {768, 1344}, {768, 1408}},
    {"16:9", {1376, 768}, {1344, 768}, {1408, 768}},
    {"21:9", {1584, 672}, {1536, 672}, {}},
    {"1:4", {512, 2048}, {}, {}},
    {"4:1", {2048, 512}, {}, {}},
    {"1:8", {384, 3072}, {}, {}},
    {"8:1", {3072, 384}, {}, {}},
}};
constexpr std::size_t kOrdinaryRatios = 10;

struct Retired {
  std::string_view id;
  std::string_view successor;
};

constexpr std::array<Retired, 11> kRetired{{
    {"gemini-3.1-flash-image", "gemini-nano-banana-2.1"},
    {"gemini-3.1-flash-image-preview", "gemini-nano-banana-2.1"},
    {"gemini-3-pro-image-preview", "gemini-3-pro-image"},
    {"gemini-2.5-flash-image-preview", "gemini-nano-banana-2.1"},
    {"imagen-4.0-generate-001", "gemini-nano-banana-2.1"},
    {"imagen-4.0-ultra-generate-001", "gemini-3-pro-image"},
    {"imagen-4.0-fast-generate-001", "gemini-nano-banana-2.1"},
    {"imagen-4.0-generate-preview-06-06", "gemini-nano-banana-2.1"},
    {"imagen-4.0-ultra-generate-preview-06-06", "gemini-3-pro-image"},
    {"imagen-4.0-fast-generate-preview-06-06", "gemini-nano-banana-2.1"},
    {"imagen-3.0-generate-002", "gemini-nano-banana-2.1"},
}};

}  // namespace

std::vector<GoogleModel> google_models(bool with_imagen) {
  std::vector<GoogleModel> models{
      {.id = "gemini-2.5-flash-image", .sizes = {}, .thinks = false},
      {.id = "gemini-3-pro-image", .sizes = {"1K", "2K", "4K"}},
      {.id = "gemini-3.1-flash-lite-image", .sizes = {"1K"}},
      {.id = "gemini-nano-banana-2.1", .sizes = {"1K", "2K", "4K"}, .all_ratios = true},
  };
  if (with_imagen) models.push_back({.id = "imagen-test", .sizes = {"1K", "2K"}, .thinks = false, .predicts = true});
  return models;
}

std::optional<std::string> successor_of(std::string_view id) {
  for (const Retired& retired : kRetired) {
    if (retired.id == id) return std::string{retired.successor};
  }
  return std::nullopt;
}

std::vector<std::string> ratios_of(const GoogleModel& model) {
  std::vector<std::string> ratios;
  for (std::size_t i = 0; i < kShapes.size(); ++i) {
    const bool accepted = model.predicts ? kShapes[i].of_imagen.width > 0 : i < kOrdinaryRatios || model.all_ratios;
    if (accepted) ratios.emplace_back(kShapes[i].ratio);
  }
  return ratios;
}

PixelSize google_picture_size(const GoogleModel& model, const std::string& ratio, const std::string& size) {
  const auto found =
      std::find_if(kShapes.begin(), kShapes.end(), [&](const Shape& shape) { return shape.ratio == ratio; });
  const Shape& shape = found == kShapes.end() ? kShapes.front() : *found;
  PixelSize pixels = model.predicts ? shape.of_imagen : model.sizes.empty() ? shape.older : shape.at_1k;
  const int factor = size == "4K" ? 4 : size == "2K" ? 2 : 1;
  return {pixels.width * factor, pixels.height * factor};
}

Json describe(const GoogleModel& model) {
  return {{"name", "models/" + model.id},
          {"version", "001"},
          {"displayName", model.id},
          {"description", "An image model of the fake cloud."},
          {"inputTokenLimit", 32768},
          {"outputTokenLimit", 32768},
          {"supportedGenerationMethods", Json::array({model.predicts ? "predict" : "generateContent"})}};
}

}  // namespace vina::fake
