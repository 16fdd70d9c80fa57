// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/line_file.h"

namespace vina {

/// One call a vendor may charge for.
struct LedgerEntry {
  std::string time;    ///< ISO 8601, UTC; set by the ledger where it is empty
  std::string vendor;  ///< "google", "elevenlabs", "cloudinary"
  std::string model;
  std::string key;      ///< of the asset; empty where the call makes none
  std::string subject;  ///< "picture of figure-1-2"
  std::string outcome;  ///< "answered"; "without a picture", though answered; "lost" when there is no answer that is of
                        ///< use and the vendor may have charged; "found" for an asset recovered without a second charge
  double credits = 0;   ///< the vendor's own unit, as billed where it says so, else as estimated
  std::optional<double> usd;  ///< estimated; nothing where no rate is known
};

/// The append-only record of paid calls: one JSON object a line in `ledger.jsonl`, on the disk when add() returns.
/// Lines of several processes never mix, and one that was cut off spoils no other. Throws Error (kStorage).
/// Thread-safe.
class SpendLedger {
 public:
  /// Makes the file's folder where it is missing, and the file with the first entry.
  explicit SpendLedger(std::filesystem::path file);
  /// The same ledger, as one of those who write to it sees it: what is added here is in `whole` too, which outlives
  /// this, and added() tells it apart from what others add.
  explicit SpendLedger(SpendLedger& whole);

  void add(LedgerEntry entry);

  /// What was added through this object and happened now: not what was made up for an earlier run that was killed.
  std::vector<LedgerEntry> added() const;

  /// All entries, oldest first; none if there is no file. A line that was cut off or is no entry is left out.
  std::vector<LedgerEntry> entries() const;

  /// Whether there is an entry for the asset `key` of that time or later, with one of `outcomes` if any are named.
  bool has_entry(std::string_view key, std::chrono::system_clock::time_point since,
                 std::initializer_list<std::string_view> outcomes = {}) const;

 private:
  void note(const LedgerEntry& entry);

  std::shared_ptr<LineFile> file_;
  SpendLedger* whole_ = nullptr;
  mutable std::mutex mutex_;
  std::vector<LedgerEntry> added_;
};

}  // namespace vina
