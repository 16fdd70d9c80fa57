// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "fake_cloud/exchange.h"

namespace vina::fake {

struct GoogleOptions {
  std::string key = "fake-google-key";
  bool with_imagen = false;    ///< serve `imagen-test` over :predict
  std::string picture_format;  ///< "png", "jpeg" or "webp"; empty: it depends on the prompt
};

struct ElevenLabsOptions {
  std::string key = "fake-elevenlabs-key";
  std::string tier = "creator";  ///< "free", "starter", "creator", "pro", "scale", "business"
  std::int64_t character_limit = 121'000;
  std::int64_t character_count = 0;            ///< credits that are spent already
  int concurrency = 5;                         ///< speech requests at the same time; above: 429
  bool may_read_user = true;                   ///< false: /v1/user/subscription answers 401 missing_permissions
  bool gapless_mp3 = false;                    ///< write the Info frame that tells a decoder the encoder's delay
  bool tags_in_alignment = false;              ///< keep the characters of break tags in `alignment`
  std::chrono::milliseconds history_delay{0};  ///< until a generation appears in the history
};

struct CloudinaryOptions {
  std::string cloud = "fake-cloud";
  std::string api_key = "123456789012345";
  std::string api_secret = "fake-cloudinary-secret";
  std::string algorithm = "any";  ///< "sha1", "sha256" or "any"
  std::string public_base;        ///< of secure_url ("http://127.0.0.1:8080"); empty: Cloudinary's; "self": this server
  std::size_t largest_request = 100'000'000;     ///< bytes of one request's file
  std::size_t smallest_piece = 5 * 1024 * 1024;  ///< bytes of every piece but the last
  std::filesystem::path store;                   ///< where files are kept; empty: in memory
};

struct FakeCloudOptions {
  std::uint16_t port = 0;  ///< 0: the system chooses
  GoogleOptions google;
  ElevenLabsOptions elevenlabs;
  CloudinaryOptions cloudinary;
  std::map<std::string, std::chrono::milliseconds> delays;  ///< by vendor: how long work takes
  Json faults = Json::object();                             ///< see docs/fake_cloud.md
};

}  // namespace vina::fake
