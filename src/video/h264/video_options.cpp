// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/video_options.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"

namespace vina {
namespace {

constexpr std::array<std::string_view, 10> kPresets{"ultrafast", "superfast", "veryfast", "faster",   "fast",
                                                    "medium",    "slow",      "slower",   "veryslow", "placebo"};
constexpr Frames kLongestGop{60 * kFramesPerSecond};

void check(std::string_view option, std::int64_t value, std::int64_t least, std::int64_t most) {
  if (value >= least && value <= most) return;
  throw Error{ErrorKind::kInvalidOption, fmt::format("{} is {}; it must be {} to {}", option, value, least, most)};
}

void check_side(std::string_view option, int pixels) {
  check(option, pixels, 16, 4096);
  if (pixels % 2 != 0) throw Error{ErrorKind::kInvalidOption, fmt::format("{} is {}; it must be even", option, pixels)};
}

}  // namespace

void validate(const VideoOptions& options) {
  check("the quantizer", options.quantizer, 0, 51);
  check("the quantizer offset of fades", options.fade_quantizer_offset, 0, 51);
  check("gop (in frames)", options.gop.count(), 1, kLongestGop.count());
  check_side("the width of the video", options.size.width);
  check_side("the height of the video", options.size.height);
  if (std::ranges::find(kPresets, options.preset) == kPresets.end()) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("there is no preset '{}'; use one of {}", options.preset, fmt::join(kPresets, ", "))};
  }
}

}  // namespace vina
