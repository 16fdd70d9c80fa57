// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// What a batch reads: its manifest, and the lines of its journal, which a kill may have cut anywhere.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cli/batch_manifest.h"
#include "pipeline/batch_journal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  for (const vina::ManifestLine& line : vina::read_manifest(text).lines) {
    if (line.file.empty() || line.number == 0) std::abort();
  }
  if (const auto entry = vina::read_journal_line(text)) {
    const auto again = vina::read_journal_line(vina::to_journal_line(*entry));
    if (!again || again->key != entry->key || again->files.size() != entry->files.size()) std::abort();
  }
  return 0;
}
