// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lesson/lesson.h"
#include "pipeline/providers.h"
#include "pipeline/render_options.h"

namespace vina {

/// One paid call that a render would make, or would have made if its asset were not there.
struct PlannedCall {
  std::string place;   ///< JSON Pointer of the slide or figure
  std::string vendor;  ///< "google", "elevenlabs"
  std::string model;
  std::string key;            ///< of the asset, 64 hex digits
  double credits = 0;         ///< of ElevenLabs
  std::optional<double> usd;  ///< nothing where no price is known
  bool is_there = false;      ///< paid for before
};

/// What a render would ask vendors for, each asset once.
struct SpendPlan {
  std::vector<PlannedCall> calls;  ///< pictures first, in the order of the lesson
  std::string price_date;          ///< of the prices; empty where nothing is paid
  bool at_dearest_plan = false;    ///< ElevenLabs' credits have the price of its dearest plan, since none is named

  /// Of what is not there yet.
  double credits_to_pay() const;
  /// Rounded up to a hundredth of a cent, so that the figure that is shown will do as a budget.
  double usd_to_pay() const;
  /// Whether every call that is to be paid has a price.
  bool prices_known() const;
};

/// Says what a render would ask, without asking anybody. Throws Error as render() does for options and the cache.
SpendPlan plan_spending(const Lesson& lesson, const RenderOptions& options);

/// Throws Error (kBudgetReached) if the plan costs more than the options' budget, or has calls without a price and
/// there is a budget.
void refuse_beyond_budget(const SpendPlan& plan, const RenderOptions& options);

}  // namespace vina
