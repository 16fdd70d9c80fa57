// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/spend_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "images/google/google_images.h"
#include "pipeline/lesson_voice.h"
#include "speech/elevenlabs/elevenlabs_speech.h"
#include "storage/asset_store.h"
#include "storage/price_list.h"

namespace vina {
namespace {

void plan_pictures(const Lesson& lesson, const GoogleSettings& settings, const AssetStore& store,
                   const PriceList& prices, std::vector<PlannedCall>& calls) {
  for (std::size_t slide = 0; slide < lesson.slides.size(); ++slide) {
    for (std::size_t item = 0; item < lesson.slides[slide].items.size(); ++item) {
      const std::optional<Figure>& figure = lesson.slides[slide].items[item].figure;
      if (!figure) continue;
      const std::optional<PlannedPicture> picture = plan_picture(*figure, settings, store, prices);
      if (!picture) continue;
      calls.push_back({.place = pointer_to_item(lesson, slide, item) + "/figure",
                       .vendor = "google",
                       .model = settings.model,
                       .key = picture->key.hex,
                       .usd = picture->usd,
                       .is_there = picture->is_there});
    }
  }
}

void plan_voice(const Lesson& lesson, const RenderOptions& options, const AssetStore& store, const PriceList& prices,
                std::vector<PlannedCall>& calls) {
  const ElevenLabsSettings& settings = options.vendors.elevenlabs;
  for (std::size_t slide = 0; slide < lesson.slides.size(); ++slide) {
    for (const PlannedSpeech& speech : plan_speech(speech_request(lesson, slide, options), settings, store, prices)) {
      calls.push_back({.place = pointer_to_slide(lesson, slide),
                       .vendor = "elevenlabs",
                       .model = settings.model,
                       .key = speech.key.hex,
                       .credits = speech.credits,
                       .usd = speech.usd,
                       .is_there = speech.is_there});
    }
  }
}

/// Equal requests are paid once.
void drop_repeated(std::vector<PlannedCall>& calls) {
  std::set<std::string> seen;
  std::erase_if(calls, [&seen](const PlannedCall& call) { return !seen.insert(call.key).second; });
}

/// Less than any price, more than what sums of prices lose in rounding.
constexpr double kRounding = 1e-9;

/// As exact as usd_to_pay() is.
std::string dollars(double usd) {
  const bool whole_cents = std::abs(usd * 100 - std::round(usd * 100)) < 100 * kRounding;
  return whole_cents ? fmt::format("${:.2f}", usd) : fmt::format("${:.4f}", usd);
}

template <typename Value>
double sum_to_pay(const std::vector<PlannedCall>& calls, const Value& value) {
  return std::accumulate(calls.begin(), calls.end(), 0.0, [&value](double sum, const PlannedCall& call) {
    return call.is_there ? sum : sum + value(call);
  });
}

}  // namespace

double SpendPlan::credits_to_pay() const {
  return sum_to_pay(calls, [](const PlannedCall& call) { return call.credits; });
}

double SpendPlan::usd_to_pay() const {
  constexpr double kSteps = 10'000;
  const double exact = sum_to_pay(calls, [](const PlannedCall& call) { return call.usd.value_or(0.0); });
  return std::ceil((exact - kRounding) * kSteps) / kSteps + 0.0;  // never -0
}

bool SpendPlan::prices_known() const {
  return std::all_of(calls.begin(), calls.end(),
                     [](const PlannedCall& call) { return call.is_there || call.usd.has_value(); });
}

SpendPlan plan_spending(const Lesson& lesson, const RenderOptions& options) {
  validate(options);
  SpendPlan plan;
  if (!uses_google(options) && !uses_elevenlabs(options)) return plan;
  const AssetStore store{cache_folder(options.vendors)};
  const PriceList prices = PriceList::shipped();
  plan.price_date = prices.date();
  if (uses_google(options)) plan_pictures(lesson, options.vendors.google, store, prices, plan.calls);
  if (uses_elevenlabs(options)) plan_voice(lesson, options, store, prices, plan.calls);
  drop_repeated(plan.calls);
  plan.at_dearest_plan = uses_elevenlabs(options) && options.vendors.elevenlabs.plan.empty();
  return plan;
}

void refuse_beyond_budget(const SpendPlan& plan, const RenderOptions& options) {
  const std::optional<double> budget = options.vendors.budget_usd;
  if (!budget) return;
  if (!plan.prices_known()) {
    throw Error{ErrorKind::kBudgetReached,
                "--budget cannot be kept: no price is known for a model that would be asked; choose another model, or "
                "leave --budget out"};
  }
  if (plan.usd_to_pay() <= *budget + kRounding) return;
  throw Error{ErrorKind::kBudgetReached,
              fmt::format("this lesson would cost about {}, and --budget is {}; nothing was asked for ('vina plan' "
                          "shows what costs what)",
                          dollars(plan.usd_to_pay()), dollars(*budget))};
}

}  // namespace vina
