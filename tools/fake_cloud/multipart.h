// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fake_cloud/exchange.h"

namespace vina::fake {

/// One field of a form.
struct Field {
  std::string name;
  std::optional<std::string> file_name;
  std::string value;
};

/// The fields of a multipart/form-data, application/x-www-form-urlencoded or flat JSON body, in order. Nothing where
/// the body is none of these or breaks its own boundary.
std::optional<std::vector<Field>> parse_form(const Request& request);

}  // namespace vina::fake
