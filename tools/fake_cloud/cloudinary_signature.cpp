// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/cloudinary_signature.h"

#include "fake_cloud/digest.h"

namespace vina::fake {

std::string string_to_sign(const std::map<std::string, std::string>& parameters, int version) {
  std::string text;
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    if (!text.empty()) text += '&';
    for (const char c : name + "=" + value) {
      if (c == '&' && version == 2) {
        text += "%26";
      } else {
        text += c;
      }
    }
  }
  return text;
}

std::string cloudinary_signature(std::string_view text, std::string_view secret, std::string_view algorithm) {
  const std::string signed_text = std::string{text} + std::string{secret};
  return algorithm == "sha256" ? sha256_hex(signed_text) : sha1_hex(signed_text);
}

}  // namespace vina::fake
