// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/google_request_check.h"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <map>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "fake_cloud/digest.h"

namespace vina::fake {
namespace {

/// Thrown and caught within this file.
struct Wrong {
  GoogleFault fault;
};

[[noreturn]] void refuse_request(const std::string& message, int status = 400) {
  throw Wrong{{status, message}};
}

using Check = std::function<void(const Json&, const std::string& place)>;
using Members = std::map<std::string, Check, std::less<>>;

void check_object(const Json& json, const std::string& place, const Members& members) {
  if (!json.is_object()) refuse_request(fmt::format("Invalid value at '{}': Expected an object.", place));
  for (const auto& [name, value] : json.items()) {
    const auto known = members.find(name);
    if (known == members.end()) {
      refuse_request(place.empty()
                         ? fmt::format("Invalid JSON payload received. Unknown name \"{}\": Cannot find field.", name)
                         : fmt::format("Invalid JSON payload received. Unknown name \"{}\" at '{}': Cannot find field.",
                                       name, place));
    }
    known->second(value, place.empty() ? name : place + "." + name);
  }
}

Check list_of(const Check& check) {
  return [check](const Json& json, const std::string& place) {
    if (!json.is_array()) refuse_request(fmt::format("Invalid value at '{}': Expected a list.", place));
    for (std::size_t i = 0; i < json.size(); ++i) check(json[i], fmt::format("{}[{}]", place, i));
  };
}

Check one_of(std::vector<std::string> values) {
  return [values](const Json& json, const std::string& place) {
    if (!json.is_string() || std::find(values.begin(), values.end(), json.get<std::string>()) == values.end()) {
      refuse_request(
          fmt::format("Invalid value at '{}': {} is not one of {}.", place, json.dump(), fmt::join(values, ", ")));
    }
  };
}

void text(const Json& json, const std::string& place) {
  if (!json.is_string()) refuse_request(fmt::format("Invalid value at '{}' (TYPE_STRING), {}", place, json.dump()));
}

void integer(const Json& json, const std::string& place) {
  if (!json.is_number_integer())
    refuse_request(fmt::format("Invalid value at '{}' (TYPE_INT32), {}", place, json.dump()));
}

void number(const Json& json, const std::string& place) {
  if (!json.is_number()) refuse_request(fmt::format("Invalid value at '{}' (TYPE_FLOAT), {}", place, json.dump()));
}

void boolean(const Json& json, const std::string& place) {
  if (!json.is_boolean()) refuse_request(fmt::format("Invalid value at '{}' (TYPE_BOOL), {}", place, json.dump()));
}

Check integer_between(std::int64_t least, std::int64_t most) {
  return [=](const Json& json, const std::string& place) {
    integer(json, place);
    const auto value = json.get<std::int64_t>();
    if (value < least || value > most) {
      refuse_request(fmt::format("Invalid value at '{}': {} is not from {} to {}.", place, value, least, most));
    }
  };
}

void check_blob(const Json& json, const std::string& place) {
  check_object(json, place, {{"mimeType", text}, {"data", text}});
  if (!json.contains("mimeType") || !json.contains("data"))
    refuse_request(fmt::format("{}: mimeType and data are required.", place));
  const auto bytes = from_base64(json["data"].get<std::string>());
  if (!bytes || bytes->empty())
    refuse_request(fmt::format("Invalid value at '{}.data' (TYPE_BYTES), Base64 decoding failed.", place));
}

void check_part(const Json& json, const std::string& place) {
  check_object(json, place, {{"text", text}, {"inlineData", check_blob}});
  if (json.size() != 1)
    refuse_request(fmt::format("Invalid value at '{}': a part has exactly one of text and inlineData.", place));
  if (json.contains("text") && json["text"].get<std::string>().empty()) {
    refuse_request(fmt::format("* {}.text: must not be empty.", place));
  }
}

void check_content(const Json& json, const std::string& place) {
  check_object(json, place, {{"role", one_of({"user", "model"})}, {"parts", list_of(check_part)}});
  if (!json.contains("parts") || json["parts"].empty()) {
    refuse_request(fmt::format("* GenerateContentRequest.{}.parts: contents.parts must not be empty.", place));
  }
}

void check_safety_setting(const Json& json, const std::string& place) {
  check_object(
      json, place,
      {{"category", one_of({"HARM_CATEGORY_HARASSMENT", "HARM_CATEGORY_HATE_SPEECH", "HARM_CATEGORY_SEXUALLY_EXPLICIT",
                            "HARM_CATEGORY_DANGEROUS_CONTENT", "HARM_CATEGORY_CIVIC_INTEGRITY"})},
       {"threshold",
        one_of({"BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_ONLY_HIGH", "BLOCK_NONE", "OFF"})}});
  if (json.size() != 2) refuse_request(fmt::format("{}: category and threshold are required.", place));
}

Check image_config(const GoogleModel& model) {
  return [&model](const Json& json, const std::string& place) {
    const Check size = [&model](const Json& value, const std::string& where) {
      text(value, where);
      // Seen as a generic internal error, not as a 400.
      if (model.sizes.empty()) refuse_request("An internal error has occurred. Please retry.", 500);
      one_of(model.sizes)(value, where);
    };
    check_object(json, place, {{"aspectRatio", one_of(ratios_of(model))}, {"imageSize", size}});
  };
}

Check thinking_config(const GoogleModel& model) {
  return [&model](const Json& json, const std::string& place) {
    check_object(json, place,
                 {{"thinkingLevel", one_of({"MINIMAL", "LOW", "MEDIUM", "HIGH"})},
                  {"includeThoughts", boolean},
                  {"thinkingBudget", integer}});
    if (json.contains("thinkingLevel") && json.contains("thinkingBudget")) {
      refuse_request("You can only set one of thinking budget and thinking level.");
    }
    if (json.contains("thinkingLevel") && !model.thinks)
      refuse_request("Thinking level is not supported for this model.");
  };
}

Check generation_config(const GoogleModel& model) {
  return [&model](const Json& json, const std::string& place) {
    check_object(json, place,
                 {{"responseModalities", list_of(one_of({"TEXT", "IMAGE"}))},
                  {"imageConfig", image_config(model)},
                  {"thinkingConfig", thinking_config(model)},
                  {"seed", integer},
                  {"temperature", number},
                  {"maxOutputTokens", integer},
                  {"candidateCount", integer_between(1, 1)}});
    if (json.contains("responseModalities") && json["responseModalities"].empty()) {
      refuse_request(fmt::format("Invalid value at '{}.responseModalities': must not be empty.", place));
    }
  };
}

std::optional<GoogleFault> outcome(const std::function<void()>& check) {
  try {
    check();
    return std::nullopt;
  } catch (const Wrong& wrong) {
    return wrong.fault;
  }
}

}  // namespace

std::optional<GoogleFault> check_generate(const Json& body, const GoogleModel& model) {
  return outcome([&] {
    check_object(body, "",
                 {{"contents", list_of(check_content)},
                  {"systemInstruction", check_content},
                  {"safetySettings", list_of(check_safety_setting)},
                  {"generationConfig", generation_config(model)}});
    if (!body.contains("contents") || body["contents"].empty()) {
      refuse_request("* GenerateContentRequest.contents: contents is not specified\n");
    }
    if (body["contents"].back().value("role", "user") != "user") {
      refuse_request("Please ensure that the last content has the role user.");
    }
  });
}

std::optional<GoogleFault> check_predict(const Json& body, const GoogleModel& model) {
  return outcome([&] {
    const Check instance = [](const Json& json, const std::string& place) {
      check_object(json, place, {{"prompt", text}});
      if (json.value("prompt", "").empty()) refuse_request(fmt::format("{}: prompt is required.", place));
    };
    const Check output = [](const Json& json, const std::string& place) {
      check_object(
          json, place,
          {{"mimeType", one_of({"image/png", "image/jpeg"})}, {"compressionQuality", integer_between(0, 100)}});
    };
    const Check parameters = [&](const Json& json, const std::string& place) {
      check_object(json, place,
                   {{"sampleCount", integer_between(1, 4)},
                    {"aspectRatio", one_of(ratios_of(model))},
                    {"sampleImageSize", one_of(model.sizes)},
                    {"personGeneration",
                     one_of({"DONT_ALLOW", "ALLOW_ADULT", "ALLOW_ALL", "dont_allow", "allow_adult", "allow_all"})},
                    {"safetySetting", one_of({"BLOCK_LOW_AND_ABOVE", "block_low_and_above"})},
                    {"guidanceScale", number},
                    {"includeRaiReason", boolean},
                    {"includeSafetyAttributes", boolean},
                    {"language", text},
                    {"outputOptions", output}});
    };
    check_object(body, "", {{"instances", list_of(instance)}, {"parameters", parameters}});
    if (!body.contains("instances") || body["instances"].size() != 1)
      refuse_request("Exactly one instance is required.");
  });
}

}  // namespace vina::fake
