// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/batch_key.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "pipeline/file_digest.h"
#include "slides/theme_reader.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

/// Null for a file that cannot be read: whoever needs it will say so.
json digest_of_file(const fs::path& path) {
  const std::optional<std::string> digest = sha256_of_file(path);
  return digest ? json{*digest} : json{};
}

json described_theme(const std::string& theme) {
  if (!is_theme_file(theme)) return theme;
  try {
    return {digest_of_file(theme), digest_of_file(load_theme(theme).logo)};
  } catch (const Error&) {  // whoever draws with it will say so
    return digest_of_file(theme);
  }
}

json described_folder(const fs::path& folder) {
  std::vector<json> files;
  std::error_code gone;
  for (const auto& entry : fs::directory_iterator{folder, gone}) {
    const auto changed = entry.last_write_time(gone).time_since_epoch().count();
    files.push_back(
        {entry.path().filename().string(), entry.is_regular_file(gone) ? entry.file_size(gone) : 0, changed});
  }
  std::sort(files.begin(), files.end());
  return files;
}

json described_images(const RenderOptions& options) {
  if (const auto folder = images_folder(options)) return described_folder(*folder);
  if (!uses_google(options)) return "gradient";
  const GoogleSettings& google = options.vendors.google;
  return {google.base_url, google.model, google.size, google.style};
}

json described_voice(const RenderOptions& options) {
  if (!uses_elevenlabs(options)) return "espeak";
  const ElevenLabsSettings& voice = options.vendors.elevenlabs;
  return {voice.base_url,         voice.voice_id, voice.model, voice.output_format, voice.stability,
          voice.similarity_boost, voice.style,    voice.speed, voice.speaker_boost, voice.seed,
          options.voice_fallback};
}

json described_publication(const RenderOptions& options) {
  if (!uses_cloudinary(options)) return "folder";
  const CloudinarySettings& cloudinary = options.vendors.cloudinary;
  return {cloudinary.base_url, cloudinary.cloud_name, cloudinary.folder, options.public_id};
}

}  // namespace

std::string batch_key(std::string_view lesson_json, std::string_view identity, const RenderOptions& options) {
  const TimelineOptions& timeline = options.timeline;
  const ViewerContext& viewer = options.vendors.google.viewer;
  const json all{{"lesson", crypto::sha256(lesson_json)},
                 {"identity", identity},
                 {"output", fs::absolute(options.output).lexically_normal().string()},
                 {"captions", options.captions},
                 {"language", options.language},
                 {"words_per_minute", options.words_per_minute},
                 {"timeline",
                  {timeline.lead_in.count(), timeline.item_pause.count(), timeline.tail.count(),
                   timeline.shortest_bullet.count(), timeline.reading_time_per_word.count()}},
                 {"theme", described_theme(options.theme)},
                 {"logo", options.logo.empty() ? json{} : digest_of_file(options.logo)},
                 {"safe_area", options.safe_area},
                 {"images", described_images(options)},
                 {"viewer", {viewer.profession, viewer.industry, viewer.experience}},
                 {"voice", described_voice(options)},
                 {"publish", described_publication(options)},
                 {"transition_frames", options.transition_frames},
                 {"hold", options.hold == HoldMode::kSkip},
                 {"gop", options.gop.count()},
                 {"loudness", options.loudness_lufs}};
  return crypto::sha256(all.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace vina
