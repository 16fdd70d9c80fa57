// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_history.h"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/cancellation.h"
#include "base/error.h"
#include "remote/answer_json.h"
#include "speech/elevenlabs/elevenlabs_verdict.h"

namespace vina {
namespace {

constexpr int kMostPages = 50;  // a thousand items: more than others ask for while one answer is missed

using nlohmann::json;
using Moment = std::chrono::system_clock::time_point;

std::string text_of(const json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string{};
}

std::int64_t unix_seconds(Moment moment) {
  return std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
}

std::int64_t date_of(const json& item) {
  const auto member = item.find("date_unix");
  return member != item.end() && member->is_number_integer() ? member->get<std::int64_t>() : -1;
}

bool is_wanted(const json& item, const SpeechAsk& ask, Moment since) {
  if (!item.is_object() || date_of(item) < unix_seconds(since)) return false;
  const std::string voice = text_of(item, "voice_id");
  return text_of(item, "text") == ask.sent.text && text_of(item, "model_id") == text_of(ask.body, "model_id") &&
         text_of(item, "source") == "TTS" && (voice.empty() || voice == text_of(ask.asset, "voice_id"));
}

/// An id becomes part of a path.
bool is_identifier(const std::string& id) {
  return !id.empty() && id.size() <= 100 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::string details_of(const json& item, const std::string& id) {
  json details{{"alignment", nullptr}, {"normalized_alignment", nullptr}, {"history_item_id", id}, {"recovered", true}};
  if (const auto alignments = item.find("alignments"); alignments != item.end() && alignments->is_object()) {
    for (const char* name : {"alignment", "normalized_alignment"}) {
      const auto member = alignments->find(name);
      if (member != alignments->end() && member->is_object()) details[name] = *member;
    }
  }
  return details.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// The body of a GET's good answer; nothing for any other, or for none.
std::optional<std::string> get(const std::string& path, const ElevenLabsSettings& settings, VendorChannel& channel,
                               const std::stop_token& stop) {
  VendorCall call;
  call.subject = "history";
  call.request = [&](int) { return make_elevenlabs_get(path, settings); };
  call.judge = [](const HttpResponse& response) {
    return judge_elevenlabs(response, std::chrono::system_clock::now());
  };
  try {
    return channel.call(call, stop).response.body;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled) throw;
    return std::nullopt;
  }
}

void wait(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any woken;
  std::unique_lock lock{mutex};
  woken.wait_for(lock, stop, time, [] { return false; });
  throw_if_stopped(stop);
}

}  // namespace

std::optional<HistoryItem> find_in_history(std::string_view body, const SpeechAsk& ask, Moment since) {
  const json answer = parse_answer(body).value_or(nullptr);
  if (!answer.is_object()) return std::nullopt;
  const auto history = answer.find("history");
  if (history == answer.end() || !history->is_array()) return std::nullopt;
  const json* newest = nullptr;
  for (const json& item : *history) {
    if (!is_wanted(item, ask, since) || !is_identifier(text_of(item, "history_item_id"))) continue;
    if (newest == nullptr || date_of(item) > date_of(*newest)) newest = &item;
  }
  if (newest == nullptr) return std::nullopt;
  const std::string id = text_of(*newest, "history_item_id");
  return HistoryItem{id, details_of(*newest, id)};
}

std::string next_page_of_history(std::string_view body, Moment since) {
  const json answer = parse_answer(body).value_or(nullptr);
  if (!answer.is_object() || answer.value("has_more", json{}) != true) return {};
  const auto history = answer.find("history");
  if (history == answer.end() || !history->is_array() || history->empty()) return {};
  const json& oldest = history->back();
  if (!oldest.is_object() || date_of(oldest) < unix_seconds(since)) return {};
  const std::string id = text_of(answer, "last_history_item_id");
  return is_identifier(id) ? id : std::string{};
}

std::optional<ElevenLabsAnswer> recover_from_history(const SpeechAsk& ask, const ElevenLabsSettings& settings,
                                                     VendorChannel& channel, Moment since,
                                                     const std::stop_token& stop) {
  std::optional<HistoryItem> item;
  for (int look = 0; look < 2 && !item; ++look) {
    if (look > 0) wait(channel.conduct().first_wait, stop);
    std::string after;
    for (int page = 0; page < kMostPages && !item; ++page) {
      const auto list = get("/v1/history?page_size=20&voice_id=" + settings.voice_id + after, settings, channel, stop);
      if (!list) return std::nullopt;
      item = find_in_history(*list, ask, since);
      const std::string last = next_page_of_history(*list, since);
      if (last.empty()) break;
      after = "&start_after_history_item_id=" + last;
    }
  }
  if (!item) return std::nullopt;
  std::optional<std::string> sound = get("/v1/history/" + item->id + "/audio", settings, channel, stop);
  if (!sound || !is_sound(*sound, elevenlabs_format(settings.output_format).coding)) return std::nullopt;
  const SpeechDetails times = read_speech_details(item->details);
  if (times.alignment.empty() && times.normalized_alignment.empty()) {
    // The list need not have them.
    if (const auto body = get("/v1/history/" + item->id, settings, channel, stop)) {
      const json whole = parse_answer(*body).value_or(nullptr);
      if (whole.is_object()) item->details = details_of(whole, item->id);
    }
  }
  return ElevenLabsAnswer{std::move(*sound), std::move(item->details)};
}

}  // namespace vina
