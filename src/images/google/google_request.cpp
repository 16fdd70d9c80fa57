// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/google/google_request.h"

#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace vina {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

/// Nothing arrives while the model paints: 15 to 40 s at 1K, longer at 4K.
constexpr Deadlines kPictureDeadlines{.connect = 10s, .idle = 180s, .total = 300s};
constexpr Deadlines kListDeadlines{.connect = 10s, .idle = 20s, .total = 30s};

json generate_content_body(const std::string& prompt, const GoogleSettings& settings) {
  json image_config{{"aspectRatio", "9:16"}};
  // It has one size, and answers any imageSize with an error.
  if (settings.model != "gemini-2.5-flash-image") image_config["imageSize"] = settings.size;
  json generation{{"responseModalities", {"IMAGE"}}, {"imageConfig", std::move(image_config)}};
  // The only model documented to take this level. A background gains nothing from thoughts, which cost time and money.
  if (settings.model == kGoogleDefaultModel) generation["thinkingConfig"] = {{"thinkingLevel", "MINIMAL"}};
  return {{"contents", json::array({{{"role", "user"}, {"parts", json::array({{{"text", prompt}}})}}})},
          {"generationConfig", std::move(generation)}};
}

json predict_body(const std::string& prompt, const GoogleSettings& settings) {
  json parameters{{"sampleCount", 1},
                  {"aspectRatio", "9:16"},
                  {"personGeneration", "ALLOW_ADULT"},
                  {"safetySetting", "BLOCK_LOW_AND_ABOVE"},
                  {"includeRaiReason", true},
                  {"outputOptions", {{"mimeType", "image/jpeg"}, {"compressionQuality", 90}}}};
  if (settings.model.starts_with("imagen-4")) parameters["sampleImageSize"] = settings.size;
  return {{"instances", json::array({{{"prompt", prompt}}})}, {"parameters", std::move(parameters)}};
}

std::string url_below(std::string_view base_url, std::string_view path) {
  while (base_url.ends_with('/')) base_url.remove_suffix(1);
  return fmt::format("{}/v1beta/{}", base_url, path);
}

HttpHeader key_header(const GoogleSettings& settings) {
  return {"x-goog-api-key", settings.key.reveal()};
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string encoded;
  for (const char c : text) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

}  // namespace

GoogleMethod google_method(std::string_view model) {
  return model.starts_with("imagen-") ? GoogleMethod::kPredict : GoogleMethod::kGenerateContent;
}

json google_picture_body(const std::string& prompt, const GoogleSettings& settings) {
  return google_method(settings.model) == GoogleMethod::kPredict ? predict_body(prompt, settings)
                                                                 : generate_content_body(prompt, settings);
}

HttpRequest google_picture_request(const std::string& prompt, const GoogleSettings& settings) {
  const char* method = google_method(settings.model) == GoogleMethod::kPredict ? "predict" : "generateContent";
  HttpRequest request;
  request.method = "POST";
  request.url = url_below(settings.base_url, fmt::format("models/{}:{}", settings.model, method));
  request.headers = {key_header(settings), {"Content-Type", "application/json"}};
  request.body = google_picture_body(prompt, settings).dump();
  request.deadlines = kPictureDeadlines;
  return request;
}

HttpRequest google_models_request(const GoogleSettings& settings, std::string_view page_token) {
  HttpRequest request;
  request.url = url_below(settings.base_url, "models?pageSize=1000");
  if (!page_token.empty()) request.url += "&pageToken=" + percent_encoded(page_token);
  request.headers = {key_header(settings)};
  request.deadlines = kListDeadlines;
  request.largest_answer = std::size_t{16} * 1024 * 1024;
  return request;
}

std::string host_of(std::string_view base_url) {
  const std::size_t scheme_end = base_url.find("://");
  std::string_view host = scheme_end == std::string_view::npos ? base_url : base_url.substr(scheme_end + 3);
  host = host.substr(0, host.find('/'));
  const std::size_t after_bracket = host.find(']');  // of an IPv6 address
  const std::size_t port = host.find(':', after_bracket == std::string_view::npos ? 0 : after_bracket);
  return std::string{host.substr(0, port)};
}

}  // namespace vina
