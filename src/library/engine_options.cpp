// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "library/engine_options.h"

#include <string_view>

#include <fmt/format.h>

#include "base/error.h"

namespace vina {
namespace {

GoogleSettings to_engine(const v1::GoogleOptions& google) {
  GoogleSettings settings;
  settings.key = Secret{google.api_key};
  settings.base_url = google.base_url;
  settings.model = google.model;
  settings.size = google.size;
  return settings;
}

ElevenLabsSettings to_engine(const v1::ElevenLabsOptions& elevenlabs) {
  ElevenLabsSettings settings;
  settings.key = Secret{elevenlabs.api_key};
  settings.base_url = elevenlabs.base_url;
  settings.voice_id = elevenlabs.voice_id;
  settings.model = elevenlabs.model;
  settings.stability = elevenlabs.stability;
  settings.similarity_boost = elevenlabs.similarity_boost;
  settings.style = elevenlabs.style;
  settings.seed = elevenlabs.seed;
  settings.plan = elevenlabs.plan;
  return settings;
}

CloudinarySettings to_engine(const v1::CloudinaryOptions& cloudinary) {
  CloudinarySettings settings;
  settings.cloud_name = cloudinary.cloud_name;
  settings.api_key = Secret{cloudinary.api_key};
  settings.api_secret = Secret{cloudinary.api_secret};
  settings.base_url = cloudinary.base_url;
  settings.folder = cloudinary.folder;
  settings.hash = parse_cloudinary_hash(cloudinary.signature);
  return settings;
}

/// On the clock of samples. Longer than a minute is out of every range, and is told as it is.
Samples on_the_clock(std::string_view option, std::chrono::milliseconds length) {
  if (length < std::chrono::milliseconds{0} || length > std::chrono::minutes{1}) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("{} is {} ms, which is out of range; docs/cli.md has the range", option, length.count())};
  }
  return milliseconds(length.count());
}

bool is_first(std::string_view option, std::string_view value, std::string_view first, std::string_view second) {
  if (value == first || value == second) return value == first;
  throw Error{ErrorKind::kInvalidOption, fmt::format("{} is '{}'; choose {} or {}", option, value, first, second)};
}

}  // namespace

VendorOptions to_engine(const v1::VendorOptions& vendors) {
  VendorOptions options;
  options.google = to_engine(vendors.google);
  options.elevenlabs = to_engine(vendors.elevenlabs);
  options.cloudinary = to_engine(vendors.cloudinary);
  options.images_in_flight = vendors.images_in_flight;
  options.speech_in_flight = vendors.speech_in_flight;
  options.cache = vendors.cache;
  options.budget_usd = vendors.budget_usd;
  return options;
}

RenderOptions to_engine(const v1::RenderOptions& options, const v1::VendorOptions& vendors) {
  if (options.output.empty()) {
    throw Error{ErrorKind::kInvalidOption, "--output is empty; give a file name that ends in .mp4"};
  }
  RenderOptions result;
  result.output = options.output;
  result.report = options.report;
  result.captions = options.captions;
  result.language = options.language;
  result.words_per_minute = options.words_per_minute;
  result.timeline.lead_in = on_the_clock("--lead-in", options.lead_in);
  result.timeline.item_pause = on_the_clock("--pause", options.item_pause);
  result.timeline.tail = on_the_clock("--tail", options.tail);
  result.theme = options.theme;
  result.logo = options.logo;
  result.safe_area = options.safe_area;
  result.images = options.images;
  result.voice = options.voice;
  result.voice_fallback = options.voice_fallback;
  result.publish = options.publish;
  result.public_id = options.public_id;
  result.vendors = to_engine(vendors);
  result.vendors.google.style = options.image_style;
  result.vendors.google.viewer = {options.viewer.profession, options.viewer.industry, options.viewer.experience};
  if (!options.voice_id.empty()) result.vendors.elevenlabs.voice_id = options.voice_id;
  if (!is_first("--transition", options.transition, "fade", "none")) result.transition_frames = 0;
  const bool skips = is_first("--hold", options.hold, "skip", "encode");
  result.hold = skips ? HoldMode::kSkip : HoldMode::kEncode;
  result.gop = frame_at(on_the_clock("--gop", options.gop));
  result.loudness_lufs = options.loudness_lufs;
  result.threads = options.threads;
  result.fresh = options.fresh;
  result.strict = options.strict;
  result.verify = options.verify;
  return result;
}

v1::VendorOptions to_public(const VendorOptions& vendors) {
  v1::VendorOptions options;
  options.google = {vendors.google.key.reveal(), vendors.google.base_url, vendors.google.model, vendors.google.size};
  const ElevenLabsSettings& voice = vendors.elevenlabs;
  options.elevenlabs = {voice.key.reveal(),     voice.base_url, voice.voice_id, voice.model, voice.stability,
                        voice.similarity_boost, voice.style,    voice.seed,     voice.plan};
  const CloudinarySettings& cloudinary = vendors.cloudinary;
  options.cloudinary = {
      cloudinary.cloud_name, cloudinary.api_key.reveal(), cloudinary.api_secret.reveal(),
      cloudinary.base_url,   cloudinary.folder,           cloudinary.hash == CloudinaryHash::kSha1 ? "sha1" : "sha256"};
  options.images_in_flight = vendors.images_in_flight;
  options.speech_in_flight = vendors.speech_in_flight;
  options.cache = vendors.cache;
  options.budget_usd = vendors.budget_usd;
  return options;
}

}  // namespace vina
