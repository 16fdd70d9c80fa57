// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/google_vendor.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "fake_cloud/digest.h"
#include "fake_cloud/drawn_picture.h"
#include "fake_cloud/error_answers.h"
#include "fake_cloud/google_request_check.h"

namespace vina::fake {
namespace {

constexpr std::string_view kModels = "/v1beta/models";
constexpr std::string_view kJson = "application/json; charset=UTF-8";

Refusal refusal(int status, const std::string& message, const std::string& code = {}) {
  return {google_error({.status = status, .code = code, .message = message}), message};
}

std::optional<Refusal> check_key(const Request& request, const std::string& key) {
  // The real service also takes ?key=, which lands in logs; here that counts as no key.
  if (!request.has_header("x-goog-api-key")) {
    return refusal(403,
                   "Method doesn't allow unregistered callers (callers without established identity). Please use API "
                   "Key or other form of API consumer identity to call this API.");
  }
  if (request.header("x-goog-api-key") != key) return Refusal{*recorded_error("gemini_err_400_key"), "wrong API key"};
  return std::nullopt;
}

/// "gemini-x" and "generateContent" of "/v1beta/models/gemini-x:generateContent".
std::pair<std::string, std::string> model_and_method(const Request& request) {
  const std::string_view rest =
      std::string_view{request.path}.substr(std::min(request.path.size(), kModels.size() + 1));
  const std::size_t colon = std::min(rest.find(':'), rest.size());
  return {std::string{rest.substr(0, colon)}, std::string{rest.substr(std::min(rest.size(), colon + 1))}};
}

Refusal no_such_model(const std::string& id, std::string_view method) {
  if (const auto successor = successor_of(id)) {
    return refusal(
        404, fmt::format("This model models/{} is no longer available. Please update your code to use models/{}.", id,
                         *successor));
  }
  return refusal(404, fmt::format("models/{} is not found for API version v1beta, or is not supported for {}. Call "
                                  "ListModels to see the list of available models and their supported methods.",
                                  id, method));
}

std::int64_t picture_tokens(const GoogleModel& model, const std::string& size) {
  if (size == "4K") return model.id == "gemini-3-pro-image" ? 2000 : 3766;
  if (size == "2K") return model.id == "gemini-3-pro-image" ? 1120 : 1680;
  return model.sizes.empty() ? 1290 : 1120;
}

std::int64_t prompt_tokens(const Json& body) {
  std::size_t characters = 0;
  for (const Json& content : body["contents"]) {
    for (const Json& part : content["parts"]) characters += part.value("text", "").size();
  }
  return static_cast<std::int64_t>(characters / 4 + 1);
}

Json usage(std::int64_t prompt, std::int64_t answer, std::int64_t thoughts) {
  Json json{{"promptTokenCount", prompt},
            {"totalTokenCount", prompt + answer + thoughts},
            {"promptTokensDetails", Json::array({{{"modality", "TEXT"}, {"tokenCount", prompt}}})}};
  if (answer > 0) {
    json["candidatesTokenCount"] = answer;
    json["candidatesTokensDetails"] = Json::array({{{"modality", "IMAGE"}, {"tokenCount", answer}}});
  }
  if (thoughts > 0) json["thoughtsTokenCount"] = thoughts;
  return json;
}

Json picture_part(const std::string& type, const std::string& bytes) {
  return {{"inlineData", {{"mimeType", type}, {"data", base64(bytes)}}}};
}

std::string url_safe(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

/// Spoils the finished picture part as `how` says.
void spoil(Json& part, const std::string& how, const std::string& bytes) {
  Json& data = part["inlineData"]["data"];
  if (how == "empty_data") data = "";
  if (how == "damaged") data = base64(bytes.substr(0, bytes.size() / 2));
  if (how == "not_a_picture") data = base64("This is not a picture, whatever its type says.");
  if (how == "wrong_type") part["inlineData"]["mimeType"] = "image/x-fake";
  if (how == "url_safe") data = url_safe(data.get<std::string>());
}

PictureFormat format_named(const std::string& name) {
  return name == "webp" ? PictureFormat::kWebp : name == "jpeg" ? PictureFormat::kJpeg : PictureFormat::kPng;
}

}  // namespace

GoogleVendor::GoogleVendor(GoogleOptions options)
    : options_{std::move(options)}, models_{google_models(options_.with_imagen)} {}

std::string GoogleVendor::kind_of(const Request& request) const {
  if (request.method == "POST" && request.path.ends_with(":generateContent")) return "generate";
  if (request.method == "POST" && request.path.ends_with(":predict")) return "predict";
  if (request.method != "GET" || !request.path.starts_with(kModels)) return "unknown";
  if (request.path == kModels) return "models";
  return request.path[kModels.size()] == '/' ? "model" : "unknown";
}

Admission GoogleVendor::admit(const Request& request) {
  if (auto wrong = check_key(request, options_.key)) return *wrong;
  const std::string kind = kind_of(request);
  if (is_paid(kind)) return admit_call(request, kind);
  return admit_models(request);
}

Admission GoogleVendor::admit_models(const Request& request) const {
  const std::string kind = kind_of(request);
  if (kind == "unknown") return refusal(404, "The requested URL was not found on this server.");
  if (kind == "model") {
    const std::string id = model_and_method(request).first;
    const auto found = std::find_if(models_.begin(), models_.end(), [&](const auto& model) { return model.id == id; });
    // A model that was shut down is still described; only calling it shows that it is gone.
    if (found == models_.end() && !successor_of(id)) return no_such_model(id, "GetModel");
    const Json description = describe(found == models_.end() ? GoogleModel{.id = id} : *found);
    return Work{.make = [description](const Fault&) { return json_answer(200, description, std::string{kJson}); }};
  }
  std::size_t page_size = 50;
  std::size_t first = 0;
  for (const auto& [name, value] : request.query) {
    std::size_t number = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool whole = !value.empty() && read.ec == std::errc{} && read.ptr == value.data() + value.size();
    if (name == "pageSize" && whole) {
      page_size = std::clamp<std::size_t>(number, 1, 1000);
    } else if (name == "pageToken" && whole && number <= models_.size()) {
      first = number;
    } else if (name != "pageToken" || !value.empty()) {
      return refusal(400, fmt::format("Invalid JSON payload received. Unknown or invalid \"{}\".", name));
    }
  }
  Json body{{"models", Json::array()}};
  const std::size_t end = std::min(models_.size(), first + page_size);
  for (std::size_t i = first; i < end; ++i) body["models"].push_back(describe(models_[i]));
  if (end < models_.size()) body["nextPageToken"] = std::to_string(end);
  return Work{.make = [body](const Fault&) { return json_answer(200, body, std::string{kJson}); }};
}

Admission GoogleVendor::admit_call(const Request& request, const std::string& kind) {
  const auto [id, method] = model_and_method(request);
  const auto found = std::find_if(models_.begin(), models_.end(), [&, &wanted = id](const GoogleModel& model) {
    return model.id == wanted && model.predicts == (kind == "predict");
  });
  if (found == models_.end()) return no_such_model(id, method);
  if (request.content_type() != "application/json") {
    return refusal(
        400, fmt::format("The content type \"{}\" is not supported; send application/json.", request.content_type()));
  }
  const Json body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded()) return refusal(400, "Invalid JSON payload received. Unexpected end or token.");
  const GoogleModel& model = *found;
  const auto wrong = kind == "predict" ? check_predict(body, model) : check_generate(body, model);
  if (wrong) {
    return refusal(wrong->status, wrong->message);
  }
  Work work;
  work.charge = request.path + " " + body.dump();
  work.units = 1;
  if (kind == "predict") {
    work.units = body.contains("parameters") ? body["parameters"].value("sampleCount", 4) : 4;
    work.make = [this, &model, body, charge = work.charge](const Fault& fault) {
      return predict(model, body, charge, fault);
    };
  } else {
    work.make = [this, &model, body, charge = work.charge](const Fault& fault) {
      return generate(model, body, charge, fault);
    };
  }
  return work;
}

std::string GoogleVendor::format_of(const std::string& seed, const GoogleModel& model, const Fault& fault) const {
  if (const std::string format = fault.text("format"); !format.empty()) return format;
  if (!options_.picture_format.empty()) return options_.picture_format;
  if (model.id == "gemini-3-pro-image") return "jpeg";
  if (model.id == "gemini-2.5-flash-image") return "png";
  const std::uint64_t choice = fingerprint("format of " + seed) % 3;
  return choice == 0 ? "png" : choice == 1 ? "jpeg" : "webp";
}

std::string GoogleVendor::picture(PixelSize size, const std::string& seed, const std::string& format) {
  return *pictures_.get(
      fmt::format("{} {}x{} {}", format, size.width, size.height, seed),
      [&] { return encode_picture(draw_picture(size, fingerprint(seed)), format_named(format)); },
      [](const std::string& bytes) { return bytes.size(); });
}

Answer GoogleVendor::generate(const GoogleModel& model, const Json& body, const std::string& charge,
                              const Fault& fault) {
  const Json config = body.value("generationConfig", Json::object());
  const Json image = config.value("imageConfig", Json::object());
  const std::string size = image.value("imageSize", "");
  const std::int64_t prompt = prompt_tokens(body);
  const std::string how = fault.text("picture");
  Json answer{{"modelVersion", model.id}, {"responseId", fmt::format("r-{:04}", ++answers_)}};

  if (const std::string reason = fault.text("block_reason"); !reason.empty()) {
    answer["promptFeedback"] = {{"blockReason", reason}};
    answer["usageMetadata"] = usage(prompt, 0, 0);
    return json_answer(200, answer, std::string{kJson});
  }
  Json candidate{{"finishReason", "STOP"}, {"index", 0}};
  const std::string reason = fault.text("finish_reason");
  const bool without_content = how == "no_content" || (!reason.empty() && reason != "STOP" && how.empty());
  if (!reason.empty()) candidate["finishReason"] = reason;
  if (without_content) {
    if (!reason.empty() && reason != "STOP") candidate["finishMessage"] = "The picture was withheld by a filter.";
    answer["candidates"] = Json::array({candidate});
    answer["usageMetadata"] = usage(prompt, 0, 0);
    return json_answer(200, answer, std::string{kJson});
  }
  const std::string format = format_of(charge, model, fault);
  const PixelSize pixels = google_picture_size(model, image.value("aspectRatio", ""), size);
  const Json modalities = config.value("responseModalities", Json::array({"TEXT", "IMAGE"}));
  const bool wants_text = std::find(modalities.begin(), modalities.end(), "TEXT") != modalities.end();
  Json parts = Json::array();
  if (how != "none") {
    if (model.thinks) parts.push_back({{"text", "I think about light and a calm area."}, {"thought", true}});
    if (model.id == "gemini-3-pro-image" || how == "draft" || how == "only_draft") {
      Json draft = picture_part(media_type(format_named(format)), picture(pixels, "draft of " + charge, format));
      draft["thought"] = true;
      parts.push_back(draft);
    }
    if (how == "text_only" || wants_text) parts.push_back({{"text", "I can describe the picture."}});
  }
  const bool has_picture = how != "none" && how != "text_only" && how != "only_draft";
  if (has_picture) {
    const std::string bytes = picture(pixels, charge, format);
    Json part = picture_part(media_type(format_named(format)), bytes);
    part["thoughtSignature"] = base64("signature of " + sha1_hex(charge));
    spoil(part, how, bytes);
    parts.push_back(part);
  }
  candidate["content"] = {{"role", "model"}, {"parts", parts}};
  answer["candidates"] = Json::array({candidate});
  answer["usageMetadata"] = usage(prompt, has_picture ? picture_tokens(model, size) : 9, model.thinks ? 133 : 0);
  return json_answer(200, answer, std::string{kJson});
}

Answer GoogleVendor::predict(const GoogleModel& model, const Json& body, const std::string& charge,
                             const Fault& fault) {
  const Json parameters = body.value("parameters", Json::object());
  const Json output = parameters.value("outputOptions", Json::object());
  const std::string format = output.value("mimeType", "image/png") == "image/jpeg" ? "jpeg" : "png";
  const PixelSize pixels =
      google_picture_size(model, parameters.value("aspectRatio", "1:1"), parameters.value("sampleImageSize", ""));
  const int count = parameters.value("sampleCount", 4);
  Json predictions = Json::array();
  for (int i = 0; i < count; ++i) {
    if (fault.content.contains("filtered")) {
      if (parameters.value("includeRaiReason", false)) {
        predictions.push_back({{"raiFilteredReason", "Unable to show generated images."}});
      }
      continue;
    }
    predictions.push_back({{"mimeType", media_type(format_named(format))},
                           {"bytesBase64Encoded", base64(picture(pixels, fmt::format("{} {}", charge, i), format))}});
  }
  if (parameters.value("includeSafetyAttributes", false)) {
    predictions.push_back({{"contentType", "Positive Prompt"}, {"safetyAttributes", Json::object()}});
  }
  Json answer = Json::object();
  if (!predictions.empty()) answer["predictions"] = predictions;
  return json_answer(200, answer, std::string{kJson});
}

void GoogleVendor::reset() {
  answers_ = 0;
}

}  // namespace vina::fake
