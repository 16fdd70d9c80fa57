// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_health.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "remote/answer_json.h"
#include "speech/elevenlabs/elevenlabs_request.h"
#include "speech/elevenlabs/elevenlabs_verdict.h"

namespace vina {
namespace {

using nlohmann::json;

/// Somebody waits for the answer.
constexpr Deadlines kDeadlines{
    .connect = std::chrono::seconds{10}, .idle = std::chrono::seconds{20}, .total = std::chrono::seconds{30}};

std::string text_of(const json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string{};
}

std::optional<std::int64_t> integer_of(const json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || !member->is_number_integer()) return std::nullopt;
  return member->get<std::int64_t>();
}

class Examination {
 public:
  Examination(const ElevenLabsSettings& settings, VendorChannel& channel, const std::stop_token& stop)
      : settings_{settings}, channel_{channel}, stop_{stop} {}

  ElevenLabsHealth run() {
    const bool reachable = look_at_subscription();
    if (!reachable) return std::move(health_);
    look_at_voice();
    look_at_model();
    return std::move(health_);
  }

 private:
  struct Reply {
    json body;  ///< null if there is no good answer
    std::string code;
    std::optional<Error> error;
  };

  /// A right that the key lacks is told apart from a key that is none.
  Reply get(const std::string& path) {
    Reply reply;
    VendorCall call;
    call.request = [&](int) {
      HttpRequest request = make_elevenlabs_get(path, settings_);
      request.deadlines = kDeadlines;
      return request;
    };
    call.judge = [&](const HttpResponse& response) {
      reply.code = response.status == 200 ? "" : read_elevenlabs_fault(response.body).code;
      return judge_elevenlabs(response, std::chrono::system_clock::now());
    };
    try {
      const auto begin = std::chrono::steady_clock::now();
      const CallOutcome outcome = channel_.call(call, stop_);
      const auto taken = std::chrono::steady_clock::now() - begin - outcome.waited;
      if (!health_.latency) health_.latency = std::chrono::duration_cast<std::chrono::milliseconds>(taken);
      reply.body = parse_answer(outcome.response.body).value_or(nullptr);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kCancelled) throw;
      reply.error = error;
    }
    return reply;
  }

  /// Whether it makes sense to ask on.
  bool look_at_subscription() {
    const Reply reply = get("/v1/user/subscription");
    if (reply.error) {
      if (reply.code == "missing_permissions" || reply.code == "insufficient_permissions") {
        health_.unknown.emplace_back("the key may not see the account: credits left are unknown");
        return true;
      }
      health_.problems.push_back(reply.error->public_message());
      return false;
    }
    if (!reply.body.is_object()) {
      health_.problems.emplace_back(
          "ElevenLabs answers with something that is not its JSON: check VINA_ELEVENLABS_BASE_URL");
      return false;
    }
    health_.plan = text_of(reply.body, "tier");
    const auto used = integer_of(reply.body, "character_count");
    const auto limit = integer_of(reply.body, "character_limit");
    if (used && limit) health_.credits_left = std::max<std::int64_t>(*limit - *used, 0);
    if (!health_.credits_left) health_.unknown.emplace_back("ElevenLabs does not tell the credits left");
    if (health_.credits_left == 0)
      health_.problems.emplace_back("ElevenLabs: no credits are left: buy some, or wait for the next month's");
    const std::string status = text_of(reply.body, "status");
    if (status == "past_due" || status == "incomplete" || status == "free_disabled") {
      health_.problems.push_back(fmt::format("ElevenLabs: the account is '{}': see to it at elevenlabs.io", status));
    }
    return true;
  }

  void look_at_voice() {
    const Reply reply = get("/v1/voices/" + settings_.voice_id);
    if (reply.error) return add(reply, fmt::format("the voice '{}'", settings_.voice_id));
    if (reply.body.is_object()) health_.voice_name = text_of(reply.body, "name");
  }

  void look_at_model() {
    const Reply reply = get("/v1/models");
    if (reply.error) return add(reply, fmt::format("the model '{}'", settings_.model));
    if (!reply.body.is_array()) {
      health_.unknown.emplace_back("ElevenLabs does not list its models");
      return;
    }
    std::string others;
    for (const json& model : reply.body) {
      if (!model.is_object()) continue;
      const std::string id = text_of(model, "model_id");
      const auto speaks = model.find("can_do_text_to_speech");
      if (speaks != model.end() && speaks->is_boolean() && !speaks->get<bool>()) continue;
      if (id == settings_.model) {
        health_.has_model = true;
        return;
      }
      if (!id.empty()) others += (others.empty() ? "" : ", ") + id;
    }
    health_.problems.push_back(
        fmt::format("ElevenLabs has no model '{}' that speaks: set VINA_SPEECH_MODEL to {}, or another of {}",
                    settings_.model, ElevenLabsSettings{}.model, others));
  }

  void add(const Reply& reply, const std::string& what) {
    const bool may_not_see = reply.code == "missing_permissions" || reply.code == "insufficient_permissions";
    if (may_not_see) {
      health_.unknown.push_back(fmt::format("the key may not look for {}", what));
    } else {
      health_.problems.push_back(what + ": " + reply.error->public_message());
    }
  }

  const ElevenLabsSettings& settings_;
  VendorChannel& channel_;
  const std::stop_token& stop_;
  ElevenLabsHealth health_;
};

}  // namespace

ElevenLabsHealth check_elevenlabs(const ElevenLabsSettings& settings, VendorChannel& channel,
                                  const std::stop_token& stop) {
  validate(settings);
  return Examination{settings, channel, stop}.run();
}

}  // namespace vina
