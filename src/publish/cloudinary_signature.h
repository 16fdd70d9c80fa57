// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "publish/cloudinary_settings.h"
#include "remote/secret.h"

namespace vina {

/// By name, in bytewise order. Lists are one value, joined by ','.
using CloudinaryParameters = std::map<std::string, std::string>;

/// In version 2 '&' in a value is signed as "%26", so that no value can pose as two parameters.
enum class CloudinarySignatureVersion { kOne, kTwo };

/// What is signed: the parameters that have a value, "name=value" joined by '&'. All that are given: that `file`,
/// `api_key`, `cloud_name` and `resource_type` of an upload are not signed is the caller's business.
std::string cloudinary_text_to_sign(const CloudinaryParameters& parameters,
                                    CloudinarySignatureVersion version = CloudinarySignatureVersion::kTwo);

/// The signature in lower-case hex, made with the account's API secret.
std::string cloudinary_signature(const CloudinaryParameters& parameters, const Secret& secret, CloudinaryHash hash,
                                 CloudinarySignatureVersion version = CloudinarySignatureVersion::kTwo);

/// Whether `signature` of an upload's answer is Cloudinary's: it covers the public id and the version by the rules of
/// version 1. Its length tells which hash made it.
bool is_cloudinary_answer_signature(std::string_view signature, const std::string& public_id,
                                    const std::string& version, const Secret& secret);

}  // namespace vina
