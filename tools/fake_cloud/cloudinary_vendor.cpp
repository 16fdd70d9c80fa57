// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/cloudinary_vendor.h"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "fake_cloud/cloudinary_signature.h"
#include "fake_cloud/digest.h"
#include "fake_cloud/error_answers.h"

namespace vina::fake {
namespace {

using Names = std::set<std::string, std::less<>>;

constexpr std::int64_t kOldestTimestampSeconds = 3600;

/// Those that are never part of the signature.
const Names kUnsigned{"file", "api_key", "resource_type", "cloud_name", "signature"};
const Names kAuthentication{"api_key", "timestamp", "signature"};
const Names kUploadParameters{"public_id",
                              "overwrite",
                              "invalidate",
                              "folder",
                              "asset_folder",
                              "use_filename",
                              "unique_filename",
                              "filename_override",
                              "display_name",
                              "type",
                              "tags",
                              "context",
                              "metadata",
                              "eager",
                              "eager_async",
                              "eager_notification_url",
                              "notification_url",
                              "async",
                              "upload_preset",
                              "allowed_formats",
                              "return_delete_token",
                              "media_metadata",
                              "public_id_prefix",
                              "use_asset_folder_as_public_id_prefix",
                              "resource_type",
                              "cloud_name"};
const Names kDestroyParameters{"public_id", "type", "invalidate", "resource_type", "cloud_name"};

Refusal refusal(int status, const std::string& message, const std::string& shape = {}) {
  return {cloudinary_error({.status = status, .message = message, .shape = shape}), message};
}

/// "video" and "upload" of "/v1_1/demo/video/upload".
struct Place {
  std::string cloud, resource_type, action;
};

Place place_of(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    path.remove_prefix(1);
    parts.emplace_back(path.substr(0, path.find('/')));
    path.remove_prefix(parts.back().size());
  }
  Place place;
  if (parts.size() > 1) place.cloud = parts[1];
  if (parts.size() == 3) place.action = parts[2];
  if (parts.size() == 4) {
    place.resource_type = parts[2];
    place.action = parts[3];
  }
  return place;
}

bool is_true(const std::string& value) {
  return value == "1" || value == "true";
}

/// ".mp4" at the end of a name; not the ".2" of "version 1.2".
std::string extension_of(std::string_view name) {
  const std::string_view last = name.substr(name.find_last_of('/') + 1);
  const std::size_t dot = last.find_last_of('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  const std::string extension = lower_case(last.substr(dot + 1));
  const bool word = !extension.empty() && extension.size() <= 5 &&
                    extension.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos;
  return word && extension.find_first_not_of("0123456789") != std::string::npos ? extension : std::string{};
}

std::string stem_of(std::string_view name) {
  std::string_view last = name.substr(name.find_last_of('/') + 1);
  return std::string{last.substr(0, std::min(last.find_last_of('.'), last.size()))};
}

std::optional<Refusal> check_public_id(const std::string& id, const std::string& resource_type) {
  if (id.empty() || id.front() == '/' || id.back() == '/' || id.front() == ' ' || id.back() == ' ' ||
      id.find_first_of("?&#\\%<>+") != std::string::npos || id.find("//") != std::string::npos) {
    return refusal(400, fmt::format("public_id ({}) is invalid", id));
  }
  const bool has_extension = !extension_of(id).empty();
  if (resource_type == "raw" && !has_extension) {
    return refusal(400, fmt::format("public_id ({}) of a raw file must have its extension", id));
  }
  if (resource_type != "raw" && has_extension) {
    return refusal(400, fmt::format("public_id ({}) of an image or video must not have an extension", id));
  }
  return std::nullopt;
}

std::optional<Refusal> check_names(const std::map<std::string, std::string>& parameters, const Names& known) {
  for (const auto& [name, value] : parameters) {
    if (!known.contains(name) && !kAuthentication.contains(name)) return refusal(400, "Unknown parameter " + name);
  }
  for (const char* name : {"overwrite", "invalidate", "use_filename", "unique_filename", "async", "eager_async"}) {
    const auto found = parameters.find(name);
    if (found == parameters.end() || found->second.empty()) continue;
    if (!is_true(found->second) && found->second != "0" && found->second != "false") {
      return refusal(400, fmt::format("Invalid value {} for parameter {}", found->second, name));
    }
  }
  return std::nullopt;
}

Json list_of_tags(std::string_view tags) {
  Json list = Json::array();
  while (!tags.empty()) {
    const std::string_view tag = tags.substr(0, tags.find(','));
    tags.remove_prefix(std::min(tags.size(), tag.size() + 1));
    if (!tag.empty()) list.push_back(tag);
  }
  return list;
}

std::string key_of(const std::string& resource_type, const std::string& type, const std::string& public_id) {
  return resource_type + "/" + type + "/" + public_id;
}

}  // namespace

CloudinaryVendor::CloudinaryVendor(CloudinaryOptions options)
    : options_{std::move(options)}, base_{options_.public_base}, assets_{options_.store} {}

void CloudinaryVendor::set_own_url(const std::string& url) {
  if (options_.public_base == "self") base_ = url;
}

std::string CloudinaryVendor::kind_of(const Request& request) const {
  if (request.path.starts_with("/res/")) return request.method == "GET" ? "delivery" : "unknown";
  const Place place = place_of(request.path);
  const bool typed = place.resource_type == "image" || place.resource_type == "video" || place.resource_type == "raw" ||
                     place.resource_type == "auto";
  if (request.method == "POST" && typed) {
    if (place.action == "upload" || place.action == "upload_chunked") return "upload";
    return place.action == "destroy" && place.resource_type != "auto" ? "destroy" : "unknown";
  }
  const bool admin = request.method == "GET" && place.resource_type.empty();
  return admin && (place.action == "ping" || place.action == "usage") ? place.action : "unknown";
}

Admission CloudinaryVendor::admit(const Request& request) {
  const std::string kind = kind_of(request);
  if (kind == "delivery") return admit_delivery(request);
  if (kind == "unknown") return refusal(404, "Not Found");
  const Place place = place_of(request.path);
  if (place.cloud != options_.cloud) return refusal(401, "Invalid cloud_name " + place.cloud);
  if (kind == "upload") return admit_upload(request, place.resource_type);
  if (kind == "destroy") return admit_destroy(request, place.resource_type);
  return admit_admin(request, kind);
}

std::optional<Refusal> CloudinaryVendor::check_basic(const Request& request) const {
  const std::string expected = "Basic " + base64(options_.api_key + ":" + options_.api_secret);
  if (request.header("Authorization") == expected) return std::nullopt;
  return refusal(401, "Invalid credentials");
}

std::optional<Refusal> CloudinaryVendor::check_credentials(const Request& request, const Parameters& parameters) const {
  if (!request.has_header("Authorization")) return check_signature(parameters);
  for (const std::string& name : kAuthentication) {
    if (parameters.contains(name)) {
      return refusal(400, fmt::format("Both an Authorization header and the parameter {} were sent; choose one", name));
    }
  }
  return check_basic(request);
}

std::optional<Refusal> CloudinaryVendor::check_signature(const Parameters& parameters) const {
  const auto value_of = [&](const char* name) {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string{} : found->second;
  };
  const std::string key = value_of("api_key");
  if (key.empty()) return refusal(401, "Must supply api_key");
  if (key != options_.api_key) return refusal(401, "Invalid api_key " + key);
  const std::string timestamp = value_of("timestamp");
  if (timestamp.empty()) return refusal(400, "Missing required parameter - timestamp");
  const std::string signature = value_of("signature");
  if (signature.empty()) return refusal(400, "Missing required parameter - signature");

  Parameters to_sign;
  for (const auto& [name, value] : parameters) {
    if (!kUnsigned.contains(name)) to_sign[name] = value;
  }
  const std::string algorithm = signature.size() == 64 ? "sha256" : "sha1";
  bool right = false;
  for (const int version : {1, 2}) {
    right |= signature == cloudinary_signature(string_to_sign(to_sign, version), options_.api_secret, algorithm);
  }
  if (!right || (options_.algorithm != "any" && options_.algorithm != algorithm)) {
    return refusal(401,
                   fmt::format("Invalid Signature {}. String to sign - '{}'.", signature, string_to_sign(to_sign, 2)));
  }
  std::int64_t seconds = 0;
  const auto read = std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  if (read.ec != std::errc{} || read.ptr != timestamp.data() + timestamp.size()) {
    return refusal(400, fmt::format("Invalid timestamp {}", timestamp));
  }
  if (static_cast<std::int64_t>(std::time(nullptr)) - seconds > kOldestTimestampSeconds) {
    return refusal(
        400, fmt::format("Stale request - reported time is {:%Y-%m-%d %H:%M:%S} +0000 which is more than 1 hour ago",
                         fmt::gmtime(static_cast<std::time_t>(seconds))));
  }
  return std::nullopt;
}

Admission CloudinaryVendor::admit_upload(const Request& request, const std::string& resource_type) {
  if (request.body_bytes > options_.largest_request + 65'536) {
    return refusal(413, "Request Entity Too Large", "html");  // said by the edge, not by the service
  }
  std::optional<std::vector<Field>> fields = parse_form(request);
  if (!fields || request.content_type() != "multipart/form-data") {
    return refusal(400, "The body is not multipart/form-data");
  }
  Upload upload;
  upload.resource_type = resource_type;
  std::optional<Field> file;
  for (Field& field : *fields) {
    if (field.name == "file") {
      if (file) return refusal(400, "Parameter file was sent twice");
      file = std::move(field);
    } else if (!upload.parameters.emplace(field.name, field.value).second) {
      return refusal(400, fmt::format("Parameter {} was sent twice", field.name));
    }
  }
  if (auto wrong = check_credentials(request, upload.parameters)) return *wrong;
  if (auto wrong = check_names(upload.parameters, kUploadParameters)) return *wrong;
  if (!file) return refusal(400, "Missing required parameter - file");
  if (!file->file_name) return refusal(400, "The fake cloud takes a file's bytes alone, with a filename; no URL");
  if (file->value.empty()) return refusal(400, "Empty file");
  if (file->value.size() > options_.largest_request) return refusal(413, "Request Entity Too Large", "html");
  upload.file_name = *file->file_name;
  upload.bytes = std::move(file->value);
  const std::string public_id = upload.parameters["public_id"];
  if (upload.parameters.contains("type") && upload.parameters["type"] != "upload" &&
      upload.parameters["type"] != "private" && upload.parameters["type"] != "authenticated") {
    return refusal(400, "Invalid type " + upload.parameters["type"]);
  }
  if (!public_id.empty() && resource_type != "auto") {
    if (auto wrong = check_public_id(public_id, resource_type)) return *wrong;
  }

  Work work;
  const bool piecewise = request.has_header("Content-Range") || request.has_header("X-Unique-Upload-Id");
  if (!piecewise) {
    const MediaFacts facts = probe_media(upload.bytes);
    if (resource_type == "image" && facts.resource_type != "image") return refusal(400, "Invalid image file");
    if (resource_type == "video" && facts.resource_type != "video")
      return refusal(400, "Unsupported video format or file");
    work.make = [this, upload](const Fault& fault) { return store(upload, fault); };
    return work;
  }
  const auto piece = PieceStore::parse_range(request.header("Content-Range"));
  const std::string upload_id{request.header("X-Unique-Upload-Id")};
  if (!piece) return refusal(400, fmt::format("Invalid Content-Range {}", request.header("Content-Range")));
  if (upload_id.empty()) return refusal(400, "Missing required header - X-Unique-Upload-Id");
  work.make = [this, upload, upload_id, piece = *piece](const Fault& fault) {
    return take_piece(upload, upload_id, piece, fault);
  };
  return work;
}

Answer CloudinaryVendor::take_piece(Upload upload, const std::string& upload_id, const PieceStore::Piece& piece,
                                    const Fault& fault) {
  PieceStore::Outcome outcome = pieces_.add(upload_id, piece, upload.bytes, options_.smallest_piece);
  if (!outcome.fault.empty()) return cloudinary_error({.status = 400, .message = outcome.fault});
  if (outcome.file) {
    upload.bytes = std::move(*outcome.file);
    const MediaFacts facts = probe_media(upload.bytes);
    if (upload.resource_type == "image" && facts.resource_type != "image") {
      return cloudinary_error({.status = 400, .message = "Invalid image file"});
    }
    if (upload.resource_type == "video" && facts.resource_type != "video") {
      return cloudinary_error({.status = 400, .message = "Unsupported video format or file"});
    }
    return store(upload, fault);
  }
  return json_answer(200, {{"done", false},
                           {"bytes", outcome.received},
                           {"kind", "upload"},
                           {"resource_type", upload.resource_type},
                           {"public_id", upload.parameters["public_id"]}});
}

Json CloudinaryVendor::describe(const Upload& upload, const MediaFacts& facts, const std::string& public_id) {
  const auto value_of = [&](const char* name) {
    const auto found = upload.parameters.find(name);
    return found == upload.parameters.end() ? std::string{} : found->second;
  };
  const std::string resource_type = upload.resource_type == "auto" ? facts.resource_type : upload.resource_type;
  const std::string type = value_of("type").empty() ? "upload" : value_of("type");
  const std::int64_t now = static_cast<std::int64_t>(std::time(nullptr));
  // Rises with every upload, also within a second.
  const std::int64_t version = now + static_cast<std::int64_t>(++uploads_);
  const std::string file = resource_type == "raw" ? public_id : public_id + "." + facts.format;
  const std::string path = fmt::format("{}/{}/{}/v{}/{}", options_.cloud, resource_type, type, version, file);
  const std::string signed_text = fmt::format("public_id={}&version={}", public_id, version);
  Json json{{"asset_id", md5_hex(key_of(resource_type, type, public_id))},
            {"public_id", public_id},
            {"version", version},
            {"version_id", md5_hex(path)},
            {"signature", cloudinary_signature(signed_text, options_.api_secret, options_.algorithm)},
            {"resource_type", resource_type},
            {"created_at", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(now)))},
            {"tags", list_of_tags(value_of("tags"))},
            {"bytes", upload.bytes.size()},
            {"type", type},
            {"etag", md5_hex(upload.bytes)},
            {"placeholder", false},
            {"url", base_.empty() ? "http://res.cloudinary.com/" + path : base_ + "/res/" + path},
            {"secure_url", base_.empty() ? "https://res.cloudinary.com/" + path : base_ + "/res/" + path},
            {"asset_folder", value_of("asset_folder")},
            {"display_name", stem_of(public_id)},
            {"original_filename", stem_of(upload.file_name)},
            {"api_key", options_.api_key}};
  if (resource_type == "raw") return json;
  json["format"] = facts.format;
  if (facts.width > 0) json["width"] = facts.width;
  if (facts.height > 0) json["height"] = facts.height;
  if (resource_type == "video") {
    json["duration"] = facts.duration_seconds;
    json["is_audio"] = facts.is_audio;
    json["playback_url"] = fmt::format("https://res.cloudinary.com/{}/video/{}/sp_auto/v{}/{}.m3u8", options_.cloud,
                                       type, version, public_id);
  }
  return json;
}

Json CloudinaryVendor::spoiled(Json answer, const Fault& fault) const {
  if (fault.content.contains("existing")) answer["existing"] = fault.content["existing"];
  if (fault.content.contains("bytes")) answer["bytes"] = fault.content["bytes"];
  if (const std::string type = fault.text("resource_type"); !type.empty()) answer["resource_type"] = type;
  if (const std::string id = fault.text("public_id"); !id.empty()) answer["public_id"] = id;
  if (fault.text("secure_url") == "absent") answer.erase("secure_url");
  if (fault.text("secure_url") == "insecure") answer["secure_url"] = answer["url"];
  if (fault.text("answer_signature") == "wrong") answer["signature"] = std::string(40, '0');
  if (fault.content.contains("pending")) {
    return {
        {"status", "pending"}, {"batch_id", "batch-1"}, {"public_id", answer["public_id"]}, {"type", answer["type"]}};
  }
  return answer;
}

Answer CloudinaryVendor::store(const Upload& upload, const Fault& fault) {
  const MediaFacts facts = probe_media(upload.bytes);
  const std::string resource_type = upload.resource_type == "auto" ? facts.resource_type : upload.resource_type;
  std::string public_id = upload.parameters.contains("public_id") ? upload.parameters.at("public_id") : "";
  if (public_id.empty()) {
    public_id = "asset-" + md5_hex(upload.bytes).substr(0, 12);
    if (resource_type == "raw") public_id += "." + extension_of(upload.file_name);
  }
  const auto folder = upload.parameters.find("folder");
  if (folder != upload.parameters.end() && !folder->second.empty()) public_id = folder->second + "/" + public_id;
  const auto type = upload.parameters.find("type");
  const std::string key = key_of(resource_type, type == upload.parameters.end() ? "upload" : type->second, public_id);
  const auto overwrite = upload.parameters.find("overwrite");
  if (overwrite != upload.parameters.end() && !overwrite->second.empty() && !is_true(overwrite->second)) {
    if (const auto asset = assets_.find(key)) {
      Json answer = asset->answer;
      answer["existing"] = true;
      return json_answer(200, spoiled(answer, fault));
    }
  }
  const Json answer = describe(upload, facts, public_id);
  assets_.put(key, answer, upload.bytes);
  Answer sent = json_answer(200, spoiled(answer, fault), "application/json; charset=utf-8");
  sent.headers.emplace_back("x-request-id", answer["version_id"].get<std::string>());
  return sent;
}

Admission CloudinaryVendor::admit_destroy(const Request& request, const std::string& resource_type) {
  const std::optional<std::vector<Field>> fields = parse_form(request);
  if (!fields) return refusal(400, "The body is not a form");
  Parameters parameters;
  for (const Field& field : *fields) {
    if (!parameters.emplace(field.name, field.value).second) {
      return refusal(400, fmt::format("Parameter {} was sent twice", field.name));
    }
  }
  if (auto wrong = check_credentials(request, parameters)) return *wrong;
  if (auto wrong = check_names(parameters, kDestroyParameters)) return *wrong;
  if (parameters["public_id"].empty()) return refusal(400, "Missing required parameter - public_id");
  const std::string type = parameters["type"].empty() ? "upload" : parameters["type"];
  const std::string key = key_of(resource_type, type, parameters["public_id"]);
  return Work{.make = [this, key](const Fault&) {
    return json_answer(200, {{"result", assets_.remove(key) ? "ok" : "not found"}});
  }};
}

Admission CloudinaryVendor::admit_admin(const Request& request, const std::string& kind) const {
  if (auto wrong = check_basic(request)) return *wrong;
  const Json body = kind == "ping" ? Json{{"status", "ok"}}
                                   : Json{{"plan", "Free"},
                                          {"last_updated", "2026-11-22"},
                                          {"objects", {{"usage", assets_.count()}}},
                                          {"bandwidth", {{"usage", 0}}},
                                          {"storage", {{"usage", 0}}},
                                          {"credits", {{"usage", 0.5}, {"limit", 25.0}, {"used_percent", 2.0}}},
                                          {"media_limits",
                                           {{"image_max_size_bytes", 10'485'760},
                                            {"video_max_size_bytes", 104'857'600},
                                            {"raw_max_size_bytes", 10'485'760}}}};
  return Work{.make = [body](const Fault&) {
    Answer answer = json_answer(200, body, "application/json; charset=utf-8");
    const std::time_t reset = (std::time(nullptr) / 3600 + 1) * 3600;
    answer.headers.emplace_back("X-FeatureRateLimit-Limit", "500");
    answer.headers.emplace_back("X-FeatureRateLimit-Remaining", "499");
    answer.headers.emplace_back("X-FeatureRateLimit-Reset",
                                fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(reset)));
    return answer;
  }};
}

Admission CloudinaryVendor::admit_delivery(const Request& request) const {
  // /res/CLOUD/TYPE/upload/v1/PUBLIC_ID.EXTENSION; the version is not needed.
  std::string_view rest = std::string_view{request.path}.substr(std::string_view{"/res/"}.size());
  const auto next = [&] {
    const std::string part{rest.substr(0, rest.find('/'))};
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    return part;
  };
  const std::string cloud = next();
  const std::string resource_type = next();
  const std::string type = next();
  if (rest.starts_with('v') && rest.find('/') != std::string_view::npos &&
      rest.substr(1, rest.find('/') - 1).find_first_not_of("0123456789") == std::string_view::npos) {
    next();
  }
  std::string public_id{rest};
  const std::string extension = extension_of(public_id);
  if (resource_type != "raw" && !extension.empty()) public_id.resize(public_id.size() - extension.size() - 1);
  const std::optional<Asset> asset = assets_.find(key_of(resource_type, type, public_id));
  const bool right =
      asset && cloud == options_.cloud && (resource_type == "raw" || extension == asset->answer["format"]);
  if (!right) return refusal(404, "Resource not found - " + public_id);
  return Work{.make = [asset = *asset, extension](const Fault&) {
    Answer answer;
    answer.headers.emplace_back("Content-Type", content_type_of_extension(extension));
    answer.headers.emplace_back("Access-Control-Allow-Origin", "*");
    answer.body = CloudinaryStore::read(asset);
    return answer;
  }};
}

void CloudinaryVendor::reset() {
  assets_.clear();
  pieces_.clear();
}

}  // namespace vina::fake
