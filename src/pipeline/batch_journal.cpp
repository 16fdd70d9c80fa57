// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/batch_journal.h"

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "pipeline/file_digest.h"
#include "storage/small_json.h"

namespace vina {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// A batch that was killed may live on for a moment in a child that holds what it held.
constexpr std::chrono::milliseconds kPatience{1'000};
constexpr std::chrono::milliseconds kBetweenTries{50};

KeyLock take_lock(const fs::path& journal) {
  const fs::path file = journal.parent_path() / ("." + journal.filename().string() + ".lock");
  for (auto waited = std::chrono::milliseconds{0}; waited < kPatience; waited += kBetweenTries) {
    if (std::optional<KeyLock> lock = KeyLock::try_take(file)) return std::move(*lock);
    std::this_thread::sleep_for(kBetweenTries);
  }
  const std::string folder = journal.has_parent_path() ? journal.parent_path().string() : ".";
  throw Error{ErrorKind::kStorage, "another 'vina batch' is writing to the folder '" + folder +
                                       "'; wait until it has ended, or choose another folder"};
}

std::int64_t time_of_change(const fs::path& path, std::error_code& error) {
  return std::int64_t{fs::last_write_time(path, error).time_since_epoch().count()};
}

JournalFile as_it_is(const fs::path& path) {
  std::optional<std::string> sha256 = sha256_of_file(path);
  if (!sha256) throw Error{ErrorKind::kStorage, "cannot read '" + path.string() + "', which was just finished"};
  std::error_code error;
  JournalFile file{.path = fs::absolute(path).lexically_normal().string(),
                   .bytes = fs::file_size(path, error),
                   .changed = time_of_change(path, error),
                   .sha256 = std::move(*sha256)};
  if (error) throw_system_error("cannot read", path.string(), error.value());
  return file;
}

bool is_whole(const JournalFile& file) {
  std::error_code gone;
  if (fs::file_size(file.path, gone) != file.bytes || gone) return false;
  if (time_of_change(file.path, gone) == file.changed && !gone) return true;
  return sha256_of_file(file.path) == file.sha256;
}

JournalFile read_file(const nlohmann::json& json) {
  const auto whole = [&](const char* name) {
    const nlohmann::json& number = json.at(name);
    return number.is_number_integer() ? number.get<std::int64_t>() : std::int64_t{-1};
  };
  return {.path = json.at("path"),
          .bytes = static_cast<std::uintmax_t>(whole("bytes")),
          .changed = whole("changed"),
          .sha256 = json.at("sha256")};
}

}  // namespace

std::string to_journal_line(const JournalEntry& entry) {
  Json files = Json::array();
  for (const JournalFile& file : entry.files) {
    files.push_back({{"path", file.path}, {"bytes", file.bytes}, {"changed", file.changed}, {"sha256", file.sha256}});
  }
  const Json line{{"key", entry.key},
                  {"name", entry.name},
                  {"degraded", entry.degraded},
                  {"verified", entry.verified},
                  {"reasons", entry.reasons},
                  {"video_url", entry.video_url},
                  {"subtitle_url", entry.subtitle_url},
                  {"duration_seconds", entry.duration_seconds},
                  {"files", std::move(files)}};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<JournalEntry> read_journal_line(std::string_view line) {
  const std::optional<nlohmann::json> json = parse_json_object(line);
  if (!json) return std::nullopt;
  try {
    JournalEntry entry{.key = json->at("key"),
                       .name = json->at("name"),
                       .degraded = json->at("degraded"),
                       .verified = json->value("verified", false),
                       .reasons = json->at("reasons"),
                       .video_url = json->at("video_url"),
                       .subtitle_url = json->at("subtitle_url"),
                       .duration_seconds = json->at("duration_seconds"),
                       .files = {}};
    for (const nlohmann::json& file : json->at("files")) entry.files.push_back(read_file(file));
    if (entry.files.empty()) return std::nullopt;
    return entry;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

BatchJournal::BatchJournal(const fs::path& file) {
  if (file.empty()) return;
  file_.emplace(file);
  lock_.emplace(take_lock(file));
  for (const std::string& line : file_->lines()) {
    if (std::optional<JournalEntry> entry = read_journal_line(line)) {
      finished_.insert_or_assign(entry->key, std::move(*entry));
    }
  }
}

std::optional<JournalEntry> BatchJournal::find(const std::string& key) const {
  const auto found = finished_.find(key);
  if (found == finished_.end()) return std::nullopt;
  for (const JournalFile& file : found->second.files) {
    if (!is_whole(file)) return std::nullopt;
  }
  return found->second;
}

void BatchJournal::add(JournalEntry entry, const std::vector<fs::path>& files) {
  if (!file_) return;
  for (const fs::path& file : files) entry.files.push_back(as_it_is(file));
  file_->add(to_journal_line(entry));
}

}  // namespace vina
