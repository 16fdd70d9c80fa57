// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "support/schema_validator.h"

#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "support/command.h"
#include "support/scratch_folder.h"

namespace vina::testing {

std::optional<std::filesystem::path> schema_validator() {
  if (!has_program("node") || !has_program("npm")) return std::nullopt;
  const std::filesystem::path folder = std::filesystem::path{VINA_BINARY_DIR} / "schema_validator";
  const std::filesystem::path modules = folder / "node_modules";
  if (std::filesystem::exists(modules / "ajv" / "package.json")) return modules;
  // Test programs run side by side, so the folder appears whole.
  const std::filesystem::path growing = folder.string() + "." + std::to_string(::getpid());
  const CommandResult installation =
      run_command({"npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", growing, "ajv@8.17.1"});
  std::error_code lost_the_race;
  if (installation.exit_code == 0) std::filesystem::rename(growing, folder, lost_the_race);
  std::filesystem::remove_all(growing);
  return std::filesystem::exists(modules / "ajv" / "package.json") ? std::optional{modules} : std::nullopt;
}

std::optional<std::vector<std::string>> faults_by_schema(const std::string& schema, const std::string& definition,
                                                         const std::vector<nlohmann::json>& documents) {
  const std::optional<std::filesystem::path> modules = schema_validator();
  if (!modules) return std::nullopt;
  const std::filesystem::path source{VINA_SOURCE_DIR};
  std::ifstream file{source / "tests/fixtures/wire" / schema};
  nlohmann::json root = nlohmann::json::parse(file);
  root["$ref"] = "#/$defs/" + definition;
  const ScratchFolder scratch;
  std::ofstream{scratch / "schema.json"} << root.dump();
  std::ofstream{scratch / "documents.json"} << nlohmann::json(documents).dump();
  const CommandResult result = run_command({"node", source / "tests/support/validate_schema.mjs", *modules,
                                            scratch / "schema.json", scratch / "documents.json"});
  if (result.exit_code != 0) throw std::runtime_error{"the validator failed: " + result.err};
  std::vector<std::string> faults;
  for (const nlohmann::json& verdict : nlohmann::json::parse(result.out)) {
    faults.push_back(verdict.is_null() ? "" : verdict.get<std::string>());
  }
  return faults;
}

}  // namespace vina::testing
