// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "publish/cloudinary_signature.h"
#include "remote/secret.h"
#include "support/loopback_server.h"

namespace vina::testing {

inline const Secret kSecret{"planted-secret"};
inline const Secret kKey{"planted-key"};

/// A Cloudinary that checks what it is sent and keeps it. `fault` may answer instead.
class StrictCloudinary {
 public:
  using Fault = std::function<std::optional<Reply>(const ReceivedRequest&, int number)>;

  explicit StrictCloudinary(Fault fault = nullptr)
      : fault_{std::move(fault)}, server_{[this](const ReceivedRequest& request) { return answer(request); }} {}

  std::string url() const { return server_.url(); }
  std::vector<ReceivedRequest> requests() const { return server_.requests(); }
  std::map<std::string, std::string> assets() const {
    const std::scoped_lock lock{mutex_};
    return assets_;
  }

 private:
  static Reply refusal(int status, const std::string& message) {
    return {status, nlohmann::json{{"error", {{"message", message}}}}.dump()};
  }

  Reply answer(const ReceivedRequest& request) {
    const std::scoped_lock lock{mutex_};
    ++count_;
    if (fault_) {
      if (auto reply = fault_(request, count_)) return *reply;
    }
    if (request.method != "POST" || !request.path.starts_with("/v1_1/demo/") || !request.path.ends_with("/upload")) {
      return refusal(404, "no such place: " + request.path);
    }
    CloudinaryParameters signed_fields;
    std::set<std::string> names;
    for (const auto& part : form_parts(request)) {
      if (!names.insert(part.name).second) return refusal(400, "twice: " + part.name);
      if (part.name != "file" && part.name != "api_key" && part.name != "signature") {
        signed_fields.emplace(part.name, part.content);
      }
    }
    if (names != std::set<std::string>{"api_key", "file", "overwrite", "public_id", "signature", "timestamp"}) {
      return refusal(400, "unexpected or missing fields");
    }
    if (form_value(request, "api_key") != kKey.reveal()) return refusal(401, "unknown api_key");
    if (form_value(request, "signature") != cloudinary_signature(signed_fields, kSecret, CloudinaryHash::kSha1)) {
      return refusal(401, "Invalid Signature " + form_value(request, "signature") + ". String to sign - '" +
                              cloudinary_text_to_sign(signed_fields) + "'.");
    }
    return store(request);
  }

  Reply store(const ReceivedRequest& request) {
    const std::string resource_type = request.path.substr(11, request.path.find('/', 11) - 11);
    const std::string public_id = form_value(request, "public_id");
    std::string content = form_value(request, "file");
    if (const auto range = request.header("Content-Range")) {
      unsigned long long first = 0;
      unsigned long long last = 0;
      unsigned long long total = 0;
      if (std::sscanf(range->c_str(), "bytes %llu-%llu/%llu", &first, &last, &total) != 3 ||
          last - first + 1 != content.size()) {
        return refusal(400, "wrong range " + *range);
      }
      std::string& whole = pieces_[request.header("X-Unique-Upload-Id").value_or("")];
      if (whole.size() < first) return refusal(400, "a piece is missing before " + *range);
      whole.replace(first, content.size(), content);
      if (last + 1 < total) {
        return {200, nlohmann::json{{"done", false}, {"bytes", whole.size()}, {"public_id", public_id}}.dump()};
      }
      content = whole;
    }
    const std::string key = resource_type + ":" + public_id;
    assets_[key] = content;
    const int version = 1795348800 + count_;
    const nlohmann::json answer{
        {"public_id", public_id},
        {"version", version},
        {"resource_type", resource_type},
        {"bytes", content.size()},
        {"secure_url", "https://res.cloudinary.com/demo/" + key + "/v" + std::to_string(version)},
        {"signature", cloudinary_signature({{"public_id", public_id}, {"version", std::to_string(version)}}, kSecret,
                                           CloudinaryHash::kSha1, CloudinarySignatureVersion::kOne)}};
    return {200, answer.dump()};
  }

  Fault fault_;
  mutable std::mutex mutex_;
  int count_ = 0;
  std::map<std::string, std::string> pieces_;
  std::map<std::string, std::string> assets_;
  LoopbackServer server_;  // last: it calls into the rest
};

}  // namespace vina::testing
