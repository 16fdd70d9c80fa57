// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <stop_token>

#include "check/finding.h"
#include "check/receipt.h"
#include "remote/http_client.h"

namespace vina {

/// "URLs": whether every address in the report answers, where it tells the size with the right one. http(s) is asked
/// with HEAD, and once more after any fault; for file:// the file must be there, or in `folder`, to which all
/// may have been moved. Without `client` http(s) is left out. Throws Error (kCancelled).
Finding check_urls(const Receipt& receipt, const std::filesystem::path& folder, HttpClient* client,
                   const std::stop_token& stop);

}  // namespace vina
