// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>

#include "images/google/image_prompt.h"
#include "remote/secret.h"

namespace vina {

/// The successor Google names for the models it has switched off so far.
inline constexpr std::string_view kGoogleDefaultModel = "gemini-nano-banana-2.1";

/// How pictures are asked for from the Gemini Developer API.
struct GoogleSettings {
  Secret key;  ///< GOOGLE_AI_API_KEY
  std::string base_url = "https://generativelanguage.googleapis.com";
  std::string model{kGoogleDefaultModel};  ///< an id as ListModels has it, without "models/" in front
  std::string size = "1K";                 ///< "1K" (768x1376 for most models), "2K" or "4K"
  std::string style = "professional";      ///< one of kImageStyles
  ViewerContext viewer;
};

/// Throws Error (kInvalidOption), naming the setting and what is allowed: a model that is no id or cannot make pictures
/// of that size, an unknown style, a base URL that is not http(s)://HOST[:PORT][/PATH], or what validate() refuses of
/// the viewer. A missing key is not looked at: planning needs none.
void validate(const GoogleSettings& settings);

}  // namespace vina
