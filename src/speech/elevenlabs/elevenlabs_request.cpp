// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_request.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "remote/base_url.h"
#include "speech/elevenlabs/elevenlabs_model.h"
#include "speech/voice_choice.h"

namespace vina {
namespace {

using nlohmann::json;

constexpr int kSlowest = 80;
constexpr int kFastest = 300;
constexpr int kUsualRate = 160;

/// Two digits, so that the key of an asset does not depend on how a number was computed.
double rounded(double number) {
  return std::round(number * 100) / 100;
}

/// The speed to ask for, and what to say about it.
double find_speed(int words_per_minute, const ElevenLabsSettings& settings, const ElevenLabsModel& model,
                  std::vector<Warning>& warnings) {
  constexpr double kLeast = 0.7;
  constexpr double kMost = 1.2;
  if (words_per_minute < kSlowest || words_per_minute > kFastest) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("--rate: a speaking rate of {} words a minute is out of range: choose {} to {}",
                            words_per_minute, kSlowest, kFastest)};
  }
  const double wanted = settings.speed * words_per_minute / kUsualRate;
  if (!model.takes_speed) {
    if (rounded(wanted) != 1.0) {
      warnings.push_back({"", fmt::format("the model {} speaks at its own rate: choose eleven_multilingual_v2 for a "
                                          "rate of {} words a minute",
                                          model.id, words_per_minute)});
    }
    return 1.0;
  }
  const double speed = rounded(std::clamp(wanted, kLeast, kMost));
  if (speed != rounded(wanted)) {
    warnings.push_back({"", fmt::format("ElevenLabs speaks at {} to {} times the voice's own rate, not at {}: asked "
                                        "for {}",
                                        kLeast, kMost, rounded(wanted), speed)});
  }
  return speed;
}

json voice_settings(const ElevenLabsSettings& settings, const ElevenLabsModel& model, double speed) {
  json voice{{"stability", rounded(settings.stability)},
             {"similarity_boost", rounded(settings.similarity_boost)},
             {"style", rounded(settings.style)},
             {"use_speaker_boost", settings.speaker_boost}};
  if (model.takes_speed) voice["speed"] = speed;
  return voice;
}

/// Only what was asked for: a script tells no more than which languages it may be.
std::optional<std::string> language_code(const SpeechRequest& request, const ElevenLabsModel& model,
                                         const std::string& language) {
  const std::string main = language.substr(0, language.find('-'));
  if (request.language.empty() || !model.takes_language || main.size() != 2) return std::nullopt;
  return main;
}

/// The context of ask `index`: the parts of the same slide around it, else what the request says.
std::pair<std::string, std::string> context_of(const std::vector<SentText>& texts, std::size_t index,
                                               const SpeechRequest& request) {
  const bool first = index == 0;
  const bool last = index + 1 == texts.size();
  return {context_for_voice(first ? request.previous_text : texts[index - 1].text, true),
          context_for_voice(last ? request.next_text : texts[index + 1].text, false)};
}

std::string join(const std::vector<std::string>& talks) {
  std::string all;
  for (const std::string& talk : talks) all += talk + "\n";
  return all;
}

HttpRequest make_request(std::string method, const std::string& path, const ElevenLabsSettings& settings) {
  std::string base = settings.base_url;
  while (base.ends_with('/')) base.pop_back();
  HttpRequest request;
  request.method = std::move(method);
  request.url = base + path;
  request.headers = {{"xi-api-key", settings.key.reveal()}, {"Accept", "application/json"}};
  return request;
}

}  // namespace

SpeechAsks make_speech_asks(const SpeechRequest& request, const ElevenLabsSettings& settings) {
  const ElevenLabsModel model = elevenlabs_model(settings.model);
  SpeechAsks result;
  const std::string all_talks = join(request.talks);
  result.language = request.language.empty() ? language_of_script(all_talks) : normalised_language(request.language);
  if (result.language.empty()) {
    throw Error{
        ErrorKind::kInvalidOption,
        fmt::format("--language: '{}' is not the tag of a language: write it like en, pt-BR or zh", request.language)};
  }
  if (model.speaks_english_only && result.language.substr(0, result.language.find('-')) != "en") {
    result.warnings.push_back({"",
                               fmt::format("the model {} speaks English alone, not '{}': choose "
                                           "eleven_multilingual_v2",
                                           model.id, result.language),
                               true});
  }
  const double speed = find_speed(request.words_per_minute, settings, model, result.warnings);
  json common{{"model_id", settings.model},
              {"voice_settings", voice_settings(settings, model, speed)},
              {"seed", settings.seed},
              {"apply_text_normalization", "auto"}};
  if (const auto code = language_code(request, model, result.language)) common["language_code"] = *code;

  const std::vector<SentText> texts = make_sent_texts(request.talks, longest_text(settings), result.language);
  for (std::size_t index = 0; index < texts.size(); ++index) {
    SpeechAsk ask{texts[index], common, {}};
    ask.body["text"] = texts[index].text;
    ask.asset = ask.body;
    ask.asset["vendor"] = "elevenlabs";
    ask.asset["voice_id"] = settings.voice_id;
    ask.asset["output_format"] = settings.output_format;
    // So that a stand-in's voice never passes for theirs. The service's own hosts, one a region, speak alike.
    if (is_this_computer(settings.base_url)) ask.asset["host"] = "this computer";
    if (model.takes_context) {
      const auto [previous, next] = context_of(texts, index, request);
      if (!previous.empty()) ask.body["previous_text"] = previous;
      if (!next.empty()) ask.body["next_text"] = next;
    }
    result.asks.push_back(std::move(ask));
  }
  return result;
}

HttpRequest make_speech_post(const SpeechAsk& ask, const ElevenLabsSettings& settings) {
  HttpRequest request = make_request(
      "POST",
      fmt::format("/v1/text-to-speech/{}/with-timestamps?output_format={}", settings.voice_id, settings.output_format),
      settings);
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = ask.body.dump(-1, ' ', false, json::error_handler_t::replace);
  // Not a byte comes before all of the sound is made; to give up early is to pay for nothing.
  const std::chrono::milliseconds making{40 * static_cast<std::int64_t>(count_characters(ask))};
  request.deadlines.idle = std::chrono::seconds{90} + making;
  request.deadlines.total = std::chrono::seconds{240} + making;
  request.largest_answer = largest_answer(settings);
  return request;
}

HttpRequest make_elevenlabs_get(const std::string& path, const ElevenLabsSettings& settings) {
  return make_request("GET", path, settings);
}

std::size_t count_characters(const SpeechAsk& ask) {
  return ask.sent.characters.size();
}

}  // namespace vina
