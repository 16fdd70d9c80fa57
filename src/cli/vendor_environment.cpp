// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/vendor_environment.h"

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"
#include "cli/option_values.h"
#include "storage/asset_store.h"

namespace vina {
namespace {

class Variables {
 public:
  explicit Variables(const Environment& environment) : environment_{environment} {}

  const std::string* find(std::string_view name) const {
    const auto found = environment_.vendors.find(name);
    return found == environment_.vendors.end() ? nullptr : &found->second;
  }

  void read(std::string_view name, std::string& into) const {
    if (const std::string* value = find(name)) into = *value;
  }

  void read(std::string_view name, Secret& into) const {
    if (const std::string* value = find(name)) into = Secret{*value};
  }

  void read(std::string_view name, int& into) const {
    if (const std::string* value = find(name)) into = whole_number(name, *value);
  }

 private:
  const Environment& environment_;
};

GoogleSettings google_settings(const Variables& variables) {
  GoogleSettings google;
  variables.read("GEMINI_API_KEY", google.key);
  variables.read("GOOGLE_AI_API_KEY", google.key);
  variables.read("VINA_GOOGLE_BASE_URL", google.base_url);
  variables.read("VINA_IMAGE_MODEL", google.model);
  variables.read("VINA_IMAGE_SIZE", google.size);
  return google;
}

ElevenLabsSettings elevenlabs_settings(const Variables& variables) {
  ElevenLabsSettings elevenlabs;
  variables.read("ELEVENLABS_API_KEY", elevenlabs.key);
  variables.read("ELEVENLABS_VOICE_ID", elevenlabs.voice_id);
  variables.read("VINA_ELEVENLABS_BASE_URL", elevenlabs.base_url);
  variables.read("VINA_SPEECH_MODEL", elevenlabs.model);
  variables.read("VINA_ELEVENLABS_PLAN", elevenlabs.plan);
  return elevenlabs;
}

/// CLOUDINARY_CLOUD_NAME switches CLOUDINARY_URL off, as in Cloudinary's own libraries.
CloudinarySettings cloudinary_settings(const Variables& variables) {
  CloudinarySettings cloudinary;
  const std::string* url = variables.find("CLOUDINARY_URL");
  if (url != nullptr && variables.find("CLOUDINARY_CLOUD_NAME") == nullptr) {
    cloudinary = parse_cloudinary_url(*url);
  } else {
    variables.read("CLOUDINARY_CLOUD_NAME", cloudinary.cloud_name);
    variables.read("CLOUDINARY_API_KEY", cloudinary.api_key);
    variables.read("CLOUDINARY_API_SECRET", cloudinary.api_secret);
  }
  variables.read("VINA_CLOUDINARY_BASE_URL", cloudinary.base_url);
  if (const std::string* name = variables.find("VINA_CLOUDINARY_SIGNATURE"))
    cloudinary.hash = parse_cloudinary_hash(*name);
  return cloudinary;
}

}  // namespace

VendorOptions vendor_options(const Environment& environment) {
  const Variables variables{environment};
  VendorOptions options{.google = google_settings(variables),
                        .elevenlabs = elevenlabs_settings(variables),
                        .cloudinary = cloudinary_settings(variables)};
  variables.read("VIDEO_PARALLEL_IMAGES", options.images_in_flight);
  variables.read("VIDEO_PARALLEL_AUDIO", options.speech_in_flight);
  const auto set = [](const std::string& value) { return value.empty() ? nullptr : value.c_str(); };
  const bool has_place = std::filesystem::path{environment.xdg_cache_home}.is_absolute() || !environment.home.empty();
  if (has_place) options.cache = default_cache_folder(set(environment.xdg_cache_home), set(environment.home));
  return options;
}

void require_readable_dotenv(const Environment& environment, const RenderOptions& options) {
  const bool asks_nobody = options.voice == "espeak" && options.images != "auto" && options.images != "google" &&
                           options.publish == "folder";
  if (asks_nobody || environment.dotenv_fault.empty()) return;
  throw Error{ErrorKind::kInvalidOption, environment.dotenv_fault};
}

}  // namespace vina
