// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/cloudinary_answer.h"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "publish/cloudinary_signature.h"
#include "remote/answer_json.h"
#include "remote/retry_after.h"

namespace vina {
namespace {

using Json = nlohmann::json;

constexpr const char* kCheckCredentials =
    "check CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET, or CLOUDINARY_URL";

/// An object, or null for everything else.
Json object_in(const std::string& body) {
  Json json = parse_answer(body).value_or(nullptr);
  return json.is_object() ? json : Json{};
}

std::string text_at(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// Cloudinary's own words: in the body, else (behind a proxy's page) in a header; empty if it said nothing.
std::string complaint_of(const HttpResponse& response) {
  const Json body = object_in(response.body);
  if (const auto error = body.find("error"); error != body.end()) {
    if (error->is_string()) return error->get<std::string>();
    if (error->is_object()) {
      if (std::string message = text_at(*error, "message"); !message.empty()) return message;
    }
  }
  return std::string{response.header("X-Cld-Error").value_or("")};
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

Verdict fail(ErrorKind kind, std::string message) {
  return {.kind = Verdict::Kind::kFail, .error = kind, .message = std::move(message)};
}

Verdict retry(std::string message, int most_attempts = 0) {
  return {.kind = Verdict::Kind::kRetry,
          .error = ErrorKind::kProviderUnavailable,
          .message = std::move(message),
          .most_attempts = most_attempts};
}

Verdict slow_down(const HttpResponse& response, std::string message) {
  const auto now = std::chrono::system_clock::now();
  auto hint = retry_after(response, now);
  if (const auto date = response.header("X-FeatureRateLimit-Reset"); !hint && date) hint = time_until_date(*date, now);
  return {.kind = Verdict::Kind::kRetry,
          .error = ErrorKind::kRateLimited,
          .message = std::move(message),
          .hint = hint,
          .slow_down = true};
}

/// A request that was not accepted: 4xx but for those that may be repeated.
Verdict judge_refusal(int status, const std::string& complaint, const std::string& said) {
  if (contains(complaint, "Stale request")) {
    Verdict verdict = retry(said + ": set this computer's clock; a signature is good for an hour", 2);
    verdict.error = ErrorKind::kProviderRejected;
    return verdict;
  }
  switch (status) {
    case 401: {  // once more, with a fresh timestamp
      Verdict verdict = retry(fmt::format("{}: {}", said, kCheckCredentials), 2);
      verdict.error = ErrorKind::kProviderRejected;
      return verdict;
    }
    case 403:
      return fail(ErrorKind::kProviderRejected, said + ": allow uploads for this key in Cloudinary's console");
    case 404:
    case 405:
      if (complaint.empty()) {
        return fail(ErrorKind::kInvalidOption,
                    said + ": no Cloudinary is at that address; check VINA_CLOUDINARY_BASE_URL");
      }
      return fail(ErrorKind::kProviderRejected, said + ": check CLOUDINARY_CLOUD_NAME and VINA_CLOUDINARY_BASE_URL");
    case 409:
      return fail(ErrorKind::kProviderRefused, said + ": delete or rename the asset in Cloudinary's console");
    case 413:
      return fail(ErrorKind::kProviderRefused, said + ": the file is too large for one request to this server");
    default:
      break;
  }
  if (contains(complaint, "File size too large")) {
    return fail(ErrorKind::kProviderRefused, said + ": shorten the lesson, or choose a plan with a larger limit");
  }
  return fail(ErrorKind::kProviderRefused, said + ": the file stays on this computer; publish it in another way");
}

/// Whether what Cloudinary stored is what was sent.
Verdict judge_asset(const Json& answer, const CloudinaryUpload& upload) {
  if (const auto existing = answer.find("existing"); existing != answer.end() && *existing != false) {
    // We send overwrite=1, so it is the account that does not let this upload replace anything.
    return fail(ErrorKind::kProviderRejected,
                fmt::format("Cloudinary kept an older {} instead of the new one: allow overwriting in the account's "
                            "upload preset, delete the old one in Cloudinary's console, or choose another "
                            "--cloudinary-folder",
                            upload.public_id));
  }
  if (text_at(answer, "status") == "pending") {
    return fail(ErrorKind::kProviderRejected,
                "Cloudinary put the upload off (status pending): switch asynchronous uploads off in the account's "
                "upload preset");
  }
  const std::string resource_type = text_at(answer, "resource_type");
  const std::string public_id = text_at(answer, "public_id");
  if (resource_type != upload.resource_type || public_id != upload.public_id) {
    return fail(ErrorKind::kProviderRejected,
                fmt::format("Cloudinary stored {} {} instead of {} {}: look for a preset that renames uploads",
                            resource_type, public_id, upload.resource_type, upload.public_id));
  }
  const auto bytes = answer.find("bytes");
  if (bytes == answer.end() || !bytes->is_number_unsigned() || bytes->get<std::uint64_t>() != upload.bytes) {
    return retry(fmt::format("Cloudinary did not store all {} bytes of {}: publish it again", upload.bytes, public_id),
                 2);
  }
  const auto version = answer.find("version");
  const std::string version_text = version != answer.end() && version->is_number_integer() ? version->dump() : "";
  if (!is_cloudinary_answer_signature(text_at(answer, "signature"), public_id, version_text, upload.api_secret)) {
    return fail(ErrorKind::kProviderRejected,
                "the answer to the upload is not signed with our secret: check CLOUDINARY_API_SECRET and "
                "VINA_CLOUDINARY_BASE_URL");
  }
  const std::string url = text_at(answer, "secure_url");
  const bool is_local = !upload.local_base_url.empty() && url.starts_with(upload.local_base_url + "/");
  if (!url.starts_with("https://") && !is_local) {
    return fail(ErrorKind::kProviderRejected,
                fmt::format("Cloudinary gave no https URL for {}: look it up in Cloudinary's console", public_id));
  }
  return {};
}

}  // namespace

Verdict judge_cloudinary(const HttpResponse& response) {
  const int status = response.status;
  if (status >= 200 && status < 300) return {};
  const std::string complaint = complaint_of(response);
  const std::string said = complaint.empty() ? fmt::format("Cloudinary answered with HTTP status {}", status)
                                             : fmt::format("Cloudinary says: {} (HTTP status {})", complaint, status);
  if (status == 420 || status == 429) return slow_down(response, said + ": wait, or choose a plan with more requests");
  if (status == 408 || status == 423 || status >= 500) {
    Verdict verdict = retry(said + ": try again later");
    verdict.hint = retry_after(response, std::chrono::system_clock::now());
    return verdict;
  }
  if (status >= 400) return judge_refusal(status, complaint, said);
  return fail(ErrorKind::kProviderRejected, said + ": check VINA_CLOUDINARY_BASE_URL");
}

Verdict judge_cloudinary_upload(const HttpResponse& response, const CloudinaryUpload& upload) {
  Verdict verdict = judge_cloudinary(response);
  if (verdict.kind != Verdict::Kind::kDone) return verdict;
  const Json answer = object_in(response.body);
  if (answer.is_null()) return retry("Cloudinary's answer to the upload cannot be read: try again later");
  if (const auto done = answer.find("done"); done != answer.end() && *done == false) {
    return fail(ErrorKind::kProviderUnavailable,
                fmt::format("Cloudinary misses a piece of {}: publish it again", upload.public_id));
  }
  return judge_asset(answer, upload);
}

Verdict judge_cloudinary_piece(const HttpResponse& response) {
  Verdict verdict = judge_cloudinary(response);
  if (verdict.kind != Verdict::Kind::kDone || !object_in(response.body).is_null()) return verdict;
  return retry("Cloudinary's answer to a piece of the upload cannot be read: try again later");
}

std::string cloudinary_secure_url(const HttpResponse& response) {
  const Json answer = object_in(response.body);
  return answer.is_null() ? std::string{} : text_at(answer, "secure_url");
}

}  // namespace vina
