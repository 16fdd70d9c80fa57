// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>

namespace vina::curl {

/// What two URLs must share to be of one server. The host is in lower case, the port is always named.
struct Origin {
  std::string scheme;
  std::string host;
  std::string port;
  bool operator==(const Origin&) const = default;
};

/// The origin of an absolute URL; nothing if it is not one.
std::optional<Origin> origin_of(const std::string& url);

}  // namespace vina::curl
