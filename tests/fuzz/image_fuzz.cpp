// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// Any bytes are a picture or an Error of kind kMedia. Corpus: tests/golden/images.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "base/error.h"
#include "images/picture_loader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::byte> bytes = std::as_bytes(std::span{data, size});
  try {
    const vina::Picture cover = vina::decode_cover({bytes.begin(), bytes.end()}, "fuzz", {54, 96});
    if (cover.size() != vina::PixelSize{54, 96}) std::abort();
    const vina::AlphaPicture logo = vina::decode_alpha({bytes.begin(), bytes.end()}, "fuzz", {100, 50});
    for (const std::uint32_t pixel : logo.pixels) {
      const std::uint32_t alpha = pixel >> 24U;
      if ((pixel >> 16U & 255U) > alpha || (pixel >> 8U & 255U) > alpha || (pixel & 255U) > alpha) std::abort();
    }
  } catch (const vina::Error& error) {
    if (error.kind() != vina::ErrorKind::kMedia) std::abort();
  }
  return 0;
}
