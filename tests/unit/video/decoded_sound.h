// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/scratch_folder.h"

namespace vina::testing {

using AccessUnits = std::vector<std::vector<std::byte>>;

/// Writes stereo AAC-LC at 48 kHz with ADTS headers (ISO/IEC 13818-7, 6.2), which carry neither an edit list nor a
/// priming, so a decoder shows what the access units themselves say.
inline void write_adts(const std::filesystem::path& path, const AccessUnits& access_units) {
  std::ofstream file{path, std::ios::binary};
  for (const std::vector<std::byte>& unit : access_units) {
    const std::size_t size = unit.size() + 7;
    const std::array<unsigned, 7> header{0xff,
                                         0xf1,
                                         0x4c,
                                         0x80U | static_cast<unsigned>(size >> 11),
                                         static_cast<unsigned>(size >> 3) & 0xffU,
                                         (static_cast<unsigned>(size) & 7U) << 5 | 0x1fU,
                                         0xfc};
    for (const unsigned byte : header) file.put(static_cast<char>(byte));
    file.write(reinterpret_cast<const char*>(unit.data()), static_cast<std::streamsize>(unit.size()));
  }
}

/// Runs a shell command and returns what it prints.
inline std::string output_of(const std::string& command) {
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error{"cannot run " + command};
  std::string output;
  std::array<char, 65'536> block;
  while (const std::size_t count = std::fread(block.data(), 1, block.size(), pipe)) output.append(block.data(), count);
  if (::pclose(pipe) != 0) throw std::runtime_error{"failed: " + command};
  return output;
}

struct DecodedSound {
  std::vector<float> left;
  std::vector<float> right;
};

/// Decodes with the `ffmpeg` command; warnings are failures.
inline DecodedSound decode(const AccessUnits& access_units) {
  const ScratchFolder folder;
  write_adts(folder / "sound.aac", access_units);
  const std::string bytes =
      output_of("ffmpeg -v error -xerror -nostdin -i '" + (folder / "sound.aac").string() + "' -f f32le - 2>/dev/null");
  DecodedSound decoded;
  for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
    std::array<float, 2> pair;
    std::copy_n(bytes.data() + i, 8, reinterpret_cast<char*>(pair.data()));
    decoded.left.push_back(pair[0]);
    decoded.right.push_back(pair[1]);
  }
  return decoded;
}

struct Level {
  double integrated_lufs;
  double true_peak_dbtp;
};

/// Judged by `ffmpeg`'s own meter.
inline Level measure_level(const AccessUnits& access_units) {
  const ScratchFolder folder;
  write_adts(folder / "sound.aac", access_units);
  const std::string text = output_of("ffmpeg -nostdin -nostats -i '" + (folder / "sound.aac").string() +
                                     "' -af ebur128=peak=true -f null - 2>&1");
  const std::size_t summary = text.rfind("Summary:");
  const std::size_t integrated = text.find("I:", summary);
  const std::size_t peak = text.find("Peak:", summary);
  if (peak == std::string::npos || integrated == std::string::npos) throw std::runtime_error{"no level in: " + text};
  return {std::strtod(text.c_str() + integrated + 2, nullptr), std::strtod(text.c_str() + peak + 5, nullptr)};
}

}  // namespace vina::testing
