// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "integration/vendors/fault_plan.h"

#include <algorithm>
#include <map>
#include <random>
#include <utility>

namespace vina::testing {
namespace {

using nlohmann::json;

enum class Effect {
  kRefused,      ///< an answer says so: nothing was done
  kSlowDown,     ///< the same, and that too much is asked for: does not count as an attempt
  kNothingDone,  ///< no answer, and nothing was done
  kAnswerLost,   ///< done, but the answer is lost or cannot be read
  kLate,         ///< the answer comes slowly
};

struct FaultKind {
  json fault;
  Effect effect;
};

bool loses_answer(Effect effect) {
  return effect == Effect::kNothingDone || effect == Effect::kAnswerLost;
}

std::vector<FaultKind> with_delivery_faults(std::vector<FaultKind> kinds) {
  const std::vector<FaultKind> delivery{
      {{{"cut", "before"}}, Effect::kNothingDone},
      {{{"cut", "after_work"}}, Effect::kAnswerLost},
      {{{"cut", "inside"}}, Effect::kAnswerLost},
      {{{"content_length", "long"}}, Effect::kAnswerLost},
      {{{"garble", "json"}}, Effect::kAnswerLost},
      {{{"garble", "html"}}, Effect::kAnswerLost},
      {{{"slow", {{"bytes", 4'000}, {"every_ms", 1}}}}, Effect::kLate},
  };
  kinds.insert(kinds.end(), delivery.begin(), delivery.end());
  return kinds;
}

const std::vector<FaultKind>& kinds_of(const std::string& vendor) {
  static const std::map<std::string, std::vector<FaultKind>> all_kinds{
      {"google", with_delivery_faults({
                     {{{"status", 408}}, Effect::kRefused},
                     {{{"status", 429}, {"retry_delay", "0.004s"}}, Effect::kSlowDown},
                     {{{"status", 429}, {"retry_after", "0"}}, Effect::kSlowDown},
                     {{{"status", 500}}, Effect::kRefused},
                     {{{"status", 502}, {"shape", "html"}}, Effect::kRefused},
                     {{{"status", 503}, {"shape", "array"}}, Effect::kRefused},
                     {{{"status", 504}, {"shape", "text"}}, Effect::kRefused},
                 })},
      {"elevenlabs", with_delivery_faults({
                         {{{"status", 408}}, Effect::kRefused},
                         {{{"status", 409}}, Effect::kRefused},
                         {{{"status", 425}}, Effect::kRefused},
                         {{{"status", 429}, {"headers", {{"retry-after-ms", "4"}}}}, Effect::kSlowDown},
                         {{{"status", 500}, {"shape", "legacy"}}, Effect::kRefused},
                         {{{"status", 502}, {"shape", "html"}}, Effect::kRefused},
                         {{{"status", 503}}, Effect::kRefused},
                         {{{"status", 504}, {"shape", "empty"}}, Effect::kRefused},
                     })},
      {"cloudinary", with_delivery_faults({
                         {{{"status", 408}}, Effect::kRefused},
                         {{{"status", 420}}, Effect::kSlowDown},
                         {{{"status", 423}}, Effect::kRefused},
                         {{{"status", 429}, {"retry_after", "0"}}, Effect::kSlowDown},
                         {{{"status", 500}}, Effect::kRefused},
                         {{{"status", 502}, {"shape", "html"}}, Effect::kRefused},
                         {{{"status", 503}}, Effect::kRefused},
                         {{{"status", 504}, {"shape", "text"}}, Effect::kRefused},
                     })},
  };
  return all_kinds.at(vendor);
}

}  // namespace

FaultPlan::FaultPlan(std::vector<PlannedCall> calls, std::uint32_t seed) : calls_{std::move(calls)} {
  std::mt19937 random{seed};
  for (const PlannedCall& call : calls_) {
    const std::vector<FaultKind>& kinds = kinds_of(call.vendor);
    const bool is_paid = call.vendor != "cloudinary";
    bool has_lost = false;
    for (int& fault : faults_.emplace_back()) {
      fault = kNone;
      if (random() % 5 != 0) continue;
      do {
        fault = static_cast<int>(random() % kinds.size());
      } while (is_paid && has_lost && loses_answer(kinds[static_cast<std::size_t>(fault)].effect));
      has_lost |= loses_answer(kinds[static_cast<std::size_t>(fault)].effect);
    }
  }
}

json FaultPlan::script() const {
  json rules = json::array();
  for (std::size_t i = 0; i < calls_.size(); ++i) {
    json attempts = json::array();
    json faults = json::array();
    for (std::size_t attempt = 0; attempt < kMostAttempts; ++attempt) {
      if (faults_[i][attempt] == kNone) continue;
      attempts.push_back(attempt + 1);
      faults.push_back(kinds_of(calls_[i].vendor)[static_cast<std::size_t>(faults_[i][attempt])].fault);
    }
    if (faults.empty()) continue;
    rules.push_back({{"vendor", calls_[i].vendor},
                     {"kind", calls_[i].kind},
                     {"body", calls_[i].body},
                     {"nth", attempts},
                     {"faults", faults}});
  }
  rules.push_back({{"vendor", "elevenlabs"},
                   {"path", "/v1/history"},
                   {"every", 5U},
                   {"faults", {{{"status", 503}}, {{"cut", "inside"}}, {{"cut", "before"}}, {{"status", 429}}}}});
  return {{"rules", rules}};
}

bool FaultPlan::lets_through(std::size_t call, int attempts) const {
  const bool is_elevenlabs = calls_[call].vendor == "elevenlabs";
  int failures = 0;
  int slow_downs = 0;
  for (const int fault : faults_[call]) {
    if (fault == kNone) return true;
    const Effect effect = kinds_of(calls_[call].vendor)[static_cast<std::size_t>(fault)].effect;
    if (effect == Effect::kLate) return true;
    if (is_elevenlabs && effect == Effect::kAnswerLost) return true;  // it is in the history
    effect == Effect::kSlowDown ? ++slow_downs : ++failures;
    if (failures >= attempts || slow_downs >= attempts) return false;
  }
  return false;
}

}  // namespace vina::testing
