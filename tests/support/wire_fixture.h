// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace vina::testing {

/// The content of a file of tests/fixtures/wire: what a vendor sends or is sent.
inline std::string wire_fixture(const std::string& name) {
  const auto path = std::filesystem::path{VINA_SOURCE_DIR} / "tests/fixtures/wire" / name;
  std::ifstream file{path, std::ios::binary};
  if (!file) throw std::runtime_error{"cannot open " + path.string()};
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace vina::testing
