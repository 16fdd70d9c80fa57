// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/plan_listing.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pipeline/written_json.h"

namespace vina {
namespace {

using Json = nlohmann::ordered_json;

/// A hundredth of a cent is fine enough, and keeps the digits of a double out of the text.
double rounded(double usd) {
  return std::round(usd * 10'000.0) / 10'000.0;
}

std::string price(const PlannedCall& call) {
  if (call.is_there) return "there";
  return call.usd ? fmt::format("${:.3f}", *call.usd) : "?";
}

std::string credits(double credits) {
  return credits > 0 ? fmt::format("{:.0f}", std::ceil(credits)) : "";
}

}  // namespace

std::string to_table(const SpendPlan& plan) {
  if (plan.calls.empty()) return "Nothing is paid: pictures and voice are made without a vendor.\n";
  std::string table =
      fmt::format("{:<12}{:<28}{:<28}{:>9}{:>9}  {}\n", "vendor", "model", "for", "credits", "price", "key");
  for (const PlannedCall& call : plan.calls) {
    table += fmt::format("{:<12}{:<28}{:<28}{:>9}{:>9}  {}\n", call.vendor, call.model, call.place,
                         credits(call.credits), price(call), call.key.substr(0, 12));
  }
  const auto there = static_cast<std::size_t>(
      std::count_if(plan.calls.begin(), plan.calls.end(), [](const PlannedCall& call) { return call.is_there; }));
  const bool is_guess = plan.at_dearest_plan && plan.credits_to_pay() > 0;
  table += fmt::format("\n{} of {} are there already. To pay: about ${:.2f}{} and {:.0f} credits (prices of {}{}).\n",
                       there, plan.calls.size(), plan.usd_to_pay(), plan.prices_known() ? "" : " and what has no price",
                       std::ceil(plan.credits_to_pay()), plan.price_date,
                       is_guess ? "; ElevenLabs at the dearest plan: set VINA_ELEVENLABS_PLAN to yours" : "");
  return table;
}

std::string to_json(const SpendPlan& plan) {
  Json calls = Json::array();
  for (const PlannedCall& call : plan.calls) {
    calls.push_back({{"pointer", call.place},
                     {"vendor", call.vendor},
                     {"model", call.model},
                     {"key", call.key},
                     {"credits", call.credits},
                     {"usd", call.usd ? Json(rounded(*call.usd)) : Json(nullptr)},
                     {"is_there", call.is_there}});
  }
  const Json json{{"calls", std::move(calls)},
                  {"credits_to_pay", plan.credits_to_pay()},
                  {"usd_to_pay", rounded(plan.usd_to_pay())},
                  {"prices_known", plan.prices_known()},
                  {"price_date", null_if_empty(plan.price_date)}};
  return written_json(json);
}

}  // namespace vina
