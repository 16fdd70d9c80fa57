// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/asset_store.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/cancellation.h"
#include "base/error.h"
#include "storage/asset_record.h"
#include "storage/key_lock.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

using std::filesystem::path;

constexpr std::string_view kPart = ".part";  // what AtomicFile's temporary files end in

path shard_of(const path& store, const AssetKey& key) {
  return store / key.hex.substr(0, 2);
}

path record_file(const path& store, const AssetKey& key) {
  return shard_of(store, key) / (key.hex + ".json");
}

path content_file(const path& store, const AssetRecord& record) {
  return shard_of(store, record.key) / (record.key.hex + "." + record.extension);
}

/// The key that a file of the store belongs to: KEY.EXT, or .KEY.EXT.….part.
std::optional<AssetKey> key_of(const path& file) {
  std::string name = file.filename().string();
  if (name.starts_with('.')) name.erase(0, 1);
  std::string hex = name.substr(0, name.find('.'));
  if (hex.size() == name.size() || !is_asset_key(hex)) return std::nullopt;
  return AssetKey{std::move(hex)};
}

void make_private_folder(const path& folder) {
  if (::mkdir(folder.c_str(), S_IRWXU) == 0) return sync_folder(folder.parent_path());
  const int reason = errno;
  std::error_code ignored;
  if (reason == EEXIST && std::filesystem::is_directory(folder, ignored)) return;
  throw_system_error("cannot make the folder", folder.string(), reason);
}

/// In a folder that is made when it is needed: looking at a folder must not turn it into a store.
path lock_file(const path& store, const AssetKey& key) {
  make_private_folder(store / "locks");
  return store / "locks" / key.hex;
}

/// Everything in a file; nothing where it is missing or the disk cannot read it. Anything else that is in the way, such
/// as too many open files, is an error: an asset that cannot be looked at now must not be paid for again.
std::optional<std::string> read_file(const path& file) {
  const FileDescriptor opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat status {};
  if (!opened.is_open() || ::fstat(opened.get(), &status) != 0) {
    if (errno == ENOENT || errno == ENOTDIR || errno == EIO) return std::nullopt;
    throw_system_error("cannot read", file.string(), errno);
  }
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  std::string text(static_cast<std::size_t>(status.st_size), '\0');
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count = ::read(opened.get(), text.data() + done, text.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno != EIO) throw_system_error("cannot read", file.string(), errno);
    if (count <= 0) return std::nullopt;
    done += static_cast<std::size_t>(count);
  }
  return text;
}

std::optional<AssetRecord> read_record(const path& store, const AssetKey& key) {
  const std::optional<std::string> text = read_file(record_file(store, key));
  std::optional<AssetRecord> record = text ? read_asset_record(*text) : std::nullopt;
  return record && record->key == key ? record : std::nullopt;
}

/// The record of an asset whose content is as it says.
std::optional<AssetRecord> whole_asset(const path& store, const AssetKey& key) {
  std::optional<AssetRecord> record = read_record(store, key);
  if (!record) return std::nullopt;
  const std::optional<std::string> content = read_file(content_file(store, *record));
  const bool whole = content && content->size() == record->bytes && crypto::sha256(*content) == record->sha256;
  return whole ? record : std::nullopt;
}

/// Whether an attempt at the asset is going on, or was not seen to its end.
bool has_open_attempt(const path& store, const AssetKey& key) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(store / "locks" / key.hex, error);
  return !error && size > 0;
}

bool has_record(const path& store, const AssetKey& key) {
  std::error_code ignored;
  return std::filesystem::exists(record_file(store, key), ignored);
}

StoredAsset to_stored(const path& store, const AssetRecord& record, bool was_there) {
  return {content_file(store, record), record.details, was_there};
}

void write_record_file(const path& file, std::string_view content) {
  AtomicFile written{file, AtomicFile::Care::kRecord};
  written.write_all(content);
  written.commit();
}

/// The entries of a folder; none where it is missing. A folder that cannot be read is an error.
std::vector<path> entries_of(const path& folder) {
  std::error_code error;
  std::vector<path> entries;
  for (std::filesystem::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
    entries.push_back(entry->path());
  }
  if (error && error.value() != ENOENT) throw_system_error("cannot read", folder.string(), error.value());
  std::sort(entries.begin(), entries.end());
  return entries;
}

/// Clears a key's place of whatever is left there, and returns whether something was moved to "damaged/". The caller
/// holds the lock. What has its final name was paid for, so it is never deleted: the files of an asset that is damaged,
/// or the record that a killed process stored without its content.
bool set_remains_aside(const path& store, const AssetKey& key) {
  bool moved = false;
  for (const path& file : entries_of(shard_of(store, key))) {
    if (key_of(file) != key) continue;
    std::error_code error;
    if (file.extension() == kPart) {
      std::filesystem::remove(file, error);
    } else {
      make_private_folder(store / "damaged");
      std::filesystem::rename(file, store / "damaged" / file.filename(), error);
      moved = true;
    }
    if (error && error.value() != ENOENT) throw_system_error("cannot move aside", file.string(), error.value());
  }
  return moved;
}

/// All keys that have a file in the store, in order.
std::set<std::string> keys_in(const path& store) {
  std::set<std::string> keys;
  for (const path& folder : entries_of(store)) {
    std::error_code ignored;
    if (folder.filename().string().size() != 2 || !std::filesystem::is_directory(folder, ignored)) continue;
    for (const path& file : entries_of(folder)) {
      const std::optional<AssetKey> key = key_of(file);
      if (key && key->hex.substr(0, 2) == folder.filename().string()) keys.insert(key->hex);
    }
  }
  return keys;
}

/// Whether the vendor may have charged for a call that ended this way. Where it cannot have, the attempt is over; where
/// it may, as with an answer that was lost or not waited for, the next caller is told.
bool may_have_been_charged(const Error& error) {
  if (dynamic_cast<const ErrorAfterCharge*>(&error) != nullptr) return true;
  switch (error.kind()) {
    case ErrorKind::kInvalidLesson:
    case ErrorKind::kInvalidOption:
    case ErrorKind::kProviderRefused:
    case ErrorKind::kProviderRejected:
    case ErrorKind::kNotInPlan:
    case ErrorKind::kRateLimited:
    case ErrorKind::kBudgetReached:
      return false;
    case ErrorKind::kProviderUnavailable:
    case ErrorKind::kMedia:
    case ErrorKind::kStorage:
    case ErrorKind::kDegraded:
    case ErrorKind::kNotAsReported:
    case ErrorKind::kCancelled:
    case ErrorKind::kInternal:
      return true;
  }
  return true;
}

AssetStore::EarlierAttempt earlier_attempt(const KeyLock& lock) {
  const auto began = lock.open_attempt();
  if (!began) return std::nullopt;
  return AssetStore::OpenAttempt{*began, lock.cut_off_attempt()};
}

/// What `make` answers, with the attempt noted while it runs.
Asset attempt(KeyLock& lock, const std::function<Asset(AssetStore::EarlierAttempt)>& make) {
  const AssetStore::EarlierAttempt earlier = earlier_attempt(lock);
  lock.begin_attempt();
  try {
    return make(earlier);
  } catch (const Error& error) {
    if (!earlier && !may_have_been_charged(error)) {
      lock.end_attempts();
    } else if (error.kind() != ErrorKind::kStorage) {  // else a charge may not have got into the ledger
      lock.end_attempt();
    }
    throw;
  }
}

}  // namespace

AssetStore::AssetStore(path folder) : folder_{std::move(folder)} {
  folder_ = std::filesystem::absolute(folder_).lexically_normal();
  if (!folder_.has_filename()) folder_ = folder_.parent_path();  // "cache/"
  std::error_code error;
  if (!std::filesystem::is_directory(folder_, error)) {
    std::filesystem::create_directories(folder_.parent_path(), error);
    if (error) throw_system_error("cannot make the folder", folder_.parent_path().string(), error.value());
    make_private_folder(folder_);
  }
}

const path& AssetStore::folder() const {
  return folder_;
}

std::optional<StoredAsset> AssetStore::find(const AssetKey& key) const {
  if (!is_asset_key(key.hex)) return std::nullopt;
  std::optional<AssetRecord> record = whole_asset(folder_, key);
  if (!record && has_record(folder_, key)) {
    // Damaged, or replaced by another process between the looks at its two files. Whoever holds the lock sees to it.
    const std::optional<KeyLock> lock = KeyLock::try_take(lock_file(folder_, key));
    if (!lock) return std::nullopt;
    record = whole_asset(folder_, key);
    if (!record) set_remains_aside(folder_, key);
  }
  if (!record) return std::nullopt;
  return to_stored(folder_, *record, true);
}

StoredAsset AssetStore::get_or_make(const nlohmann::json& request, const std::function<Asset(EarlierAttempt)>& make,
                                    const std::stop_token& stop, const Account& account) {
  throw_if_stopped(stop);
  const AssetKey key = asset_key(request);
  std::optional<StoredAsset> found = find(key);
  if (found && !has_open_attempt(folder_, key)) return std::move(*found);
  KeyLock lock = KeyLock::take(lock_file(folder_, key), stop);
  if (const std::optional<AssetRecord> record = whole_asset(folder_, key)) {
    StoredAsset stored = to_stored(folder_, *record, true);
    const EarlierAttempt earlier = earlier_attempt(lock);
    if (account && earlier && earlier->cut_off) account(stored, earlier);
    lock.end_attempts();
    return stored;
  }
  make_private_folder(shard_of(folder_, key));
  set_remains_aside(folder_, key);
  const Asset asset = attempt(lock, make);
  const AssetRecord record = make_asset_record(request, asset);
  // The content last: see the class. The other way round, a kill between the two leaves content that nothing vouches
  // for.
  write_record_file(record_file(folder_, key), to_text(record));
  write_record_file(content_file(folder_, record), asset.content);
  StoredAsset stored = to_stored(folder_, record, false);
  if (account) account(stored, std::nullopt);
  lock.end_attempts();
  return stored;
}

std::vector<AssetEntry> AssetStore::list() const {
  std::vector<AssetEntry> entries;
  for (const std::string& hex : keys_in(folder_)) {
    const std::optional<AssetRecord> record = read_record(folder_, {hex});
    std::error_code ignored;
    if (!record || !std::filesystem::exists(content_file(folder_, *record), ignored)) continue;
    entries.push_back({record->key, content_file(folder_, *record), record->request, record->stored_at, record->bytes});
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const AssetEntry& a, const AssetEntry& b) { return a.stored_at < b.stored_at; });
  return entries;
}

bool AssetStore::remove(const AssetKey& key) {
  if (!is_asset_key(key.hex) || !has_record(folder_, key)) return false;
  KeyLock lock = KeyLock::take(lock_file(folder_, key), {});
  const std::optional<AssetRecord> record = read_record(folder_, key);
  std::error_code error;
  const bool was_there = std::filesystem::remove(record_file(folder_, key), error);
  if (!error && record) std::filesystem::remove(content_file(folder_, *record), error);
  if (error) throw_system_error("cannot remove", record_file(folder_, key).string(), error.value());
  set_remains_aside(folder_, key);
  lock.end_attempts();
  return was_there;
}

std::vector<AssetKey> AssetStore::verify() {
  std::vector<AssetKey> damaged;
  for (const std::string& hex : keys_in(folder_)) {
    const AssetKey key{hex};
    std::optional<KeyLock> lock = KeyLock::try_take(lock_file(folder_, key));
    if (!lock) continue;  // it is being made just now
    if (whole_asset(folder_, key)) {
      if (!lock->cut_off_attempt()) lock->end_attempts();  // else its charge may not be in the ledger
    } else if (set_remains_aside(folder_, key)) {
      damaged.push_back(key);
    }
  }
  return damaged;
}

path default_cache_folder(const char* xdg_cache_home, const char* home) {
  // An XDG path that is not absolute is to be ignored (XDG Base Directory Specification).
  if (xdg_cache_home != nullptr && path{xdg_cache_home}.is_absolute()) return path{xdg_cache_home} / "vina";
  if (home != nullptr && *home != '\0') return path{home} / ".cache" / "vina";
  throw Error{ErrorKind::kInvalidOption,
              "there is no folder for paid pictures and speech: neither XDG_CACHE_HOME nor HOME is set; give one with "
              "--cache DIR"};
}

}  // namespace vina
