// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/curl/date.h"

#include <curl/curl.h>

namespace vina::curl {

std::optional<std::chrono::system_clock::time_point> parse_date(const std::string& text) {
  const std::time_t seconds = curl_getdate(text.c_str(), nullptr);
  if (seconds < 0) return std::nullopt;
  return std::chrono::system_clock::from_time_t(seconds);
}

}  // namespace vina::curl
