// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/google/google_settings.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.h"
#include "remote/base_url.h"

namespace vina {
namespace {

constexpr std::array<std::string_view, 3> kSizes{"1K", "2K", "4K"};
constexpr std::size_t kLongestModelId = 100;

[[noreturn]] void throw_invalid(std::string message) {
  throw Error{ErrorKind::kInvalidOption, std::move(message)};
}

/// The id becomes a part of the URL's path.
bool is_model_id(std::string_view model) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  return !model.empty() && model.size() <= kLongestModelId && model.front() != '.' &&
         model.find_first_not_of(kAllowed) == std::string_view::npos;
}

/// The largest size a model is known to make. What is not known is left to Google to judge.
std::string_view largest_size(std::string_view model) {
  if (model == "gemini-2.5-flash-image" || model == "gemini-3.1-flash-lite-image") return "1K";
  if (model.starts_with("imagen-4")) return "2K";
  if (model.starts_with("imagen-")) return "1K";
  return kSizes.back();
}

void validate_model(const GoogleSettings& settings) {
  if (!is_model_id(settings.model)) {
    throw_invalid("VINA_IMAGE_MODEL is not the id of a model; set it to one such as " +
                  std::string{kGoogleDefaultModel});
  }
  if (std::find(kSizes.begin(), kSizes.end(), settings.size) == kSizes.end()) {
    throw_invalid(fmt::format("VINA_IMAGE_SIZE is '{}'; set it to 1K, 2K or 4K", settings.size));
  }
  const std::string_view largest = largest_size(settings.model);
  if (settings.size > largest) {
    throw_invalid(fmt::format("the model {} makes no pictures of size {}; use {} or another model", settings.model,
                              settings.size, largest));
  }
}

}  // namespace

void validate(const GoogleSettings& settings) {
  validate_model(settings);
  require_safe_base_url(settings.base_url, "VINA_GOOGLE_BASE_URL");
  image_prompt("", settings.style, {});
  validate(settings.viewer);
}

}  // namespace vina
