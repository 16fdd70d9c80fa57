// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/cloudinary_signature.h"

#include "wrap/crypto/hash.h"

namespace vina {

std::string cloudinary_text_to_sign(const CloudinaryParameters& parameters, CloudinarySignatureVersion version) {
  std::string text;
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    if (!text.empty()) text += '&';
    std::string pair = name;
    pair += '=';
    pair += value;
    for (const char c : pair) {
      if (c == '&' && version == CloudinarySignatureVersion::kTwo) {
        text += "%26";
      } else {
        text += c;
      }
    }
  }
  return text;
}

std::string cloudinary_signature(const CloudinaryParameters& parameters, const Secret& secret, CloudinaryHash hash,
                                 CloudinarySignatureVersion version) {
  const std::string text = cloudinary_text_to_sign(parameters, version) + secret.reveal();
  return hash == CloudinaryHash::kSha1 ? crypto::sha1(text) : crypto::sha256(text);
}

bool is_cloudinary_answer_signature(std::string_view signature, const std::string& public_id,
                                    const std::string& version, const Secret& secret) {
  static constexpr std::size_t kSha256Digits = 64;
  const auto hash = signature.size() == kSha256Digits ? CloudinaryHash::kSha256 : CloudinaryHash::kSha1;
  return signature == cloudinary_signature({{"public_id", public_id}, {"version", version}}, secret, hash,
                                           CloudinarySignatureVersion::kOne);
}

}  // namespace vina
