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

}  // namespace

std::filesystem::path resources_folder() {
  std::error_code ignored;
  if (const char* named = std::getenv("VINA_RESOURCES"); named != nullptr && *named != '\0') {
    if (std::filesystem::is_directory(named, ignored)) return named;
    throw Error{ErrorKind::kStorage, "VINA_RESOURCES names '" + std::string{named} +
                                         "', which is no folder; unset it, or point it at vina's resources"};
  }
  std::filesystem::path installed = program_path().parent_path().parent_path() / "share" / "vina";
  if (std::filesystem::is_directory(installed / "fonts", ignored)) return installed;
  std::filesystem::path source_tree = VINA_SOURCE_RESOURCES;
  if (std::filesystem::is_directory(source_tree / "fonts", ignored)) return source_tree;
  throw Error{ErrorKind::kStorage, "vina's resources (fonts, themes) are in neither '" + installed.string() +
                                       "' nor '" + source_tree.string() +
                                       "'; install vina again, or set VINA_RESOURCES"};
}

}  // namespace vina
