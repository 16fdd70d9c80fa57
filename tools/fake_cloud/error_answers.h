// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fake_cloud/exchange.h"

namespace vina::fake {

/// What a vendor says when it does not do what was asked for. Members left empty take what the vendor usually says
/// with that HTTP status.
struct Complaint {
  int status = 500;
  std::string code;              ///< Google: the gRPC name ("UNAVAILABLE"); ElevenLabs: `detail.code`
  std::string message;           ///< for people
  std::string shape;             ///< one of `error_shapes`; empty: the vendor's current one
  Json details = Json::array();  ///< Google: `error.details`
};

/// The shapes in which a vendor's errors come. All know "html" (of a proxy), "text" and "empty".
/// google: "envelope", "array"; elevenlabs: "current", "legacy", "list", "string"; cloudinary: "envelope".
std::vector<std::string> error_shapes(std::string_view vendor);

Answer google_error(const Complaint& complaint);
Answer elevenlabs_error(const Complaint& complaint);
/// Its X-Cld-Error header repeats the message, also where the body is not JSON.
Answer cloudinary_error(const Complaint& complaint);
Answer vendor_error(std::string_view vendor, const Complaint& complaint);

/// google.rpc.RetryInfo; `delay` as protobuf writes durations ("41s", "0.5s").
Json retry_info(const std::string& delay);
/// google.rpc.QuotaFailure with one violation.
Json quota_failure(const std::string& quota_id, const std::string& model, const std::string& value);

/// Answers as they were written down, word for word; by the names of tests/fixtures/wire ("gemini_err_429_minute").
std::optional<Answer> recorded_error(std::string_view name);
std::vector<std::string> recorded_errors();

}  // namespace vina::fake
