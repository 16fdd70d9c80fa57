// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/health.h"

#include <unistd.h>

#include <thread>

#include <fmt/format.h>

#include "base/error.h"
#include "base/resources.h"

namespace vina {
namespace {

constexpr std::uintmax_t kRoomForALesson = 256ULL * 1024 * 1024;

HealthCheck examine_folder(const std::string& name, const std::filesystem::path& folder) {
  HealthCheck check{"storage", name, Health::kGood, folder.string(), ""};
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    check.health = Health::kMissing;
    check.finding += ", not writable";
    check.cure = name == "temporary folder" ? "set TMPDIR to a folder you may write to"
                                            : "go to a folder you may write to, or name one with --output";
    return check;
  }
  std::error_code fault;
  const std::filesystem::space_info space = std::filesystem::space(folder, fault);
  if (fault) return check;
  check.finding += fmt::format(", writable, {:.1f} GiB free", static_cast<double>(space.available) / (1 << 30));
  if (space.available < kRoomForALesson) {
    check.health = Health::kPartial;
    check.cure = "free 256 MiB for a lesson of half an hour";
  }
  return check;
}

void examine_storage(std::vector<HealthCheck>& checks) {
  std::error_code fault;
  checks.push_back(examine_folder("current folder", std::filesystem::current_path(fault)));
  checks.push_back(examine_folder("temporary folder", std::filesystem::temp_directory_path(fault)));
}

void examine_resources(std::vector<HealthCheck>& checks) {
  try {
    checks.push_back({"fonts", "resources", Health::kGood, resources_folder().string(), ""});
  } catch (const Error& error) {
    checks.push_back({"fonts", "resources", Health::kMissing, error.public_message(), "install vina again"});
  }
}

void examine_cores(std::vector<HealthCheck>& checks) {
  checks.push_back({"computer", "cores", Health::kGood, std::to_string(std::thread::hardware_concurrency()), ""});
}

}  // namespace

std::vector<HealthCheck> examine_computer() {
  std::vector<HealthCheck> checks;
  examine_resources(checks);
  examine_storage(checks);
  examine_cores(checks);
  return checks;
}

}  // namespace vina
