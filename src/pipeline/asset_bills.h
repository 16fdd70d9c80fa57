// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <vector>

#include "lesson/lesson.h"
#include "pipeline/asset_bill.h"
#include "pipeline/providers.h"
#include "pipeline/render_options.h"

namespace vina {

/// One bill for each asset the lesson needs, pictures first, in the order of the lesson; to be asked for after the
/// work. Throws Error as plan_spending() does.
std::vector<AssetBill> list_asset_bills(const Lesson& lesson, const RenderOptions& options, const Providers& providers);

}  // namespace vina
