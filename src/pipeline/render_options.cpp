// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/render_options.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"

namespace vina {
namespace {

template <typename... Arguments>
void check(bool right, fmt::format_string<Arguments...> message, Arguments&&... arguments) {
  if (!right) {
    throw Error{ErrorKind::kInvalidOption, fmt::format(message, std::forward<Arguments>(arguments)...)};
  }
}

/// The shape of a BCP 47 tag: subtags of 1 to 8 letters or digits, joined with hyphens.
bool looks_like_language_tag(std::string_view tag) {
  std::size_t subtag = 0;
  for (const char c : tag) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (c == '-' && subtag > 0) {
      subtag = 0;
    } else if ((letter || digit) && subtag < 8) {
      ++subtag;
    } else {
      return false;
    }
  }
  return subtag > 0 && tag.size() <= 35;
}

void check_choice(std::string_view option, const std::string& value, std::initializer_list<std::string_view> choices) {
  const auto* last = std::prev(choices.end());
  check(std::find(choices.begin(), choices.end(), value) != choices.end(), "{} is '{}'; choose {} or {}", option, value,
        fmt::join(choices.begin(), last, ", "), *last);
}

bool is_chosen(std::string_view option, std::string_view value, std::string_view vendor, bool has_key,
               std::string_view variables) {
  if (value == "auto") return has_key;
  if (value != vendor) return false;
  check(has_key, "{} is {}, which needs {} in the environment or in a file .env", option, vendor, variables);
  return true;
}

void check_vendors(const RenderOptions& options) {
  const VendorOptions& vendors = options.vendors;
  check(vendors.images_in_flight >= 1 && vendors.images_in_flight <= 64,
        "VIDEO_PARALLEL_IMAGES is {}; it must be from 1 to 64", vendors.images_in_flight);
  check(vendors.speech_in_flight >= 1 && vendors.speech_in_flight <= 64,
        "VIDEO_PARALLEL_AUDIO is {}; it must be from 1 to 64", vendors.speech_in_flight);
  check(!vendors.budget_usd || *vendors.budget_usd >= 0, "--budget is {:g}; give an amount in US dollars, 0 or more",
        vendors.budget_usd.value_or(0));
  if (uses_google(options)) validate(vendors.google);
  if (uses_elevenlabs(options)) validate(vendors.elevenlabs);
  if (uses_cloudinary(options)) validate(vendors.cloudinary);
}

void check_files(const RenderOptions& options) {
  std::error_code ignored;
  const std::string output = options.output.string();
  std::string extension = options.output.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  check(output.empty() || extension == ".mp4", "the name of the video is '{}'; give one that ends in .mp4", output);
  check(options.logo.empty() || std::filesystem::is_regular_file(options.logo, ignored),
        "--logo is '{}', which is no file; give a PNG picture", options.logo.string());
  const std::optional<std::filesystem::path> folder = images_folder(options);
  check(!folder || std::filesystem::is_directory(*folder, ignored),
        "--images is '{}', which is no folder; give a folder with pictures named after the figures, or choose auto, "
        "google or gradient",
        options.images);
}

}  // namespace

void validate(const RenderOptions& options) {
  check_files(options);
  check(options.language.empty() || looks_like_language_tag(options.language),
        "--language is '{}'; give a BCP 47 tag such as en, pt-BR or ar", options.language);
  check(options.words_per_minute >= 80 && options.words_per_minute <= 300,
        "--rate is {}; it must be from 80 to 300 words a minute", options.words_per_minute);
  validate(options.timeline);
  check(!options.theme.empty(), "--theme is empty; give the name of a theme, such as vina or light, or a theme file");
  check_choice("--voice", options.voice, {"auto", "elevenlabs", "espeak"});
  check_choice("--publish", options.publish, {"auto", "cloudinary", "folder"});
  check_vendors(options);
  validate(options.vendors.google.viewer);  // it is drawn, whoever makes the pictures
  check(options.voice_fallback.empty() || options.voice_fallback == "espeak",
        "--voice-fallback is '{}'; the only one is espeak", options.voice_fallback);
  check(options.safe_area == "player" || options.safe_area == "social", "--safe-area is '{}'; choose player or social",
        options.safe_area);
  check(options.transition_frames >= 0 && options.transition_frames <= 15,
        "a transition of {} frames is out of range; it must be from 0 to 15 frames", options.transition_frames);
  check(options.gop >= Frames{15} && options.gop <= Frames{900}, "--gop is {:g} s; it must be from 0.5 to 30 seconds",
        to_seconds(to_samples(options.gop)));
  check(options.loudness_lufs >= -31.0 && options.loudness_lufs <= -9.0,
        "--loudness is {:g} LUFS; it must be from -31 to -9 LUFS", options.loudness_lufs);
  check(options.threads >= 0 && options.threads <= 256,
        "--threads is {}; it must be from 1 to 256, or 0 for as many as there are cores", options.threads);
}

std::optional<std::filesystem::path> images_folder(const RenderOptions& options) {
  const std::string& images = options.images;
  if (images == "auto" || images == "google" || images == "gradient") return std::nullopt;
  return images;
}

bool uses_google(const RenderOptions& options) {
  return is_chosen("--images", options.images, "google", !options.vendors.google.key.empty(), "GOOGLE_AI_API_KEY");
}

bool uses_elevenlabs(const RenderOptions& options) {
  return is_chosen("--voice", options.voice, "elevenlabs", !options.vendors.elevenlabs.key.empty(),
                   "ELEVENLABS_API_KEY");
}

bool uses_cloudinary(const RenderOptions& options) {
  const CloudinarySettings& settings = options.vendors.cloudinary;
  const bool has_keys = !settings.cloud_name.empty() && !settings.api_key.empty() && !settings.api_secret.empty();
  const bool has_some = !settings.cloud_name.empty() || !settings.api_key.empty() || !settings.api_secret.empty();
  check(
      options.publish != "auto" || has_keys || !has_some,
      "some of CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET are set and some are not; set all, "
      "or choose --publish folder");
  return is_chosen("--publish", options.publish, "cloudinary", has_keys,
                   "CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET (or CLOUDINARY_URL)");
}

std::size_t thread_count(const RenderOptions& options) {
  if (options.threads > 0) return static_cast<std::size_t>(options.threads);
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace vina
