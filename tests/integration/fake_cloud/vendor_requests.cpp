// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "integration/fake_cloud/vendor_requests.h"

#include <ctime>

#include "fake_cloud/digest.h"
#include "fake_cloud/drawn_picture.h"
#include "support/file_content.h"

namespace vina::testing {
namespace {

const std::string kBoundary = "----boundary-of-the-test";

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes; i-- > 0;) text += static_cast<char>(value >> (8U * static_cast<unsigned>(i)) & 255U);
  return text;
}

std::string box(const std::string& type, const std::string& content) {
  return number(content.size() + 8, 4) + type + content;
}

}  // namespace

nlohmann::json wire_fixture(const std::string& name) {
  return nlohmann::json::parse(content_of(std::string{VINA_SOURCE_DIR} + "/tests/fixtures/wire/" + name + ".json"));
}

RawRequest google_request(const nlohmann::json& body, const std::string& target) {
  return {"POST", target, {kGoogleKey, "Content-Type: application/json"}, body.dump()};
}

RawRequest speech_request(const nlohmann::json& body, const std::string& target) {
  return {"POST", target, {kElevenLabsKey, "Content-Type: application/json"}, body.dump()};
}

nlohmann::json short_speech(const std::string& text) {
  return {{"text", text}, {"model_id", "eleven_multilingual_v2"}, {"seed", 7}};
}

RawRequest upload_request(const std::string& resource_type, const UploadParts& parts, const std::string& action) {
  std::string body;
  for (const auto& [name, value] : parts.fields) {
    body += "--" + kBoundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }
  if (!parts.file.empty()) {
    body += "--" + kBoundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + parts.file_name +
            "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + parts.file + "\r\n";
  }
  body += "--" + kBoundary + "--\r\n";
  RawRequest request{"POST", "/v1_1/fake-cloud/" + resource_type + "/" + action, parts.headers, body};
  request.headers.push_back("Content-Type: multipart/form-data; boundary=" + kBoundary);
  return request;
}

std::map<std::string, std::string> signed_fields(std::map<std::string, std::string> fields, std::int64_t age) {
  fields["timestamp"] = std::to_string(static_cast<std::int64_t>(std::time(nullptr)) - age);
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!value.empty()) text += (text.empty() ? "" : "&") + name + "=" + value;
  }
  fields["signature"] = fake::sha1_hex(text + "fake-cloudinary-secret");
  fields["api_key"] = "123456789012345";
  return fields;
}

std::string basic_header() {
  return "Authorization: Basic " + fake::base64("123456789012345:fake-cloudinary-secret");
}

std::string small_png() {
  return fake::encode_picture(fake::draw_picture({16, 16}, 1), fake::PictureFormat::kPng);
}

std::string small_mp4(std::size_t padding) {
  const std::string movie_header = std::string(12, '\0') + number(1000, 4) + number(2000, 4) + std::string(80, '\0');
  const std::string track_header =
      std::string(76, '\0') + number(1080, 2) + number(0, 2) + number(1920, 2) + number(0, 2);
  return box("ftyp", "isom" + number(512, 4) + "isommp41") +
         box("moov", box("mvhd", movie_header) + box("trak", box("tkhd", track_header))) +
         box("mdat", std::string(padding, 'x'));
}

}  // namespace vina::testing
