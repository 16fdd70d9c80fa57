// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace vina::crypto {

enum class HashAlgorithm { kMd5, kSha1, kSha256 };

/// A hash of bytes that arrive in pieces. Throws Error (kInternal) naming OpenSSL's function. Not thread-safe.
class Hash {
 public:
  explicit Hash(HashAlgorithm algorithm);
  Hash(Hash&&) noexcept;
  Hash& operator=(Hash&&) noexcept;
  ~Hash();

  void add(std::span<const std::byte> bytes);
  void add(std::string_view bytes);

  /// The hash in lower-case hex; nothing can be added afterwards.
  std::string finish();

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// In lower-case hex: 32, 40 and 64 digits.
std::string md5(std::string_view bytes);
std::string sha1(std::string_view bytes);
std::string sha256(std::string_view bytes);
std::string hash(HashAlgorithm algorithm, std::string_view bytes);

}  // namespace vina::crypto
