// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// What is read as a coded slide is written as the same bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "video/h264/encoded_slide_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto slide = vina::read_encoded_slide(bytes);
  if (slide && vina::to_bytes(*slide) != bytes) std::abort();
  return 0;
}
