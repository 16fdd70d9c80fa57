// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/spend_ledger.h"

namespace vina {

/// One JSON object without line ends, and one line end. Bytes that are not UTF-8 become U+FFFD.
std::string to_ledger_line(const LedgerEntry& entry);

/// Nothing for a line that was cut off or is no entry. Members that later versions may add are passed over.
std::optional<LedgerEntry> read_ledger_line(std::string_view line);

}  // namespace vina
