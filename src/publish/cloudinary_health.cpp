// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/cloudinary_health.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "publish/cloudinary_answer.h"
#include "wrap/crypto/base64.h"

namespace vina {
namespace {

using Json = nlohmann::json;

VendorCall admin_call(const CloudinarySettings& settings, const std::string& name) {
  VendorCall call;
  call.subject = "Cloudinary's " + name;
  call.request = [&settings, name](int /*attempt*/) {
    std::string base = settings.base_url;
    while (base.ends_with('/')) base.pop_back();
    const std::string credentials = settings.api_key.reveal() + ":" + settings.api_secret.reveal();
    HttpRequest request;
    request.url = fmt::format("{}/v1_1/{}/{}", base, settings.cloud_name, name);
    request.headers = {{"Authorization", "Basic " + crypto::base64_encode(credentials)}};
    request.deadlines = {std::chrono::seconds{10}, std::chrono::seconds{20}, std::chrono::seconds{30}};
    request.largest_answer = std::size_t{1024} * 1024;
    return request;
  };
  call.judge = judge_cloudinary;
  return call;
}

/// The member at a path of names, or null.
Json member(const Json& json, const char* outer, const char* inner) {
  if (!json.is_object() || !json.contains(outer) || !json[outer].is_object()) return {};
  return json[outer].value(inner, Json{});
}

std::optional<double> number(const Json& json) {
  if (!json.is_number()) return std::nullopt;
  return json.get<double>();
}

void read_usage(const std::string& body, CloudinaryHealth& health) {
  const Json usage = Json::parse(body, nullptr, false);
  if (!usage.is_object()) return;
  if (const auto plan = usage.find("plan"); plan != usage.end() && plan->is_string()) {
    health.plan = plan->get<std::string>();
  }
  health.credits_used = number(member(usage, "credits", "usage"));
  health.credits_limit = number(member(usage, "credits", "limit"));
  const Json largest = member(usage, "media_limits", "video_max_size_bytes");
  if (largest.is_number_unsigned()) health.largest_video = largest.get<std::uint64_t>();
}

}  // namespace

CloudinaryHealth check_cloudinary(const CloudinarySettings& settings, VendorChannel& channel,
                                  const std::stop_token& stop) {
  validate(settings);
  CloudinaryHealth health;
  const auto start = std::chrono::steady_clock::now();
  const auto measure = [&] {
    health.latency = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  };
  try {
    channel.call(admin_call(settings, "ping"), stop);
    measure();
    health.state = CloudinaryHealth::State::kReady;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled) throw;
    measure();
    const bool is_rejected =
        error.kind() == ErrorKind::kProviderRejected || error.kind() == ErrorKind::kProviderRefused;
    health.state = is_rejected ? CloudinaryHealth::State::kRejected : CloudinaryHealth::State::kUnavailable;
    health.message = error.public_message();
    return health;
  }
  try {
    read_usage(channel.call(admin_call(settings, "usage"), stop).response.body, health);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled) throw;  // else: not for this key, or not now
  }
  return health;
}

}  // namespace vina
