// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <string>

namespace vina::testing {

/// The program that was built with the tests.
inline const std::string kProgram = std::string{VINA_BINARY_DIR} + "/vina";

/// Those that come with the sources.
inline const std::filesystem::path kExampleLessons = std::filesystem::path{VINA_SOURCE_DIR} / "examples/lessons";

}  // namespace vina::testing
