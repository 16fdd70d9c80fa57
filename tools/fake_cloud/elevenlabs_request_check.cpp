// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/elevenlabs_request_check.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "fake_cloud/error_answers.h"
#include "wrap/icu/utf8.h"

namespace vina::fake {
namespace {

/// Thrown and caught within this file.
struct Wrong {
  Refusal refusal;
};

[[noreturn]] void refuse(int status, const std::string& code, const std::string& message) {
  throw Wrong{elevenlabs_refusal(status, code, message)};
}

[[noreturn]] void invalid(const Json& place, const std::string& message, const std::string& type) {
  throw Wrong{elevenlabs_invalid(place, message, type)};
}

using Check = std::function<void(const Json& value, const Json& place)>;

Check number_between(double least, double most) {
  return [=](const Json& value, const Json& place) {
    if (!value.is_number()) invalid(place, "Input should be a valid number", "float_type");
    if (value.get<double>() < least) {
      invalid(place, fmt::format("Input should be greater than or equal to {}", least), "greater_than_equal");
    }
    if (value.get<double>() > most) {
      invalid(place, fmt::format("Input should be less than or equal to {}", most), "less_than_equal");
    }
  };
}

void text(const Json& value, const Json& place) {
  if (!value.is_string()) invalid(place, "Input should be a valid string", "string_type");
}

void boolean(const Json& value, const Json& place) {
  if (!value.is_boolean()) invalid(place, "Input should be a valid boolean", "bool_type");
}

void seed(const Json& value, const Json& place) {
  if (!value.is_number_integer()) invalid(place, "Input should be a valid integer", "int_type");
  number_between(0, 4294967295.0)(value, place);
}

void at_most_three_texts(const Json& value, const Json& place) {
  if (!value.is_array()) invalid(place, "Input should be a valid list", "list_type");
  if (value.size() > 3) invalid(place, "List should have at most 3 items", "too_long");
  for (const Json& item : value) text(item, place);
}

void dictionaries(const Json& value, const Json& place) {
  if (!value.is_array()) invalid(place, "Input should be a valid list", "list_type");
  if (value.size() > 3) invalid(place, "List should have at most 3 items", "too_long");
  if (!value.empty()) refuse(404, "pronunciation_dictionary_not_found", "A pronunciation dictionary was not found.");
}

void normalization(const Json& value, const Json& place) {
  if (value != "auto" && value != "on" && value != "off") {
    invalid(place, "Input should be 'auto', 'on' or 'off'", "literal_error");
  }
}

Json inside(Json place, const std::string& name) {
  place.push_back(name);
  return place;
}

void check_members(const Json& json, const Json& place, const std::map<std::string, Check, std::less<>>& members) {
  for (const auto& [name, value] : json.items()) {
    const auto known = members.find(name);
    if (known == members.end()) invalid(inside(place, name), "Extra inputs are not permitted", "extra_forbidden");
    if (!value.is_null()) known->second(value, inside(place, name));
  }
}

void voice_settings(const Json& value, const Json& place) {
  if (!value.is_object()) invalid(place, "Input should be a valid dictionary", "model_type");
  const Check speed = [](const Json& number, const Json& where) {
    if (!number.is_number()) invalid(where, "Input should be a valid number", "float_type");
    if (number.get<double>() < 0.7 || number.get<double>() > 1.2) {
      refuse(400, "invalid_voice_settings",
             fmt::format("Invalid setting for speed received, expected to be greater or equal to 0.7 and less or equal "
                         "to 1.2, received {}",
                         number.dump()));
    }
  };
  check_members(value, place,
                {{"stability", number_between(0, 1)},
                 {"similarity_boost", number_between(0, 1)},
                 {"style", number_between(0, 1)},
                 {"use_speaker_boost", boolean},
                 {"speed", speed}});
}

void check_text(const Json& body, const ElevenLabsModel& model) {
  if (!body.contains("text")) invalid({"body", "text"}, "Field required", "missing");
  const std::string& words = body["text"].get_ref<const std::string&>();
  if (words.find_first_not_of(" \t\r\n") == std::string::npos) refuse(400, "empty_text", "The text must not be empty.");
  const std::size_t length = count_characters(words);
  if (length > model.longest_text) {
    refuse(400, "text_too_long",
           fmt::format("A maximum request length of {} characters is exceeded: the text has {}. Please split it.",
                       model.longest_text, length));
  }
}

/// What the model cannot do.
void check_gates(const Json& body, const ElevenLabsModel& model) {
  const auto has = [&](const char* name) { return body.contains(name) && !body[name].is_null(); };
  if (!model.stitches && (has("previous_text") || has("next_text"))) {
    refuse(400, "unsupported_model",
           fmt::format("Providing previous_text or next_text is not yet supported with the '{}' model.", model.id));
  }
  if (!model.stitches && (has("previous_request_ids") || has("next_request_ids"))) {
    refuse(400, "unsupported_model",
           fmt::format("Providing previous_request_ids or next_request_ids is not yet supported with the '{}' model.",
                       model.id));
  }
  if (model.id == "eleven_v3" && has("voice_settings") && body["voice_settings"].contains("stability")) {
    const Json& stability = body["voice_settings"]["stability"];
    if (stability != 0.0 && stability != 0.5 && stability != 1.0) {
      refuse(400, "invalid_ttd_stability",
             "Invalid TTD stability value. Must be one of: [0.0, 0.5, 1.0] (0.0 = Creative, 0.5 = Natural, 1.0 = "
             "Robust).");
    }
  }
  if (model.id == "eleven_multilingual_v2" && has("language_code")) {
    refuse(400, "unsupported_model", "Model 'eleven_multilingual_v2' does not support the language_code parameter.");
  }
  if (model.id.ends_with("_v2_5") && body.value("apply_text_normalization", Json{}) == "on") {
    refuse(400, "unsupported_model",
           fmt::format("apply_text_normalization 'on' is not available with '{}'.", model.id));
  }
}

std::optional<Refusal> outcome(const std::function<void()>& check) {
  try {
    check();
    return std::nullopt;
  } catch (const Wrong& wrong) {
    return wrong.refusal;
  }
}

}  // namespace

const std::vector<ElevenLabsModel>& elevenlabs_models() {
  static const std::vector<ElevenLabsModel> kModels{
      {.id = "eleven_multilingual_v2"},
      {.id = "eleven_v4", .obeys_speed = false},
      {.id = "eleven_v4_turbo", .is_turbo = true, .obeys_speed = false},
      {.id = "eleven_v3", .longest_text = 5'000, .stitches = false, .takes_break_tags = false, .obeys_speed = false},
      {.id = "eleven_flash_v2_5", .longest_text = 40'000, .credits_per_character = 0.5, .is_turbo = true},
      {.id = "eleven_turbo_v2_5", .longest_text = 40'000, .credits_per_character = 0.5, .is_turbo = true},
      {.id = "eleven_flash_v2", .longest_text = 30'000, .credits_per_character = 0.5, .is_turbo = true},
      {.id = "eleven_turbo_v2", .longest_text = 30'000, .credits_per_character = 0.5, .is_turbo = true},
  };
  return kModels;
}

const ElevenLabsModel* find_elevenlabs_model(std::string_view id) {
  const auto& models = elevenlabs_models();
  const auto found = std::find_if(models.begin(), models.end(), [&](const auto& model) { return model.id == id; });
  return found == models.end() ? nullptr : &*found;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Refusal elevenlabs_refusal(int status, const std::string& code, const std::string& message) {
  return {elevenlabs_error({.status = status, .code = code, .message = message}), code + ": " + message};
}

Refusal elevenlabs_invalid(const Json& place, const std::string& message, const std::string& type) {
  const Json entry{{"loc", place}, {"msg", message}, {"type", type}};
  return {json_answer(422, {{"detail", Json::array({entry})}}), place.dump() + ": " + message};
}

std::optional<Refusal> check_speech_query(const Request& request, const ElevenLabsOptions& options) {
  return outcome([&] {
    for (const auto& [name, value] : request.query) {
      if (name == "enable_logging") {
        if (value != "true" && value != "false")
          invalid({"query", name}, "Input should be a valid boolean", "bool_parsing");
        if (value == "false") refuse(403, "feature_not_available", "Zero retention mode is for enterprise plans.");
      } else if (name == "optimize_streaming_latency") {
        refuse(400, "invalid_parameters", "optimize_streaming_latency is deprecated.");
      } else if (name != "output_format") {
        invalid({"query", name}, "Extra inputs are not permitted", "extra_forbidden");
      }
    }
    const std::string name = request.query_value("output_format").value_or("mp3_44100_128");
    const auto format = parse_sound_format(name);
    if (!format) refuse(400, "invalid_output_format", fmt::format("'{}' is not an output format.", name));
    if (format->kind == SoundFormat::Kind::kOther) {
      refuse(400, "invalid_output_format", fmt::format("The fake cloud cannot make '{}'; use mp3, pcm or wav.", name));
    }
    const bool below_creator = options.tier == "free" || options.tier == "starter";
    const bool below_pro = below_creator || options.tier == "creator";
    if (name == "mp3_44100_192" && below_creator) {
      refuse(402, "subscription_required", "mp3_44100_192 needs the Creator plan or above.");
    }
    if (format->kind != SoundFormat::Kind::kMp3 && format->rate_hz == 44'100 && below_pro) {
      refuse(402, "subscription_required", fmt::format("{} needs the Pro plan or above.", name));
    }
  });
}

std::optional<Refusal> check_speech_body(const Json& body, const std::set<std::string>& request_ids) {
  return outcome([&] {
    if (!body.is_object()) invalid({"body"}, "Input should be a valid dictionary", "model_attributes_type");
    const Check language = [](const Json& value, const Json& place) {
      text(value, place);
      if (value.get<std::string>().size() != 2) refuse(400, "invalid_parameters", "language_code must be ISO 639-1.");
    };
    const Check ids = [&](const Json& value, const Json& place) {
      at_most_three_texts(value, place);
      for (const Json& id : value) {
        if (!request_ids.contains(id.get<std::string>())) {
          refuse(400, "invalid_parameters",
                 fmt::format("The request id {} is not known or older than 2 hours.", id.dump()));
        }
      }
    };
    check_members(body, {"body"},
                  {{"text", text},
                   {"model_id", text},
                   {"language_code", language},
                   {"voice_settings", voice_settings},
                   {"seed", seed},
                   {"previous_text", text},
                   {"next_text", text},
                   {"previous_request_ids", ids},
                   {"next_request_ids", ids},
                   {"pronunciation_dictionary_locators", dictionaries},
                   {"apply_text_normalization", normalization},
                   {"apply_language_text_normalization", boolean},
                   {"use_pvc_as_ivc", boolean}});
    for (const char* name : {"text", "model_id"}) {
      if (body.contains(name)) text(body[name], {"body", name});
    }
    const std::string id = body.value("model_id", "eleven_multilingual_v2");
    const ElevenLabsModel* model = find_elevenlabs_model(id);
    if (model == nullptr) refuse(404, "model_not_found", fmt::format("A model with model ID {} does not exist.", id));
    check_text(body, *model);
    check_gates(body, *model);
  });
}

}  // namespace vina::fake
