// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/digest.h"

#include <array>

#include <openssl/evp.h>

#include "base/error.h"

namespace vina::fake {
namespace {

std::string digest(const EVP_MD* algorithm, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), hash.data(), &length, algorithm, nullptr) != 1) {
    throw Error{ErrorKind::kInternal, "EVP_Digest failed"};
  }
  return {reinterpret_cast<const char*>(hash.data()), length};
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

}  // namespace

std::string sha1_hex(std::string_view bytes) {
  return hex(digest(EVP_sha1(), bytes));
}

std::string sha256_hex(std::string_view bytes) {
  return hex(digest(EVP_sha256(), bytes));
}

std::string md5_hex(std::string_view bytes) {
  return hex(digest(EVP_md5(), bytes));
}

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends with a zero byte
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string standard{text};
  for (char& c : standard) {
    if (c == '-') c = '+';
    if (c == '_') c = '/';
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') return std::nullopt;
  }
  std::string bytes(standard.size() / 4 * 3, '\0');
  const int length =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(standard.data()), static_cast<int>(standard.size()));
  if (length < 0) return std::nullopt;
  for (std::size_t i = standard.size(); i > 0 && standard[i - 1] == '='; --i) bytes.pop_back();
  return bytes;
}

std::uint64_t fingerprint(std::string_view text) {
  const std::string hash = digest(EVP_sha256(), text);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8U | static_cast<unsigned char>(hash[i]);
  return number;
}

}  // namespace vina::fake
