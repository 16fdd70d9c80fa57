// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "pipeline/spend_plan.h"

namespace vina {

/// The plan as a table for people: a line a call, and the sums.
std::string to_table(const SpendPlan& plan);

/// The plan as one JSON object: {"calls": [...], "credits_to_pay", "usd_to_pay", "prices_known", "price_date"}.
std::string to_json(const SpendPlan& plan);

}  // namespace vina
