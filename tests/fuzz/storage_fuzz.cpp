// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// The two texts of the store that are read back: a line of the ledger and the record of an asset.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "storage/asset_record.h"
#include "storage/iso_time.h"
#include "storage/ledger_line.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto time = vina::from_iso_time(text); time && vina::to_iso_time(*time) != text) std::abort();
  if (const auto record = vina::read_asset_record(text)) {
    if (vina::read_asset_record(vina::to_text(*record)) != record) std::abort();
  }
  if (const auto entry = vina::read_ledger_line(text)) {
    const std::string line = vina::to_ledger_line(*entry);
    const auto again = vina::read_ledger_line(line);
    if (!again || vina::to_ledger_line(*again) != line) std::abort();
  }
  return 0;
}
