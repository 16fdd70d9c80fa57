// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/crypto/random.h"

#include <openssl/rand.h>

#include <vector>

#include "base/error.h"
#include "wrap/crypto/hex.h"

namespace vina::crypto {

std::string random_hex(std::size_t bytes) {
  std::vector<unsigned char> buffer(bytes);
  if (RAND_bytes(buffer.data(), static_cast<int>(buffer.size())) != 1) {
    throw Error{ErrorKind::kInternal, "RAND_bytes failed: the system has no randomness"};
  }
  return hex(buffer);
}

}  // namespace vina::crypto
