// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/elevenlabs_vendor.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <ctime>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "fake_cloud/digest.h"
#include "fake_cloud/error_answers.h"
#include "wrap/icu/utf8.h"

namespace vina::fake {
namespace {

constexpr std::string_view kSpeech = "/v1/text-to-speech/";
constexpr std::string_view kWithTimestamps = "/with-timestamps";

struct Voice {
  std::string_view id;
  std::string_view name;
  std::string_view category;
  bool of_library = false;
};
constexpr std::array<Voice, 3> kVoices{{
    {"21m00Tcm4TlvDq8ikWAM", "Rachel", "premade", false},
    {"pNInz6obpgDQGcFmaJgB", "Adam", "premade", false},
    {"LibraryVoice00000001", "Lena", "professional", true},
}};

const Voice* find_voice(std::string_view id) {
  const auto found = std::find_if(kVoices.begin(), kVoices.end(), [&](const Voice& voice) { return voice.id == id; });
  return found == kVoices.end() ? nullptr : &*found;
}

Json describe_voice(const Voice& voice) {
  return {{"voice_id", voice.id},       {"name", voice.name},
          {"category", voice.category}, {"labels", {{"accent", "american"}}},
          {"description", nullptr},     {"preview_url", nullptr},
          {"settings", nullptr},        {"available_for_tiers", Json::array()}};
}

Json all_voices() {
  Json voices = Json::array();
  for (const Voice& voice : kVoices) voices.push_back(describe_voice(voice));
  return voices;
}

Json all_models() {
  Json models = Json::array();
  for (const ElevenLabsModel& model : elevenlabs_models()) {
    models.push_back({{"model_id", model.id},
                      {"name", model.id},
                      {"can_do_text_to_speech", true},
                      {"can_use_style", true},
                      {"can_use_speaker_boost", true},
                      {"maximum_text_length_per_request", model.longest_text},
                      {"max_characters_request_free_user", std::min<std::size_t>(model.longest_text, 2'500)},
                      {"max_characters_request_subscribed_user", model.longest_text},
                      {"model_rates", {{"character_cost_multiplier", model.credits_per_character}}},
                      {"concurrency_group", model.is_turbo ? "turbo" : "standard"},
                      {"languages", Json::array({{{"language_id", "en"}, {"name", "English"}}})}});
  }
  return models;
}

std::string voice_of(const Request& request) {
  std::string_view rest = std::string_view{request.path}.substr(kSpeech.size());
  if (rest.ends_with(kWithTimestamps)) rest.remove_suffix(kWithTimestamps.size());
  return std::string{rest};
}

Work free_answer(const Json& body) {
  return Work{.make = [body](const Fault&) { return json_answer(200, body); }};
}

Refusal not_found() {
  return {*recorded_error("eleven_err_string"), "nothing is served at this path"};
}

/// Spoils one of the two alignments of an answer as `how` says.
void spoil(Json& body, const std::string& name, const std::string& how) {
  Json& alignment = body[name];
  if (how == "null") alignment = nullptr;
  if (how == "absent") body.erase(name);
  if (how == "null" || how == "absent" || how.empty() || alignment.is_null()) return;
  Json& starts = alignment["character_start_times_seconds"];
  Json& ends = alignment["character_end_times_seconds"];
  if (how == "empty") alignment["characters"] = starts = ends = Json::array();
  if (starts.empty()) return;
  if (how == "length") starts.erase(starts.size() - 1);
  if (how == "backwards") {
    std::reverse(starts.begin(), starts.end());
    std::reverse(ends.begin(), ends.end());
  }
  if (how == "beyond_end") ends.back() = ends.back().get<double>() + 1000.0;
}

std::string media_type_of(const std::string& format) {
  if (format.starts_with("mp3")) return "audio/mpeg";
  return format.starts_with("wav") ? "audio/wav" : "audio/pcm";
}

}  // namespace

ElevenLabsVendor::ElevenLabsVendor(ElevenLabsOptions options, const Journal& journal, Sleep& sleep)
    : options_{std::move(options)}, journal_{journal}, sleep_{sleep}, credits_{options_.character_count} {}

std::string ElevenLabsVendor::kind_of(const Request& request) const {
  const std::string_view path = request.path;
  if (request.method == "POST") {
    return path.starts_with(kSpeech) && path.size() > kSpeech.size() ? "speech" : "unknown";
  }
  if (request.method != "GET") return "unknown";
  if (path == "/v1/models") return "models";
  if (path == "/v1/voices" || path == "/v2/voices") return "voices";
  if (path.starts_with("/v1/voices/")) return "voice";
  if (path == "/v1/user/subscription") return "subscription";
  if (path == "/v1/history") return "history";
  if (path.starts_with("/v1/history/")) return path.ends_with("/audio") ? "history_audio" : "history_item";
  return "unknown";
}

Admission ElevenLabsVendor::admit(const Request& request) {
  if (!request.has_header("xi-api-key")) {
    return elevenlabs_refusal(401, "missing_api_key", "An API key is missing: send it in the header xi-api-key.");
  }
  if (request.header("xi-api-key") != options_.key)
    return elevenlabs_refusal(401, "invalid_api_key", "Invalid API key");
  const std::string kind = kind_of(request);
  if (kind == "speech") return admit_speech(request);
  if (kind.starts_with("history")) return admit_history(request);
  return admit_rest(request, kind);
}

std::optional<Refusal> ElevenLabsVendor::wait_for_a_place() {
  // Requests above the limit wait for about 50 ms before they are refused.
  for (int i = 0; i < 5 && journal_.in_flight_paid("elevenlabs") > options_.concurrency; ++i) {
    sleep_.sleep(std::chrono::milliseconds{10});
  }
  if (journal_.in_flight_paid("elevenlabs") <= options_.concurrency) return std::nullopt;
  Refusal refusal =
      elevenlabs_refusal(429, "concurrent_limit_exceeded",
                         fmt::format("Too many concurrent requests. Your plan allows {}.", options_.concurrency));
  refusal.answer.headers.emplace_back("current-concurrent-requests", std::to_string(options_.concurrency));
  refusal.answer.headers.emplace_back("maximum-concurrent-requests", std::to_string(options_.concurrency));
  return refusal;
}

Admission ElevenLabsVendor::admit_speech(const Request& request) {
  if (!request.path.ends_with(kWithTimestamps)) return not_found();
  if (auto busy = wait_for_a_place()) return *busy;
  const std::string voice_id = voice_of(request);
  const Voice* voice = find_voice(voice_id);
  if (voice == nullptr) {
    return elevenlabs_refusal(404, "voice_not_found",
                              fmt::format("A voice with the voice_id {} was not found.", voice_id));
  }
  if (voice->of_library && options_.tier == "free") {
    return elevenlabs_refusal(402, "paid_plan_required", "Free users cannot use library voices via the API.");
  }
  if (request.content_type() != "application/json") {
    return elevenlabs_invalid({"body"}, "Input should be a valid dictionary", "model_attributes_type");
  }
  if (auto wrong = check_speech_query(request, options_)) return *wrong;
  const Json body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded() || !icu::is_valid_utf8(request.body)) {
    return elevenlabs_refusal(400, "malformed_json", "The body is not valid JSON.");
  }
  const std::lock_guard lock{mutex_};
  if (auto wrong = check_speech_body(body, request_ids_)) return *wrong;
  const ElevenLabsModel& model = *find_elevenlabs_model(body.value("model_id", "eleven_multilingual_v2"));
  const auto length = static_cast<double>(count_characters(body["text"].get_ref<const std::string&>()));
  const auto cost = static_cast<std::int64_t>(std::ceil(length * model.credits_per_character));
  const std::int64_t left = options_.character_limit - credits_;
  if (cost > left) {
    const std::string message = fmt::format(
        "This request exceeds your quota of {}. You have {} credits remaining, while {} credits are "
        "required for this request.",
        options_.character_limit, std::max<std::int64_t>(left, 0), cost);
    return Refusal{elevenlabs_error({.status = 401, .code = "quota_exceeded", .message = message, .shape = "legacy"}),
                   message};
  }
  const std::string format = request.query_value("output_format").value_or("mp3_44100_128");
  Work work;
  work.charge = fmt::format("{} {} {}", request.path, format, body.dump());
  work.units = cost;
  work.make = [this, voice_id, body, format, cost](const Fault& fault) {
    return speak(voice_id, body, format, cost, fault);
  };
  return work;
}

Answer ElevenLabsVendor::speak(const std::string& voice_id, const Json& body, const std::string& format,
                               std::int64_t cost, const Fault& fault) {
  const ElevenLabsModel& model = *find_elevenlabs_model(body.value("model_id", "eleven_multilingual_v2"));
  Item item;
  {
    const std::lock_guard lock{mutex_};
    item.request_id = fmt::format("req-{:06}", ++requests_);
    item.id = fmt::format("hist-{:06}", requests_);
    // Without a seed every generation is another one.
    const std::uint64_t variant =
        body.contains("seed") && !body["seed"].is_null() ? body["seed"].get<std::uint64_t>() : requests_;
    item.with_alignments = fault.text("history") != "without_alignments";
    item.credits_before = credits_;
    item.credits_after = credits_ += cost;
    item.body = body;
    item.body["variant"] = variant % 5;
  }
  const Json settings = body.value("voice_settings", Json{}).is_object() ? body["voice_settings"] : Json::object();
  const double speed = model.obeys_speed && settings.contains("speed") ? settings["speed"].get<double>() : 1.0;
  SpeechOrder order;
  order.text = body["text"].get<std::string>();
  order.markup = model.takes_break_tags ? Markup::kBreakTags : Markup::kAudioTags;
  if (body.contains("language_code") && body["language_code"].is_string()) order.language = body["language_code"];
  order.words_per_minute = static_cast<int>(std::lround(160.0 * speed)) - 2 + item.body["variant"].get<int>();
  order.format = *parse_sound_format(format);
  order.gapless_mp3 = options_.gapless_mp3;
  order.tags_in_alignment = options_.tags_in_alignment;
  try {
    item.recording = studio_.record(order);
  } catch (const Error& error) {
    return elevenlabs_error({.status = error.kind() == ErrorKind::kInvalidOption ? 400 : 500, .message = error.what()});
  }
  item.voice_id = voice_id;
  item.format = format;
  item.date_unix = static_cast<std::int64_t>(std::time(nullptr));
  item.visible_from = std::chrono::steady_clock::now() + options_.history_delay;

  Json spoken{{"audio_base64", base64(item.recording->audio)},
              {"alignment", item.recording->alignment},
              {"normalized_alignment", item.recording->normalized}};
  spoil(spoken, "alignment", fault.text("alignment"));
  spoil(spoken, "normalized_alignment", fault.text("normalized_alignment"));
  const std::string audio = fault.text("audio");
  if (audio == "empty") spoken["audio_base64"] = "";
  if (audio == "not_base64") spoken["audio_base64"] = "%%%";
  if (audio == "damaged") spoken["audio_base64"] = base64(std::string(item.recording->audio.size(), 'x'));

  Answer answer = json_answer(200, spoken);
  const std::string cost_header = fault.text("cost_header");
  if (cost_header != "absent") {
    answer.headers.emplace_back(cost_header.empty() ? "character-cost" : cost_header, std::to_string(cost));
  }
  const int most = fault.content.value("maximum_concurrent_requests", options_.concurrency);
  answer.headers.emplace_back("request-id", item.request_id);
  answer.headers.emplace_back("history-item-id", item.id);
  answer.headers.emplace_back("current-concurrent-requests", std::to_string(journal_.in_flight_paid("elevenlabs")));
  answer.headers.emplace_back("maximum-concurrent-requests", std::to_string(most));
  const std::lock_guard lock{mutex_};
  request_ids_.insert(item.request_id);
  if (fault.text("history") != "hidden") history_.push_back(std::move(item));
  return answer;
}

Json ElevenLabsVendor::describe(const Item& item, const Fault& fault) {
  const Voice* voice = find_voice(item.voice_id);
  Json json{{"history_item_id", item.id},
            {"request_id", item.request_id},
            {"voice_id", item.voice_id},
            {"voice_name", voice == nullptr ? "" : voice->name},
            {"voice_category", voice == nullptr ? "" : voice->category},
            {"model_id", item.body.value("model_id", "eleven_multilingual_v2")},
            {"text", item.body["text"]},
            {"date_unix", item.date_unix},
            {"character_count_change_from", item.credits_before},
            {"character_count_change_to", item.credits_after},
            {"content_type", media_type_of(item.format)},
            {"state", "created"},
            {"settings", item.body.value("voice_settings", Json{})},
            {"source", "TTS"},
            {"alignments", nullptr}};
  if (item.with_alignments && fault.text("history") != "without_alignments") {
    json["alignments"] = {{"alignment", item.recording->alignment},
                          {"normalized_alignment", item.recording->normalized}};
  }
  return json;
}

Answer ElevenLabsVendor::list_history(const Request& request, const Fault& fault) const {
  std::size_t page_size = 100;
  const std::string wanted_size = request.query_value("page_size").value_or("100");
  std::from_chars(wanted_size.data(), wanted_size.data() + wanted_size.size(), page_size);
  const std::string voice = request.query_value("voice_id").value_or("");
  const std::string after = request.query_value("start_after_history_item_id").value_or("");
  Json items = Json::array();
  bool started = after.empty();
  bool more = false;
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock{mutex_};
  for (auto item = history_.rbegin(); item != history_.rend() && !more; ++item) {
    if (!started) {
      started = item->id == after;
      continue;
    }
    if (item->visible_from > now || (!voice.empty() && item->voice_id != voice)) continue;
    if (fault.text("history") == "hidden") continue;
    more = items.size() == page_size;
    if (!more) items.push_back(describe(*item, fault));
  }
  const Json last = items.empty() ? Json{} : items.back()["history_item_id"];
  return json_answer(200, {{"history", items}, {"has_more", more}, {"last_history_item_id", last}});
}

Admission ElevenLabsVendor::admit_history(const Request& request) {
  const std::string kind = kind_of(request);
  if (kind == "history") {
    for (const auto& [name, value] : request.query) {
      if (name == "page_size") {
        int size = 0;
        std::from_chars(value.data(), value.data() + value.size(), size);
        if (size < 1 || size > 1000) {
          return elevenlabs_invalid({"query", name}, "Input should be from 1 to 1000", "less_than_equal");
        }
      } else if (name != "voice_id" && name != "start_after_history_item_id" && name != "source") {
        return elevenlabs_invalid({"query", name}, "Extra inputs are not permitted", "extra_forbidden");
      }
    }
    return Work{.make = [this, request](const Fault& fault) { return list_history(request, fault); }};
  }
  std::string id = request.path.substr(std::string_view{"/v1/history/"}.size());
  if (kind == "history_audio") id.resize(id.size() - std::string_view{"/audio"}.size());
  const std::lock_guard lock{mutex_};
  const auto found = std::find_if(history_.begin(), history_.end(), [&](const Item& item) { return item.id == id; });
  if (found == history_.end() || found->visible_from > std::chrono::steady_clock::now()) {
    return elevenlabs_refusal(404, "history_item_not_found", fmt::format("There is no history item {}.", id));
  }
  if (kind == "history_item") {
    return Work{.make = [item = *found](const Fault& fault) { return json_answer(200, describe(item, fault)); }};
  }
  return Work{.make = [item = *found](const Fault& fault) {
    Answer answer;
    answer.headers.emplace_back("Content-Type", media_type_of(item.format));
    answer.body = item.recording->audio;
    if (fault.text("audio") == "empty") answer.body.clear();
    if (fault.text("audio") == "damaged") answer.body.assign(answer.body.size(), 'x');
    return answer;
  }};
}

Admission ElevenLabsVendor::admit_rest(const Request& request, const std::string& kind) {
  if (kind == "models") return free_answer(all_models());
  if (kind == "voices" && request.path == "/v1/voices") return free_answer({{"voices", all_voices()}});
  if (kind == "voices") {
    return free_answer(
        {{"voices", all_voices()}, {"has_more", false}, {"total_count", kVoices.size()}, {"next_page_token", nullptr}});
  }
  if (kind == "voice") {
    const std::string id = request.path.substr(std::string_view{"/v1/voices/"}.size());
    const Voice* voice = find_voice(id);
    if (voice != nullptr) return free_answer(describe_voice(*voice));
    return elevenlabs_refusal(404, "voice_not_found", fmt::format("A voice with the voice_id {} was not found.", id));
  }
  if (kind != "subscription") return not_found();
  if (!options_.may_read_user) {
    return elevenlabs_refusal(401, "missing_permissions",
                              "The API key you used is missing the permission user_read to execute this operation.");
  }
  const std::lock_guard lock{mutex_};
  return free_answer({{"tier", options_.tier},
                      {"character_count", credits_},
                      {"character_limit", options_.character_limit},
                      {"max_character_limit_extension", nullptr},
                      {"can_extend_character_limit", false},
                      {"allowed_to_extend_character_limit", false},
                      {"next_character_count_reset_unix", 1'796'083'200},
                      {"voice_slots_used", 1},
                      {"professional_voice_slots_used", 0},
                      {"voice_limit", 30},
                      {"voice_add_edit_counter", 0},
                      {"professional_voice_limit", 1},
                      {"can_extend_voice_limit", false},
                      {"can_use_instant_voice_cloning", true},
                      {"can_use_professional_voice_cloning", true},
                      {"status", options_.tier == "free" ? "free" : "active"},
                      {"has_open_invoices", false}});
}

void ElevenLabsVendor::reset() {
  const std::lock_guard lock{mutex_};
  credits_ = options_.character_count;
  requests_ = 0;
  request_ids_.clear();
  history_.clear();
}

}  // namespace vina::fake
