// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <string>

namespace vina::crypto {

/// `bytes` bytes nobody can guess, as twice as many lower-case hex digits. Throws Error (kInternal) naming OpenSSL's
/// function where the system has no randomness.
std::string random_hex(std::size_t bytes);

}  // namespace vina::crypto
