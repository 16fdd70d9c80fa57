// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/resources.h"

#include <dlfcn.h>

#include <cstdlib>  // defines __GLIBC__
#include <string>
#ifdef __GLIBC__
#include <link.h>
#endif

#include "base/error.h"

namespace vina {
namespace {

const char kHere = 0;  ///< for its address

/// The file this code was loaded from: the program, or a library in whatever program.
std::filesystem::path loaded_from() {
  std::error_code ignored;
  Dl_info info{};
#ifdef __GLIBC__
  // glibc knows a program only by what it was called, which may be no path.
  void* entry = nullptr;
  const bool found = ::dladdr1(&kHere, &info, &entry, RTLD_DL_LINKMAP) != 0;
  const char* name = found ? static_cast<const link_map*>(entry)->l_name : "";
  if (*name == '\0') return std::filesystem::read_symlink("/proc/self/exe", ignored);
  return std::filesystem::canonical(name, ignored);
#else
  if (::dladdr(&kHere, &info) == 0) return {};
  return std::filesystem::canonical(info.dli_fname, ignored);
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
  const std::filesystem::path folder = loaded_from().parent_path();  // PREFIX/bin, PREFIX/lib or PREFIX/lib/MACHINE
  std::filesystem::path installed = folder.parent_path() / "share" / "vina";
  if (holds_resources(installed)) return installed;
  std::filesystem::path above = folder.parent_path().parent_path() / "share" / "vina";
  if (holds_resources(above)) return above;
  std::filesystem::path source_tree = VINA_SOURCE_RESOURCES;
  if (holds_resources(source_tree)) return source_tree;
  throw Error{ErrorKind::kStorage, "vina's resources (fonts, themes) are in neither '" + installed.string() +
                                       "' nor '" + source_tree.string() +
                                       "'; install vina again, or set VINA_RESOURCES"};
}

}  // namespace vina
