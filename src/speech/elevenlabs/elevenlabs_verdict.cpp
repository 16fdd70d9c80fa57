// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_verdict.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "remote/answer_json.h"
#include "remote/retry_after.h"
#include "remote/vendor_text.h"

namespace vina {
namespace {

using nlohmann::json;

/// Note [A server's error may have been billed]
/// After 500, 502 and 504 the sound may have been made and paid all the same. may_be_charged has each written down, and
/// looked for in the history before it is asked for again.

/// What one code, or a status whose code is not known, means.
struct Meaning {
  Verdict::Kind kind = Verdict::Kind::kFail;
  ErrorKind error = ErrorKind::kProviderRejected;
  bool slow_down = false;
  std::string_view cure;
  bool may_be_charged = false;
};

constexpr auto kRetry = Verdict::Kind::kRetry;
constexpr auto kFail = Verdict::Kind::kFail;
constexpr Meaning kText{kFail, ErrorKind::kProviderRefused, false, "change the talk"};
constexpr Meaning kTooLong{kFail, ErrorKind::kProviderRefused, false, "make the talk shorter"};
constexpr Meaning kOption{kFail, ErrorKind::kInvalidOption, false, "correct the voice's settings"};
constexpr Meaning kVoice{kFail, ErrorKind::kInvalidOption, false, "set ELEVENLABS_VOICE_ID to a voice of your account"};
constexpr Meaning kModel{kFail, ErrorKind::kInvalidOption, false,
                         "choose another model ('vina doctor --online' lists them)"};
constexpr Meaning kKey{kFail, ErrorKind::kProviderRejected, false, "check ELEVENLABS_API_KEY"};
constexpr Meaning kPermission{kFail, ErrorKind::kProviderRejected, false,
                              "give the key the permission for text to speech"};
constexpr Meaning kAccount{kFail, ErrorKind::kProviderRejected, false, "see to the account at elevenlabs.io"};
constexpr Meaning kCredits{kFail, ErrorKind::kProviderRejected, false,
                           "buy credits, wait for the month's new ones, or use another voice (the key itself is good)"};
constexpr Meaning kPlan{kFail, ErrorKind::kNotInPlan, false,
                        "choose a voice, model and format of your plan, or a larger plan"};
constexpr Meaning kBusyItem{kRetry, ErrorKind::kProviderUnavailable, false, "try again later"};
constexpr Meaning kTooMany{kRetry, ErrorKind::kRateLimited, true, "lower VIDEO_PARALLEL_AUDIO, or try again later"};
constexpr Meaning kBusy{kRetry, ErrorKind::kRateLimited, true, "try again later"};
constexpr Meaning kBroken{kRetry, ErrorKind::kProviderUnavailable, false, "try again later", true};
constexpr Meaning kDown{kRetry, ErrorKind::kProviderUnavailable, false, "try again later"};
constexpr Meaning kAddress{kFail, ErrorKind::kInvalidOption, false,
                           "no ElevenLabs is at that address; check VINA_ELEVENLABS_BASE_URL"};
constexpr Meaning kOther{kFail, ErrorKind::kProviderUnavailable, false, "check VINA_ELEVENLABS_BASE_URL"};

struct CodeRow {
  std::string_view code;
  Meaning meaning;
};
/// By code, whatever the status: `quota_exceeded` comes with 401 and with 402, `voice_not_found` with 400 and with 404.
constexpr auto kCodes = std::to_array<CodeRow>({
    {"text_too_long", kTooLong},
    {"max_character_limit_exceeded", kTooLong},
    {"request_too_large", kTooLong},
    {"empty_text", kText},
    {"text_too_short", kText},
    {"invalid_text", kText},
    {"invalid_voice_settings", kOption},
    {"invalid_ttd_stability", kOption},
    {"invalid_output_format", kOption},
    {"unsupported_model", kOption},
    {"invalid_parameters", kOption},
    {"missing_required_field", kOption},
    {"malformed_json", kOption},
    {"invalid_voice_id", kVoice},
    {"voice_not_found", kVoice},
    {"model_not_found", kModel},
    {"invalid_api_key", kKey},
    {"missing_api_key", kKey},
    {"missing_permissions", kPermission},
    {"insufficient_permissions", kPermission},
    {"detected_unusual_activity", kAccount},
    {"quota_exceeded", kCredits},
    {"insufficient_credits", kCredits},
    {"paid_plan_required", kPlan},
    {"subscription_required", kPlan},
    {"feature_not_available", kPlan},
    {"voice_access_denied", kPlan},
    {"model_access_denied", kPlan},
    {"only_for_creator+", kPlan},
    {"already_running", kBusyItem},
    {"concurrent_modification", kBusyItem},
    {"too_many_concurrent_requests", kTooMany},
    {"concurrent_limit_exceeded", kTooMany},
    {"rate_limit_exceeded", kTooMany},
    {"system_busy", kBusy},
    {"internal_error", kBroken},
    {"service_unavailable", kDown},
    {"maintenance", kDown},
});

Meaning meaning_of_status(int status) {
  switch (status) {
    case 400:
    case 422:
      return kOption;
    case 401:
      return kKey;
    case 402:
    case 403:
      return kPlan;
    case 404:  // what is asked for and not there is told by a code
    case 405:
      return kAddress;
    case 408:
    case 409:
    case 425:
    case 503:
      return kDown;
    case 413:
      return kTooLong;
    case 429:
      return kTooMany;
    default:
      return status >= 500 ? kBroken : kOther;
  }
}

Meaning meaning_of(int status, std::string_view code) {
  const auto row = std::find_if(kCodes.begin(), kCodes.end(), [&](const CodeRow& known) { return known.code == code; });
  return row != kCodes.end() ? row->meaning : meaning_of_status(status);
}

/// Without the full stop: the words become a part of a sentence.
std::string quoted_words(std::string_view text) {
  constexpr std::size_t kLongest = 300;
  std::string line = plain_line(text, kLongest);
  while (!line.empty() && (line.back() == ' ' || line.back() == '.')) line.pop_back();
  return line;
}

std::string text_of(const json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string{};
}

/// "voice_settings.stability: " of ["body", "voice_settings", "stability"].
std::string place_of(const json& entry) {
  const auto location = entry.find("loc");
  if (location == entry.end() || !location->is_array()) return {};
  std::string place;
  for (const json& step : *location) {
    if (!step.is_string() || step == "body") continue;
    if (!place.empty()) place += '.';
    place += step.get<std::string>();
  }
  return place.empty() ? place : place + ": ";
}

ElevenLabsFault fault_of(const json& detail) {
  if (detail.is_string()) return {detail.get<std::string>(), detail.get<std::string>()};
  if (detail.is_array() && !detail.empty() && detail.front().is_object()) {
    const json& first = detail.front();
    return {text_of(first, "type"), place_of(first) + text_of(first, "msg")};
  }
  if (!detail.is_object()) return {};
  std::string code = text_of(detail, "code");
  if (code.empty()) code = text_of(detail, "status");
  return {std::move(code), text_of(detail, "message")};
}

/// The plan's own limit.
std::optional<int> allowed_at_once(const HttpResponse& response) {
  const auto header = response.header("maximum-concurrent-requests");
  if (!header) return std::nullopt;
  int limit = 0;
  const auto [end, error] = std::from_chars(header->data(), header->data() + header->size(), limit);
  if (error != std::errc{} || end != header->data() + header->size() || limit < 1) return std::nullopt;
  return limit;
}

std::string describe(const HttpResponse& response, const ElevenLabsFault& fault, std::string_view cure) {
  const std::string code = fault.code.empty() || fault.code == fault.message ? "" : fault.code + ", ";
  return fmt::format("ElevenLabs says {} ({}HTTP {}): {}",
                     fault.message.empty() ? "nothing that can be read" : "'" + fault.message + "'", code,
                     response.status, cure);
}

}  // namespace

ElevenLabsFault read_elevenlabs_fault(std::string_view body) {
  const json answer = parse_answer(body).value_or(nullptr);
  if (!answer.is_object() || !answer.contains("detail")) return {};
  ElevenLabsFault fault = fault_of(answer["detail"]);
  return {quoted_words(fault.code), quoted_words(fault.message)};
}

Verdict judge_elevenlabs(const HttpResponse& response, std::chrono::system_clock::time_point now) {
  Verdict verdict;
  verdict.most_in_flight = allowed_at_once(response);
  if (response.status == 200) return verdict;
  const ElevenLabsFault fault = read_elevenlabs_fault(response.body);
  const Meaning meaning = meaning_of(response.status, fault.code);
  verdict.kind = meaning.kind;
  verdict.error = meaning.error;
  verdict.slow_down = meaning.slow_down;
  verdict.may_be_charged = meaning.may_be_charged;
  verdict.message = describe(response, fault, meaning.cure);
  if (meaning.kind == kRetry) verdict.hint = retry_after(response, now);
  return verdict;
}

}  // namespace vina
