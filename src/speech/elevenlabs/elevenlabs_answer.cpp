// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_answer.h"

#include <charconv>
#include <utility>

#include <nlohmann/json.hpp>

#include "remote/answer_json.h"
#include "wrap/crypto/base64.h"

namespace vina {
namespace {

using nlohmann::json;

std::optional<double> number_in(std::optional<std::string_view> text) {
  if (!text) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  if (!(number >= 0 && number <= 1e9)) return std::nullopt;
  return number;
}

json details_of(json& answer, const HttpResponse& response) {
  json details = json::object();
  for (const char* name : {"alignment", "normalized_alignment"}) {
    const auto member = answer.find(name);
    details[name] = member != answer.end() && member->is_object() ? std::move(*member) : json{};
  }
  if (const auto credits = billed_credits(response)) details["character_cost"] = *credits;
  for (const auto& [name, header] : {std::pair{"request_id", "request-id"}, {"history_item_id", "history-item-id"}}) {
    if (const auto value = response.header(header)) details[name] = *value;
  }
  return details;
}

/// A header's bytes need not be UTF-8.
std::string written(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

bool is_sound(std::string_view sound, ElevenLabsFormat::Coding coding) {
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(sound[index]); };
  switch (coding) {
    case ElevenLabsFormat::Coding::kMp3:
      return sound.size() > 4 && (sound.starts_with("ID3") || (byte(0) == 0xFF && (byte(1) & 0xE0) == 0xE0));
    case ElevenLabsFormat::Coding::kWav:
      return sound.size() > 44 && sound.starts_with("RIFF") && sound.substr(8, 4) == "WAVE";
    case ElevenLabsFormat::Coding::kPcm:
      return !sound.empty() && sound.size() % 2 == 0;
  }
  return false;
}

std::optional<ElevenLabsAnswer> read_speech_answer(const HttpResponse& response, ElevenLabsFormat::Coding coding) {
  json answer = parse_answer(response.body).value_or(nullptr);
  if (!answer.is_object()) return std::nullopt;
  const auto member = answer.find("audio_base64");
  if (member == answer.end() || !member->is_string()) return std::nullopt;
  std::optional<std::string> sound = crypto::base64_decode(member->get_ref<const std::string&>());
  if (!sound || !is_sound(*sound, coding)) return std::nullopt;
  return ElevenLabsAnswer{std::move(*sound), written(details_of(answer, response))};
}

SpeechDetails read_speech_details(std::string_view details) {
  const json kept = parse_answer(details).value_or(nullptr);
  if (!kept.is_object()) return {};
  return {read_character_times(kept.value("alignment", json{})),
          read_character_times(kept.value("normalized_alignment", json{}))};
}

SpeechBill read_speech_bill(std::string_view details) {
  const json kept = parse_answer(details).value_or(nullptr);
  if (!kept.is_object()) return {};
  SpeechBill bill;
  if (const auto cost = kept.find("character_cost"); cost != kept.end() && cost->is_number()) {
    bill.credits = cost->get<double>();
  }
  bill.is_recovered = kept.value("recovered", json{}) == true;
  return bill;
}

std::optional<double> billed_credits(const HttpResponse& response) {
  if (const auto credits = number_in(response.header("character-cost"))) return credits;
  return number_in(response.header("x-character-count"));
}

}  // namespace vina
