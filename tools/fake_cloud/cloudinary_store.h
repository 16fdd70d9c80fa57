// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "fake_cloud/exchange.h"
#include "fake_cloud/media_probe.h"

namespace vina::fake {

/// One stored file and what its upload answered.
struct Asset {
  Json answer;                               ///< as the upload was answered
  std::shared_ptr<const std::string> bytes;  ///< null where the store is a folder
  std::filesystem::path file;
};

/// The finished files, by resource type, type and public_id, in memory or in a folder. Thread-safe.
class CloudinaryStore {
 public:
  /// An empty folder: in memory.
  explicit CloudinaryStore(std::filesystem::path folder);

  std::optional<Asset> find(const std::string& key) const;
  /// Puts the file in place of what was there. Throws Error (kStorage).
  void put(const std::string& key, Json answer, std::string bytes);
  bool remove(const std::string& key);
  /// The content of an asset. Throws Error (kStorage).
  static std::string read(const Asset& asset);
  void clear();
  std::size_t count() const;

 private:
  const std::filesystem::path folder_;
  mutable std::mutex mutex_;
  std::map<std::string, Asset> assets_;
};

/// The pieces of uploads that are not complete. Thread-safe.
class PieceStore {
 public:
  struct Piece {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::optional<std::uint64_t> total;  ///< nothing: -1 was sent
  };
  struct Outcome {
    std::string fault;                ///< for the client; empty where the piece is taken
    std::optional<std::string> file;  ///< all bytes, once the last piece is here
    std::uint64_t received = 0;       ///< bytes so far
  };

  /// "bytes 0-19/100" or "bytes 0-19/-1"; nothing where it is wrong.
  static std::optional<Piece> parse_range(std::string_view content_range);

  /// Pieces come in order; the last one that came may come again. Every piece but the last has `smallest` bytes at
  /// least and the size of the first.
  Outcome add(const std::string& upload_id, const Piece& piece, std::string_view bytes, std::size_t smallest);
  void clear();

 private:
  struct Upload {
    std::string bytes;
    std::uint64_t piece_size = 0;
    std::uint64_t last_first = 0;  ///< where the last piece started
  };
  std::mutex mutex_;
  std::map<std::string, Upload> uploads_;
};

}  // namespace vina::fake
