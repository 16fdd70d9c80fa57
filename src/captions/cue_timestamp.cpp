// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/cue_timestamp.h"

#include <fmt/format.h>

namespace vina {

std::string cue_timestamp(Samples position, char decimal_mark) {
  const std::int64_t total = to_milliseconds(position);
  return fmt::format("{:02}:{:02}:{:02}{}{:03}", total / 3'600'000, total / 60'000 % 60, total / 1000 % 60,
                     decimal_mark, total % 1000);
}

}  // namespace vina
