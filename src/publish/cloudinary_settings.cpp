// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/cloudinary_settings.h"

#include <algorithm>

#include "base/error.h"
#include "remote/base_url.h"

namespace vina {
namespace {

[[noreturn]] void refuse(const std::string& message) {
  throw Error{ErrorKind::kInvalidOption, message};
}

[[noreturn]] void refuse_url(const std::string& what) {
  refuse("CLOUDINARY_URL " + what + ": copy it from Cloudinary's console (cloudinary://KEY:SECRET@CLOUD)");
}

std::string lower_case(std::string_view text) {
  std::string lower{text};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low < 0) {
      decoded += text[i];
      continue;
    }
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

void take_option(CloudinarySettings& settings, std::string_view option) {
  const std::size_t equals = option.find('=');
  if (equals == std::string_view::npos) return;
  const std::string value = percent_decoded(option.substr(equals + 1));
  if (option.substr(0, equals) == "upload_prefix") settings.base_url = value;
  if (option.substr(0, equals) == "signature_algorithm") settings.hash = parse_cloudinary_hash(value);
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_cloud_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.'; });
}

/// Plain ASCII, without what Cloudinary does not take in a public id: ? & # \ % < > + and white space at either end.
bool is_folder(std::string_view folder) {
  if (folder.empty()) return true;
  if (folder.front() == '/' || folder.back() == '/' || folder.find("//") != std::string_view::npos) return false;
  return std::all_of(folder.begin(), folder.end(), [](char c) {
    return is_letter_or_digit(c) || std::string_view{"-_./"}.find(c) != std::string_view::npos;
  });
}

}  // namespace

CloudinarySettings parse_cloudinary_url(std::string_view url) {
  static constexpr std::string_view kScheme = "cloudinary://";
  if (lower_case(url.substr(0, kScheme.size())) != kScheme) refuse_url("does not begin with cloudinary://");
  url.remove_prefix(kScheme.size());
  if (url.find('<') != std::string_view::npos) refuse_url("still holds a placeholder in angle brackets");
  const std::size_t query_begin = std::min(url.find('?'), url.size());
  std::string_view query = url.substr(query_begin);
  const std::string_view place = url.substr(0, query_begin);
  const std::size_t at = place.rfind('@');
  if (at == std::string_view::npos) refuse_url("names no cloud after an '@'");
  const std::string_view credentials = place.substr(0, at);
  const std::size_t colon = credentials.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == credentials.size()) {
    refuse_url("holds no key and secret, joined by ':'");
  }
  const std::string_view host = place.substr(at + 1);
  CloudinarySettings settings;
  settings.api_key = Secret{std::string{credentials.substr(0, colon)}};
  settings.api_secret = Secret{std::string{credentials.substr(colon + 1)}};
  settings.cloud_name = host.substr(0, host.find('/'));
  if (!is_cloud_name(settings.cloud_name)) refuse_url("names no cloud after the '@'");
  while (!query.empty()) {
    query.remove_prefix(1);  // '?' or '&'
    const std::size_t end = std::min(query.find('&'), query.size());
    take_option(settings, query.substr(0, end));
    query.remove_prefix(end);
  }
  return settings;
}

CloudinaryHash parse_cloudinary_hash(std::string_view name) {
  if (name == "sha1") return CloudinaryHash::kSha1;
  if (name == "sha256") return CloudinaryHash::kSha256;
  refuse("Cloudinary's signatures are sha1 or sha256, not '" + std::string{name} +
         "': correct VINA_CLOUDINARY_SIGNATURE");
}

void validate(const CloudinarySettings& settings) {
  if (settings.cloud_name.empty()) refuse("Cloudinary needs the name of a cloud: set CLOUDINARY_CLOUD_NAME");
  if (!is_cloud_name(settings.cloud_name)) {
    refuse("'" + settings.cloud_name + "' cannot be the name of a Cloudinary cloud: correct CLOUDINARY_CLOUD_NAME");
  }
  if (settings.api_key.empty()) refuse("Cloudinary needs a key: set CLOUDINARY_API_KEY");
  if (settings.api_secret.empty()) refuse("Cloudinary needs a secret: set CLOUDINARY_API_SECRET");
  if (!is_folder(settings.folder)) {
    refuse("'" + settings.folder +
           "' cannot be a Cloudinary folder: use letters, digits, '-', '_', '.', and '/' between names "
           "(--cloudinary-folder)");
  }
  require_safe_base_url(settings.base_url, "VINA_CLOUDINARY_BASE_URL");
}

VendorConduct cloudinary_conduct(const CloudinarySettings& settings) {
  return {.vendor = "Cloudinary", .secrets = {settings.api_secret, settings.api_key}};
}

}  // namespace vina
