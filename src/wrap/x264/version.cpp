// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/x264/version.h"

#include <cstdint>

#include <x264.h>

namespace vina::x264 {

std::string version() {
  const std::string text = X264_POINTVER;  // "0.164.3095 baee400"
  return text.substr(0, text.find(' '));
}

}  // namespace vina::x264
