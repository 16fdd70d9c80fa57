// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "cli/dotenv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  for (const auto& [name, value] : vina::parse_dotenv(text, ".env").variables) {
    if (name.empty() || name.find('=') != std::string::npos || value.size() > size) std::abort();
  }
  return 0;
}
