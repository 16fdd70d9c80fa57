// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "vina/api.h"

namespace vina::VINA_V1 {

/// What is wrong with a lesson, and where.
struct Fault {
  std::string pointer;  ///< JSON Pointer (RFC 6901) into the document that was read; empty: the document as a whole
  std::string message;  ///< one line that goes on from the pointer: "is missing", "has 112 characters; ..."

  bool operator==(const Fault&) const = default;
};

}  // namespace vina::VINA_V1
