// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "support/decoded_video.h"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "support/command.h"

namespace vina::testing {
namespace {

std::string raw_output(const std::vector<std::string>& command) {
  CommandResult result = run_command(command);
  if (result.exit_code != 0 || !result.err.empty()) throw std::runtime_error{"ffmpeg: " + result.err};
  return std::move(result.out);
}

}  // namespace

double DecodedPictures::change_at(std::size_t frame) const {
  const std::vector<std::uint8_t>& now = frames.at(frame);
  const std::vector<std::uint8_t>& before = frames.at(frame - 1);
  double sum = 0;
  for (std::size_t i = 0; i < now.size(); ++i) sum += std::abs(int{now[i]} - int{before[i]});
  return sum / static_cast<double>(now.size());
}

DecodedPictures decode_pictures(const std::filesystem::path& video) {
  const std::string raw = raw_output({"ffmpeg", "-v", "warning", "-i", video.string(), "-vf", "scale=54:96:flags=area",
                                      "-f", "rawvideo", "-pix_fmt", "gray", "-"});
  constexpr std::size_t kBytes = DecodedPictures::kWidth * DecodedPictures::kHeight;
  DecodedPictures pictures;
  for (std::size_t at = 0; at + kBytes <= raw.size(); at += kBytes) {
    const auto* first = reinterpret_cast<const std::uint8_t*>(raw.data()) + at;
    pictures.frames.emplace_back(first, first + kBytes);
  }
  return pictures;
}

std::vector<std::int16_t> decode_sound(const std::filesystem::path& video) {
  const std::string raw = raw_output({"ffmpeg", "-v", "warning", "-ignore_editlist", "1", "-i", video.string(), "-vn",
                                      "-ac", "1", "-f", "s16le", "-"});
  std::vector<std::int16_t> samples(raw.size() / sizeof(std::int16_t));
  std::memcpy(samples.data(), raw.data(), samples.size() * sizeof(std::int16_t));
  return samples;
}

}  // namespace vina::testing
