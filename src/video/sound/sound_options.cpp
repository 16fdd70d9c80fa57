// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/sound/sound_options.h"

#include <fmt/format.h>

#include "base/error.h"

namespace vina {
namespace {

constexpr double kQuietest = -31.0;
constexpr double kLoudest = -9.0;

}  // namespace

void validate(const SoundOptions& options) {
  if (options.loudness_lufs >= kQuietest && options.loudness_lufs <= kLoudest) return;
  throw Error{ErrorKind::kInvalidOption, fmt::format("the loudness is {} LUFS; it must be from {} to {} LUFS",
                                                     options.loudness_lufs, kQuietest, kLoudest)};
}

}  // namespace vina
