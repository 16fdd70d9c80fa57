// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/resources.h"

#include <cstdlib>
#include <string>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "base/error.h"

namespace vina {
namespace {

std::filesystem::path program_path() {
  std::error_code ignored;
#ifdef __APPLE__
  std::string name(4096, '\0');
  auto size = static_cast<std::uint32_t>(name.size());
  if (_NSGetExecutablePath(name.data(), &size) != 0) return {};
  return std::filesystem::weakly_canonical(name.c_str(), ignored);
#else
  return std::filesystem::read_symlink("/proc/self/exe", ignored);
#endif
}

bool holds_resources(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::is_directory(folder / "fonts", ignored) &&
         std::filesystem::is_directory(folder / "themes", ignored);
}

}  // namespace

std::filesystem::path resources_folder() {
  if (const char* named = std::getenv("VINA_RESOURCES"); named != nullptr && *named != '\0') {
    if (holds_resources(named)) return named;
    throw Error{ErrorKind::kInvalidOption, "the environment variable VINA_RESOURCES is '" + std::string{named} +
                                               "', where there are no folders 'fonts' and 'themes'; unset it, or "
                                               "set it to vina's resources"};
  }
  std::filesystem::path installed = program_path().parent_path().parent_path() / "share" / "vina";
  if (holds_resources(installed)) return installed;
  std::filesystem::path source_tree = VINA_SOURCE_RESOURCES;
  if (holds_resources(source_tree)) return source_tree;
  throw Error{ErrorKind::kStorage, "vina's resources (fonts, themes) are in neither '" + installed.string() +
                                       "' nor '" + source_tree.string() +
                                       "'; install vina again, or set VINA_RESOURCES"};
}

}  // namespace vina
