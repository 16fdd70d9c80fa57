// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/asset_record.h"

#include <algorithm>
#include <chrono>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "storage/iso_time.h"
#include "storage/small_json.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;

bool is_extension(std::string_view text) {
  return !text.empty() && text.size() <= 8 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

/// nlohmann::json keeps the members of an object sorted, so without spaces there is one text for one value.
std::string canonical(const Json& json) {
  try {
    return json.dump();
  } catch (const Json::exception&) {
    throw Error{ErrorKind::kInvalidOption, "a text to be sent is not valid UTF-8; correct it in the lesson or option"};
  }
}

std::string checksum(Json record) {
  record.erase("checksum");
  return crypto::sha256(canonical(record));
}

}  // namespace

AssetKey asset_key(const Json& request) {
  return {crypto::sha256(canonical(request))};
}

bool is_asset_key(std::string_view hex) {
  return hex.size() == 64 &&
         std::all_of(hex.begin(), hex.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

AssetRecord make_asset_record(const Json& request, const Asset& asset) {
  const std::optional<Json> details = parse_json_object(asset.details);
  if (!details) throw Error{ErrorKind::kInternal, "an asset came with details that are not a JSON object"};
  if (!is_extension(asset.extension)) {
    throw Error{ErrorKind::kInternal, "an asset came with the extension '" + asset.extension + "'"};
  }
  return {.key = asset_key(request),
          .request = canonical(request),
          .details = canonical(*details),
          .extension = asset.extension,
          .bytes = asset.content.size(),
          .sha256 = crypto::sha256(asset.content),
          .stored_at = to_iso_time(std::chrono::system_clock::now())};
}

std::string to_text(const AssetRecord& record) {
  Json json{{"format", kFormat},
            {"key", record.key.hex},
            {"request", Json::parse(record.request)},
            {"details", Json::parse(record.details)},
            {"extension", record.extension},
            {"bytes", record.bytes},
            {"sha256", record.sha256},
            {"stored_at", record.stored_at}};
  json["checksum"] = checksum(json);
  return json.dump(2) + "\n";
}

std::optional<AssetRecord> read_asset_record(std::string_view text) {
  const std::optional<Json> json = parse_json_object(text);
  if (!json) return std::nullopt;
  try {
    AssetRecord record{.key = {json->at("key").get<std::string>()},
                       .request = json->at("request").dump(),
                       .details = json->at("details").dump(),
                       .extension = json->at("extension").get<std::string>(),
                       .bytes = json->at("bytes").get<std::uint64_t>(),
                       .sha256 = json->at("sha256").get<std::string>(),
                       .stored_at = json->at("stored_at").get<std::string>()};
    const bool whole = json->at("format") == kFormat && json->at("checksum") == checksum(*json) &&
                       json->at("details").is_object() && asset_key(json->at("request")) == record.key &&
                       is_extension(record.extension) && from_iso_time(record.stored_at);
    if (whole) return record;
  } catch (const Json::exception&) {  // a member is missing or of another type
  }
  return std::nullopt;
}

}  // namespace vina
