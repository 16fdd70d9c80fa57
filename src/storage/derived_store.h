// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "storage/key_lock.h"

namespace vina {

/// Things that can be made again and are kept to save the time: coded slides. Unlike paid assets they may be lost, so
/// no write is waited for: there is no fsync, and what cannot be written is not kept. Each is a file named after its
/// key, with its checksum in front; a damaged one is not there. Shared by any number of processes. Thread-safe.
class DerivedStore {
 public:
  /// Beyond `most_bytes`, trim() lets go of what has not been used for the longest time.
  static constexpr std::uint64_t kMostBytes = std::uint64_t{2} << 30U;

  /// Makes no folder yet.
  explicit DerivedStore(std::filesystem::path folder, std::uint64_t most_bytes = kMostBytes);

  /// `key` is of hex digits, four at least.
  std::optional<std::string> find(const std::string& key) const;

  /// The right to make the thing: whoever has it looks again whether another one made it meanwhile. Nothing where no
  /// lock can be had, since nothing would be kept there either. A thread has one at a time, so that no two wait for
  /// each other. Throws Error kCancelled within 100 ms of a stop request.
  std::optional<KeyLock> claim(const std::string& key, const std::stop_token& stop) const;

  /// Whether it is kept. No claim is needed.
  bool put(const std::string& key, std::string_view content) const;

  /// How many were let go. What a killed process left locked is cleared as well.
  std::size_t trim() const;

 private:
  std::filesystem::path file_of(const std::string& key) const;

  std::filesystem::path folder_;
  std::uint64_t most_bytes_;
};

}  // namespace vina
