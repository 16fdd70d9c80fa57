// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace vina {

/// An append-only file of lines, readable by its owner alone. Lines of several processes never mix, and one that was
/// cut off spoils no other. Throws Error (kStorage). Thread-safe.
class LineFile {
 public:
  /// Makes the file's folder where it is missing, and the file with the first line.
  explicit LineFile(std::filesystem::path file);

  /// `line` ends in a line feed and has no other. It is on the disk when this returns.
  void add(std::string line);

  /// All lines without their line feeds; the last one may have been cut off. None if there is no file.
  std::vector<std::string> lines() const;

 private:
  std::filesystem::path file_;
  mutable std::mutex mutex_;
};

}  // namespace vina
