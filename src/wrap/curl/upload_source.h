// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace vina::curl {

/// Bytes to send, asked for while they are sent. Both functions may throw: the transfer then ends, and what was thrown
/// comes out of `rethrow_failure` of the object the source was given to.
struct UploadSource {
  std::uint64_t length = 0;
  std::function<std::size_t(std::span<char> buffer)> read;  ///< how many bytes were put into `buffer`; 0 at the end
  std::function<bool(std::uint64_t position)> seek;         ///< false: the bytes cannot be sent a second time
};

}  // namespace vina::curl
