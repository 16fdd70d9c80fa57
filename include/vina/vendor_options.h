// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "vina/api.h"

namespace vina::VINA_V1 {

/// How pictures are asked for from Google's Gemini API.
struct GoogleOptions {
  std::string api_key;  ///< empty: Google is not used
  std::string base_url = "https://generativelanguage.googleapis.com";
  std::string model = "gemini-nano-banana-2.1";
  std::string size = "1K";  ///< "1K", "2K" or "4K"
};

/// How speech is asked for from ElevenLabs.
struct ElevenLabsOptions {
  std::string api_key;  ///< empty: ElevenLabs is not used
  std::string base_url = "https://api.elevenlabs.io";
  std::string voice_id = "21m00Tcm4TlvDq8ikWAM";
  std::string model = "eleven_multilingual_v2";
  double stability = 0.5;          ///< 0 to 1; less lets level and mood change between slides
  double similarity_boost = 0.75;  ///< 0 to 1
  double style = 0.0;              ///< 0 to 1; exaggeration
  std::uint32_t seed = 4242;       ///< the same request then sounds the same, as far as the service keeps to it
  std::string plan;                ///< "creator", for prices; empty: the dearest one
};

/// Where Cloudinary keeps what is published. All three of name, key and secret, or none.
struct CloudinaryOptions {
  std::string cloud_name;
  std::string api_key;
  std::string api_secret;
  std::string base_url = "https://api.cloudinary.com";
  std::string folder = "vina_lessons";  ///< may contain '/' or be empty
  std::string signature = "sha1";       ///< or "sha256", as the account's settings say
};

/// The vendors a Renderer may call, and what it may spend. The default calls none. Values are looked at by the renders
/// that use them. A key goes to its vendor's base_url alone, and is in no message, file or log.
struct VendorOptions {
  GoogleOptions google;
  ElevenLabsOptions elevenlabs;
  CloudinaryOptions cloudinary;
  int images_in_flight = 3;  ///< requests to Google at the same time, 1 to 64
  int speech_in_flight = 3;  ///< requests to ElevenLabs at the same time, 1 to 64; their own limit lowers it
  /// Where paid pictures and voices, the ledger and drawn slides are kept, and shared with other processes. Empty:
  /// nothing is kept, and nothing can be bought.
  std::filesystem::path cache;
  /// What all renders of a Renderer may spend together, in US dollars; nothing: no limit.
  std::optional<double> budget_usd;

  /// From the environment of this process as the `vina` command reads it (docs/cli.md), with the command's cache
  /// folder. A `dotenv` file adds what the environment does not have; one that is not there adds nothing.
  /// Throws Error (kInvalidOption). Not to be called while another thread changes the environment.
  VINA_API static VendorOptions from_environment(const std::filesystem::path& dotenv = {});
};

}  // namespace vina::VINA_V1
