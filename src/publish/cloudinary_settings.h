// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "remote/secret.h"
#include "remote/vendor_channel.h"

namespace vina {

/// The hash of signatures; the account's settings say which, SHA-1 unless they were changed.
enum class CloudinaryHash { kSha1, kSha256 };

struct CloudinarySettings {
  std::string cloud_name;
  Secret api_key;
  Secret api_secret;
  std::string base_url = "https://api.cloudinary.com";  ///< http for this computer alone
  std::string folder = "vina_lessons";                  ///< where all lessons lie; may contain '/' or be empty
  CloudinaryHash hash = CloudinaryHash::kSha1;

  /// A larger file goes up in pieces. Cloudinary: 100 MB at most in one request.
  std::uint64_t largest_request = 90'000'000;
  /// Of a piece, in bytes. Cloudinary: 5 MB or more for all but the last, and all of the same size.
  std::uint64_t piece = 20'000'000;
  /// For signatures, which are good for an hour.
  std::function<std::chrono::system_clock::time_point()> now = std::chrono::system_clock::now;
};

/// `cloudinary://KEY:SECRET@CLOUD[/...][?name=value&...]` as Cloudinary's console gives it. Of the options,
/// `upload_prefix` (the base URL) and `signature_algorithm` (sha1, sha256) are heeded, others ignored. Key and secret
/// are taken as they stand, as Cloudinary's own libraries do.
/// Throws Error (kInvalidOption), which names neither key nor secret.
CloudinarySettings parse_cloudinary_url(std::string_view url);

/// "sha1" or "sha256". Throws Error (kInvalidOption).
CloudinaryHash parse_cloudinary_hash(std::string_view name);

/// Throws Error (kInvalidOption) naming the first setting that is missing or cannot be used, and its variable.
void validate(const CloudinarySettings& settings);

/// How a channel to Cloudinary behaves, with the secrets it hides.
VendorConduct cloudinary_conduct(const CloudinarySettings& settings);

}  // namespace vina
