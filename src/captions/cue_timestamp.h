// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "base/media_time.h"

namespace vina {

/// `position` as HH:MM:SS, `decimal_mark` and milliseconds, rounded to the nearest. Hours have two digits or more.
std::string cue_timestamp(Samples position, char decimal_mark);

}  // namespace vina
