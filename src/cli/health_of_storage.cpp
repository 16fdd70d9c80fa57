// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <unistd.h>

#include <filesystem>

#include <fmt/format.h>

#include "cli/health_areas.h"

namespace vina {
namespace {

constexpr std::uintmax_t kRoomForALesson = 256ULL * 1024 * 1024;

HealthCheck examine_folder(const std::string& name, const std::filesystem::path& folder, const std::string& cure) {
  HealthCheck check{"storage", name, Health::kGood, folder.string(), ""};
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    check.health = Health::kMissing;
    check.finding += ", not writable";
    check.cure = cure;
    return check;
  }
  std::error_code fault;
  const std::filesystem::space_info space = std::filesystem::space(folder, fault);
  if (fault) return check;
  check.finding += fmt::format(", writable, {:.1f} GiB free", static_cast<double>(space.available) / (1 << 30));
  if (space.available < kRoomForALesson) {
    check.health = Health::kPartial;
    check.cure = "free 256 MiB, enough for a lesson of half an hour";
  }
  return check;
}

}  // namespace

void examine_storage(std::vector<HealthCheck>& checks) {
  std::error_code fault;  // an empty path, which is not writable, stands for a folder that is gone
  checks.push_back(examine_folder("current folder", std::filesystem::current_path(fault),
                                  "go to a folder you may write to, or name one with --output"));
  checks.push_back(examine_folder("temporary folder", std::filesystem::temp_directory_path(fault),
                                  "set TMPDIR to a folder you may write to"));
}

}  // namespace vina
