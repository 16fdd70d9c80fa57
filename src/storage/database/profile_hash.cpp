// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/database/profile_hash.h"

#include <fmt/format.h>

#include "base/error.h"
#include "wrap/crypto/hash.h"

namespace vina {

std::string profile_hash(std::string_view profession, std::string_view industry, std::string_view experience) {
  return crypto::md5(fmt::format("{}:{}:{}", profession, industry, experience)).substr(0, kProfileHashDigits);
}

std::string read_profile_hash(std::string_view typed) {
  std::string hash{typed};
  for (char& c : hash) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  }
  if (hash.size() != kProfileHashDigits || hash.find_first_not_of("0123456789abcdef") != std::string::npos) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("--profile-hash is '{}'; give the {} hex digits of lesson_cache.profile_hash", typed,
                            kProfileHashDigits)};
  }
  return hash;
}

}  // namespace vina
