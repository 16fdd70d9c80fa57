// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/batch.h"
#include "storage/key_lock.h"
#include "storage/line_file.h"

namespace vina {

/// A finished file as it was left.
struct JournalFile {
  std::string path;
  std::uintmax_t bytes = 0;
  std::int64_t changed = 0;  ///< its time of change, in the file system's own count
  std::string sha256;
};

/// A finished lesson: a line of the journal.
struct JournalEntry {
  std::string key;
  std::string name;
  bool degraded = false;
  bool verified = false;  ///< its files were checked before it was written down
  std::vector<std::string> reasons;
  std::string video_url;
  std::string subtitle_url;
  double duration_seconds = 0;
  std::vector<JournalFile> files;  ///< video, captions and poster; the report may change later, as by `vina publish`
};

/// One JSON object and a line feed. Bytes that are not UTF-8 become U+FFFD.
std::string to_journal_line(const JournalEntry& entry);
/// Nothing for a line that was cut off or is no entry. Members that later versions may add are passed over.
std::optional<JournalEntry> read_journal_line(std::string_view line);

/// What has been finished in a batch, in a file from which a stopped batch goes on, held by one process at a time.
/// Thread-safe.
class BatchJournal {
 public:
  /// Reads what is there; a line that was cut off, or is none of ours, counts for nothing. An empty name: nothing is
  /// kept. Throws Error (kStorage), also where another process is using it.
  explicit BatchJournal(const std::filesystem::path& file);

  /// The finished lesson with that key, if all its files are as they were left: of the size they had, and with the
  /// content where the time of change is another.
  std::optional<JournalEntry> find(const std::string& key) const;

  /// On the disk when it returns. `files` are the finished files. Throws Error (kStorage).
  void add(JournalEntry entry, const std::vector<std::filesystem::path>& files);

 private:
  std::optional<KeyLock> lock_;
  std::optional<LineFile> file_;
  std::map<std::string, JournalEntry> finished_;  ///< [key], of earlier runs
};

}  // namespace vina
