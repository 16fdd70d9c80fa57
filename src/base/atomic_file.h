// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "base/file_descriptor.h"

namespace vina {

/// A file that appears under its name complete, or not at all.
///
/// Bytes go to a nameless file in the target's folder (Linux: O_TMPFILE, so that even a killed process leaves nothing
/// behind) or, where the file system has no such thing, to a hidden `.NAME.XXXXXX.part` beside the target. `commit()`
/// gives it the target's name, replacing what was there; a destructor without commit abandons it.
/// All members throw Error (kStorage) with the path and the cure. Not thread-safe.
class AtomicFile {
 public:
  enum class Care {
    kResult,  ///< permissions by the umask; after a power cut the name may be missing, or stand for what was there
              ///< before
    kRecord,  ///< readable by its owner alone; on the disk under its name when commit() returns
  };

  explicit AtomicFile(std::filesystem::path target, Care care = Care::kResult);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  /// Writes all of `bytes` at `offset` bytes from the start.
  void write_at(std::uint64_t offset, std::span<const std::byte> bytes);
  /// Replaces the content.
  void write_all(std::string_view text);
  /// Reads exactly bytes.size() bytes.
  void read_at(std::uint64_t offset, std::span<std::byte> bytes) const;

  /// What has been written so far, in bytes.
  std::uint64_t size() const;

  void commit();

  const std::filesystem::path& target() const { return target_; }

 private:
  std::filesystem::path target_;
  Care care_;
  std::filesystem::path temporary_;  ///< empty while the file has no name
  FileDescriptor file_;
};

/// Waits until the names in a folder are on the disk: files that were made, renamed or removed there. Throws Error
/// (kStorage).
void sync_folder(const std::filesystem::path& folder);

}  // namespace vina
