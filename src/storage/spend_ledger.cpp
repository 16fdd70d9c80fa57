// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/spend_ledger.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "storage/iso_time.h"
#include "storage/ledger_line.h"

namespace vina {

SpendLedger::SpendLedger(std::filesystem::path file) : file_{std::make_shared<LineFile>(std::move(file))} {}

SpendLedger::SpendLedger(SpendLedger& whole) : file_{whole.file_}, whole_{&whole} {}

void SpendLedger::add(LedgerEntry entry) {
  const bool is_of_now = entry.time.empty();
  if (is_of_now) entry.time = to_iso_time(std::chrono::system_clock::now());
  if (is_of_now) note(entry);
  file_->add(to_ledger_line(entry));
}

void SpendLedger::note(const LedgerEntry& entry) {
  if (whole_ != nullptr) whole_->note(entry);
  const std::lock_guard guard{mutex_};
  added_.push_back(entry);
}

std::vector<LedgerEntry> SpendLedger::added() const {
  const std::lock_guard guard{mutex_};
  return added_;
}

std::vector<LedgerEntry> SpendLedger::entries() const {
  std::vector<LedgerEntry> entries;
  for (const std::string& line : file_->lines()) {
    if (std::optional<LedgerEntry> entry = read_ledger_line(line)) entries.push_back(std::move(*entry));
  }
  return entries;
}

bool SpendLedger::has_entry(std::string_view key, std::chrono::system_clock::time_point since,
                            std::initializer_list<std::string_view> outcomes) const {
  const std::string earliest = to_iso_time(since);
  const std::vector<LedgerEntry> all = entries();
  return std::any_of(all.begin(), all.end(), [&](const LedgerEntry& entry) {
    const bool is_wanted =
        outcomes.size() == 0 || std::find(outcomes.begin(), outcomes.end(), entry.outcome) != outcomes.end();
    return is_wanted && entry.key == key && entry.time >= earliest;
  });
}

}  // namespace vina
