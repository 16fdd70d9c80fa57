// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "base/file_descriptor.h"

namespace vina {

/// Part of a file, read from its start to its end, any number of times.
/// Throws Error (kStorage): the file cannot be read, or is shorter than the stretch - also if it becomes so meanwhile.
class FileStretch {
 public:
  /// In bytes.
  FileStretch(std::filesystem::path path, std::uint64_t offset, std::uint64_t length);

  /// How many bytes were put into `buffer`; 0 at the end of the stretch.
  std::size_t read(std::span<char> buffer);
  /// The next read starts `position` bytes from the start of the stretch.
  void seek(std::uint64_t position) { position_ = position; }

 private:
  [[noreturn]] void throw_too_short() const;

  std::filesystem::path path_;
  std::uint64_t offset_;
  std::uint64_t length_;
  std::uint64_t position_ = 0;
  FileDescriptor file_;
};

}  // namespace vina
