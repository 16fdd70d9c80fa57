// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "slides/theme_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    vina::read_theme(std::string{reinterpret_cast<const char*>(data), size}, "fuzz");
  } catch (const vina::Error& error) {
    if (error.kind() != vina::ErrorKind::kInvalidOption) std::abort();
    if (error.public_message().find('\n') != std::string::npos) std::abort();
  }
  return 0;
}
