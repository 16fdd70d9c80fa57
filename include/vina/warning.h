// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "vina/api.h"

namespace vina::VINA_V1 {

/// Something the user should know about that does not stop the work.
struct Warning {
  std::string place;      ///< a JSON Pointer into the lesson ("/slides/0/items/1/bullet"), or empty
  std::string message;    ///< one sentence: what, and the cure
  bool degrades = false;  ///< the result is less than what was asked for; an Error with RenderOptions::strict

  bool operator==(const Warning&) const = default;
};

}  // namespace vina::VINA_V1
