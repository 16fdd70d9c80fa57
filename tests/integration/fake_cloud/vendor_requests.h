// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "fake_cloud/fake_cloud.h"
#include "integration/fake_cloud/raw_http.h"

namespace vina::testing {

inline const std::string kBanana = "/v1beta/models/gemini-nano-banana-2.1:generateContent";
inline const std::string kRachel = "/v1/text-to-speech/21m00Tcm4TlvDq8ikWAM/with-timestamps";
inline const std::string kGoogleKey = "x-goog-api-key: fake-google-key";
inline const std::string kElevenLabsKey = "xi-api-key: fake-elevenlabs-key";

/// A file of tests/fixtures/wire.
nlohmann::json wire_fixture(const std::string& name);

RawRequest google_request(const nlohmann::json& body, const std::string& target = kBanana);
RawRequest speech_request(const nlohmann::json& body, const std::string& target = kRachel);
/// A short text for eleven_multilingual_v2 with a seed.
nlohmann::json short_speech(const std::string& text = "Hello there.");

/// A multipart/form-data request; `file` is left out where it is empty.
struct UploadParts {
  std::map<std::string, std::string> fields;
  std::string file;
  std::string file_name = "file.bin";
  std::vector<std::string> headers;
};
RawRequest upload_request(const std::string& resource_type, const UploadParts& parts,
                          const std::string& action = "upload");

/// `fields` with api_key, timestamp and a SHA-1 signature for the default secret; `age` in seconds.
std::map<std::string, std::string> signed_fields(std::map<std::string, std::string> fields, std::int64_t age = 0);
/// The header of Basic authentication with the default key and secret.
std::string basic_header();

/// One pixel of PNG is not enough for a decoder that asks for 16: this one has 16 x 16.
std::string small_png();
/// An MP4 file's first box and a movie of two seconds, 1080x1920, without pictures.
std::string small_mp4(std::size_t padding = 0);

}  // namespace vina::testing
