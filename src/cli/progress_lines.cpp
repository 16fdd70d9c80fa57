// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/progress_lines.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace vina {

ProgressLines::ProgressLines(std::function<void(std::string_view)> write) : write_{std::move(write)} {}

void ProgressLines::update(const Progress& progress) {
  const std::string what = line_of(progress);
  if (!shown_.insert(what).second) return;
  const auto percent = static_cast<int>(std::clamp(progress.fraction, 0.0, 1.0) * 100.0);
  write_(fmt::format("[{:3} %] {}\n", percent, what));
}

}  // namespace vina
