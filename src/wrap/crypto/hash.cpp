// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/crypto/hash.h"

#include <openssl/evp.h>

#include <array>

#include "base/error.h"
#include "wrap/crypto/hex.h"

namespace vina::crypto {
namespace {

const EVP_MD* method(HashAlgorithm algorithm) {
  switch (algorithm) {
    case HashAlgorithm::kMd5:
      return EVP_md5();
    case HashAlgorithm::kSha1:
      return EVP_sha1();
    case HashAlgorithm::kSha256:
      return EVP_sha256();
  }
  return nullptr;
}

void check(const char* function, bool succeeded) {
  if (!succeeded) throw Error{ErrorKind::kInternal, std::string{"hash: "} + function + " failed"};
}

}  // namespace

struct Hash::Handle {
  Handle() : context{EVP_MD_CTX_new()} { check("EVP_MD_CTX_new", context != nullptr); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { EVP_MD_CTX_free(context); }

  EVP_MD_CTX* context;
};

Hash::Hash(HashAlgorithm algorithm) : handle_{std::make_unique<Handle>()} {
  check("EVP_DigestInit_ex", EVP_DigestInit_ex(handle_->context, method(algorithm), nullptr) == 1);
}

Hash::Hash(Hash&&) noexcept = default;
Hash& Hash::operator=(Hash&&) noexcept = default;
Hash::~Hash() = default;

void Hash::add(std::span<const std::byte> bytes) {
  check("EVP_DigestUpdate", EVP_DigestUpdate(handle_->context, bytes.data(), bytes.size()) == 1);
}

void Hash::add(std::string_view bytes) {
  add(std::as_bytes(std::span{bytes}));
}

std::string Hash::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  check("EVP_DigestFinal_ex", EVP_DigestFinal_ex(handle_->context, digest.data(), &length) == 1);
  return hex(std::span{digest}.first(length));
}

std::string hash(HashAlgorithm algorithm, std::string_view bytes) {
  Hash hash{algorithm};
  hash.add(bytes);
  return hash.finish();
}

std::string md5(std::string_view bytes) {
  return hash(HashAlgorithm::kMd5, bytes);
}

std::string sha1(std::string_view bytes) {
  return hash(HashAlgorithm::kSha1, bytes);
}

std::string sha256(std::string_view bytes) {
  return hash(HashAlgorithm::kSha256, bytes);
}

}  // namespace vina::crypto
