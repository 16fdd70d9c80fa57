// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/cloudinary_store.h"

#include <charconv>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "fake_cloud/digest.h"

namespace vina::fake {

CloudinaryStore::CloudinaryStore(std::filesystem::path folder) : folder_{std::move(folder)} {
  if (!folder_.empty()) std::filesystem::create_directories(folder_);
}

std::optional<Asset> CloudinaryStore::find(const std::string& key) const {
  const std::lock_guard lock{mutex_};
  const auto found = assets_.find(key);
  if (found == assets_.end()) return std::nullopt;
  return found->second;
}

void CloudinaryStore::put(const std::string& key, Json answer, std::string bytes) {
  Asset asset;
  asset.answer = std::move(answer);
  if (folder_.empty()) {
    asset.bytes = std::make_shared<const std::string>(std::move(bytes));
  } else {
    // The name of an asset may be any text; that of its file is a digest of it.
    asset.file = folder_ / sha1_hex(key);
    std::ofstream file{asset.file, std::ios::binary};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) throw Error{ErrorKind::kStorage, "cannot write " + asset.file.string() + ": is the disk full?"};
  }
  const std::lock_guard lock{mutex_};
  assets_[key] = std::move(asset);
}

bool CloudinaryStore::remove(const std::string& key) {
  const std::lock_guard lock{mutex_};
  const auto found = assets_.find(key);
  if (found == assets_.end()) return false;
  std::error_code ignored;
  if (!found->second.file.empty()) std::filesystem::remove(found->second.file, ignored);
  assets_.erase(found);
  return true;
}

std::string CloudinaryStore::read(const Asset& asset) {
  if (asset.bytes != nullptr) return *asset.bytes;
  std::ifstream file{asset.file, std::ios::binary};
  if (!file) throw Error{ErrorKind::kStorage, "cannot read " + asset.file.string()};
  return {std::istreambuf_iterator<char>{file}, {}};
}

void CloudinaryStore::clear() {
  const std::lock_guard lock{mutex_};
  for (const auto& [key, asset] : assets_) {
    std::error_code ignored;
    if (!asset.file.empty()) std::filesystem::remove(asset.file, ignored);
  }
  assets_.clear();
}

std::size_t CloudinaryStore::count() const {
  const std::lock_guard lock{mutex_};
  return assets_.size();
}

std::optional<PieceStore::Piece> PieceStore::parse_range(std::string_view text) {
  constexpr std::string_view kUnit = "bytes ";
  if (!text.starts_with(kUnit)) return std::nullopt;
  text.remove_prefix(kUnit.size());
  const auto number_before = [&](std::string_view end) -> std::optional<std::uint64_t> {
    const std::size_t length = end.empty() ? text.size() : text.find(end);
    if (length == std::string_view::npos || length == 0) return std::nullopt;
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + length, number);
    if (read.ec != std::errc{} || read.ptr != text.data() + length) return std::nullopt;
    text.remove_prefix(length + end.size());
    return number;
  };
  const auto first = number_before("-");
  const auto last = first ? number_before("/") : std::nullopt;
  if (!last || *last < *first) return std::nullopt;
  if (text == "-1") return Piece{*first, *last, std::nullopt};
  const auto total = number_before("");
  if (!total || *total <= *last) return std::nullopt;
  return Piece{*first, *last, total};
}

PieceStore::Outcome PieceStore::add(const std::string& upload_id, const Piece& piece, std::string_view bytes,
                                    std::size_t smallest) {
  const std::uint64_t size = piece.last - piece.first + 1;
  const bool is_last = piece.total == piece.last + 1;
  if (size != bytes.size()) return {.fault = "Content-Range does not match the length of the file part"};
  if (!is_last && size < smallest) return {.fault = "All parts except EOF-chunk must be larger than 5mb"};
  const std::lock_guard lock{mutex_};
  const auto known = uploads_.find(upload_id);
  if (known == uploads_.end() && piece.first != 0) {
    return {.fault = "Upload " + upload_id + " is not known: the first part starts at byte 0"};
  }
  Upload& upload = uploads_[upload_id];
  if (piece.first == upload.last_first && upload.bytes.size() > piece.first) {
    upload.bytes.resize(static_cast<std::size_t>(piece.first));  // the last piece comes again
  }
  if (piece.first != upload.bytes.size()) {
    return {.fault = "Parts must come in order: expected byte " + std::to_string(upload.bytes.size())};
  }
  if (piece.first == 0) upload.piece_size = size;
  if (is_last ? size > upload.piece_size : size != upload.piece_size) {
    return {.fault = "All parts except EOF-chunk must have the same size"};
  }
  upload.last_first = piece.first;
  upload.bytes += bytes;
  Outcome outcome{.received = upload.bytes.size()};
  if (is_last) outcome.file = upload.bytes;
  return outcome;
}

void PieceStore::clear() {
  const std::lock_guard lock{mutex_};
  uploads_.clear();
}

}  // namespace vina::fake
