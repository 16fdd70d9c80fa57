// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "images/google/google_settings.h"
#include "remote/http_message.h"

namespace vina {

/// How a model is asked for a picture.
enum class GoogleMethod {
  kGenerateContent,  ///< Gemini's image models
  kPredict,          ///< models whose id starts with "imagen-"; none is served any more since August 2026
};
GoogleMethod google_method(std::string_view model);

/// The body of the request for one picture. Fields a model is not known to take are left out.
nlohmann::json google_picture_body(const std::string& prompt, const GoogleSettings& settings);

/// The whole request for one picture. The key is in a header, never in the URL.
HttpRequest google_picture_request(const std::string& prompt, const GoogleSettings& settings);

/// The request for one page of the list of models; `page_token` is empty for the first.
HttpRequest google_models_request(const GoogleSettings& settings, std::string_view page_token);

/// "generativelanguage.googleapis.com": the host of a base URL, without its port.
std::string host_of(std::string_view base_url);

}  // namespace vina
