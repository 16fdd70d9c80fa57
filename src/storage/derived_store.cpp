// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/derived_store.h"

#include <algorithm>
#include <cassert>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

using std::filesystem::path;

constexpr std::size_t kChecksumDigits = 64;
constexpr const char* kLocks = "locks";

struct KeptFile {
  path file;
  std::uintmax_t bytes = 0;
  std::filesystem::file_time_type used;
};

std::vector<KeptFile> kept_files(const path& folder) {
  std::vector<KeptFile> kept;
  std::error_code error;
  for (auto at = std::filesystem::recursive_directory_iterator{folder, error};
       !error && at != std::filesystem::recursive_directory_iterator{}; at.increment(error)) {
    std::error_code gone;  // another process may trim as well
    if (at->path().filename() == kLocks) at.disable_recursion_pending();
    if (!at->is_regular_file(gone)) continue;
    const KeptFile file{at->path(), at->file_size(gone), at->last_write_time(gone)};
    if (!gone) kept.push_back(file);
  }
  return kept;
}

/// A lock is removed by whoever lets it go, so what nobody holds was left by a process that was killed.
void clear_locks(const path& folder) {
  std::error_code error;
  for (auto at = std::filesystem::directory_iterator{folder, error};
       !error && at != std::filesystem::directory_iterator{}; at.increment(error)) {
    try {
      KeyLock::try_take(at->path());
    } catch (const Error&) {  // it stays, and bothers nobody
    }
  }
}

}  // namespace

DerivedStore::DerivedStore(path folder, std::uint64_t most_bytes)
    : folder_{std::move(folder)}, most_bytes_{most_bytes} {}

path DerivedStore::file_of(const std::string& key) const {
  assert(key.size() >= 4);
  return folder_ / key.substr(0, 2) / key;
}

std::optional<std::string> DerivedStore::find(const std::string& key) const {
  const path file = file_of(key);
  std::ifstream in{file, std::ios::binary};
  if (!in) return std::nullopt;
  std::string kept{std::istreambuf_iterator<char>{in}, {}};
  if (!in || kept.size() < kChecksumDigits) return std::nullopt;
  const std::string checksum = kept.substr(0, kChecksumDigits);
  kept.erase(0, kChecksumDigits);
  if (crypto::sha256(kept) != checksum) return std::nullopt;
  std::error_code ignored;  // only the order in which things are let go depends on it
  std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now(), ignored);
  return kept;
}

std::optional<KeyLock> DerivedStore::claim(const std::string& key, const std::stop_token& stop) const {
  try {
    std::filesystem::create_directories(folder_ / kLocks);
    return KeyLock::take(folder_ / kLocks / key, stop);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled) throw;
    return std::nullopt;
  } catch (const std::filesystem::filesystem_error&) {
    return std::nullopt;
  }
}

bool DerivedStore::put(const std::string& key, std::string_view content) const {
  try {
    const path file = file_of(key);
    std::filesystem::create_directories(file.parent_path());
    AtomicFile out{file};
    out.write_all(crypto::sha256(content) + std::string{content});
    out.commit();
    return true;
  } catch (const Error&) {
    return false;
  } catch (const std::filesystem::filesystem_error&) {
    return false;
  }
}

std::size_t DerivedStore::trim() const {
  clear_locks(folder_ / kLocks);
  std::vector<KeptFile> kept = kept_files(folder_);
  std::uintmax_t all = 0;
  for (const KeptFile& file : kept) all += file.bytes;
  if (all <= most_bytes_) return 0;
  std::sort(kept.begin(), kept.end(), [](const KeptFile& a, const KeptFile& b) { return a.used < b.used; });
  std::size_t removed = 0;
  const std::uintmax_t wanted = most_bytes_ / 10 * 9;  // so that it need not be done again for a while
  for (const KeptFile& file : kept) {
    if (all <= wanted) break;
    std::error_code error;
    if (std::filesystem::remove(file.file, error)) ++removed;
    all -= file.bytes;
  }
  return removed;
}

}  // namespace vina
