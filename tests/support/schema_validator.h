// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace vina::testing {

/// The folder with the packages of the JSON Schema validator ajv, installed from npm into the build folder on first
/// use; nothing where it cannot be had.
std::optional<std::filesystem::path> schema_validator();

/// What is wrong with each document by the definition `definition` of the schema tests/fixtures/wire/`schema`; empty
/// where nothing is. Nothing where there is no validator.
std::optional<std::vector<std::string>> faults_by_schema(const std::string& schema, const std::string& definition,
                                                         const std::vector<nlohmann::json>& documents);

}  // namespace vina::testing

/// In continuous integration (CI=true) a missing validator is a failure, not a reason to skip.
#define VINA_SKIP_WITHOUT_VALIDATOR()                                     \
  do {                                                                    \
    if (std::getenv("CI") != nullptr) FAIL() << "npm cannot install ajv"; \
    GTEST_SKIP() << "npm cannot install ajv";                             \
  } while (false)
