// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/cache_listing.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/text_output.h"
#include "pipeline/written_json.h"

namespace vina {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShownText = 60;  // bytes of a prompt or talk

/// "1.2 MB"
std::string size_text(std::uint64_t bytes) {
  if (bytes < 1'000) return fmt::format("{} bytes", bytes);
  if (bytes < 1'000'000) return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1e3);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::string count_text(std::size_t count) {
  return count == 1 ? "1 asset" : fmt::format("{} assets", count);
}

std::uint64_t total_bytes(const std::vector<AssetEntry>& assets) {
  std::uint64_t bytes = 0;
  for (const AssetEntry& asset : assets) bytes += asset.bytes;
  return bytes;
}

/// What was asked for: the first "prompt" or "text" of a request, wherever the vendor wants it to stand.
std::string wish(const nlohmann::json& request) {
  if (request.is_object()) {
    for (const char* name : {"prompt", "text"}) {
      if (const auto found = request.find(name); found != request.end() && found->is_string()) return *found;
    }
  }
  if (request.is_structured()) {
    for (const nlohmann::json& member : request) {
      if (std::string text = wish(member); !text.empty()) return text;
    }
  }
  return "";
}

std::string text_member(const nlohmann::json& request, const char* name) {
  const auto found = request.find(name);
  return found != request.end() && found->is_string() ? found->get<std::string>() : "";
}

/// ElevenLabs' own name for it is "model_id".
std::string model_of(const nlohmann::json& request) {
  const std::string model = text_member(request, "model");
  return model.empty() ? text_member(request, "model_id") : model;
}

/// At most `bytes` bytes, cut between two characters.
std::string shortened(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t end = bytes - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

std::string short_key(const AssetKey& key) {
  return key.hex.substr(0, kShownKeyDigits);
}

/// "2026-11-22 20:00"
std::string minute_text(const std::string& iso_time) {
  std::string text = iso_time.substr(0, 16);
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

Json key_list(const std::vector<AssetKey>& keys) {
  Json list = Json::array();
  for (const AssetKey& key : keys) list.push_back(key.hex);
  return list;
}

}  // namespace

std::string to_table(const CacheListing& listing) {
  std::string table;
  if (!listing.assets.empty()) {
    table = fmt::format("{:<12}  {:>9}  {:<16}  {:<34}  {}\n", "KEY", "SIZE", "STORED (UTC)", "VENDOR/MODEL", "WHAT");
  }
  for (const AssetEntry& asset : listing.assets) {
    const auto request = nlohmann::json::parse(asset.request);
    const std::string source = text_member(request, "vendor") + "/" + model_of(request);
    table +=
        fmt::format("{}  {:>9}  {}  {:<34}  {}\n", short_key(asset.key), size_text(asset.bytes),
                    minute_text(asset.stored_at), one_line(source), one_line(shortened(wish(request), kShownText)));
  }
  return table + fmt::format("{}{}, {} in '{}'\n", table.empty() ? "" : "\n", count_text(listing.assets.size()),
                             size_text(total_bytes(listing.assets)), one_line(listing.folder.string()));
}

std::string to_json(const CacheListing& listing) {
  Json assets = Json::array();
  for (const AssetEntry& asset : listing.assets) {
    const auto request = nlohmann::json::parse(asset.request);
    assets.push_back({{"key", asset.key.hex},
                      {"vendor", text_member(request, "vendor")},
                      {"model", model_of(request)},
                      {"what", wish(request)},
                      {"bytes", asset.bytes},
                      {"stored_at", asset.stored_at},
                      {"file", asset.file.string()}});
  }
  return written_json(
      {{"folder", listing.folder.string()}, {"bytes", total_bytes(listing.assets)}, {"assets", assets}});
}

std::string to_text(const CacheRemoval& removal) {
  return fmt::format("removed {}, {}\n", count_text(removal.removed.size()), size_text(removal.bytes));
}

std::string to_json(const CacheRemoval& removal) {
  return written_json({{"removed", key_list(removal.removed)}, {"bytes", removal.bytes}});
}

std::string to_text(const CacheExamination& examination) {
  std::string text;
  for (const AssetKey& key : examination.damaged) text += fmt::format("damaged: {}\n", short_key(key));
  text += fmt::format("{} {} whole\n", count_text(examination.whole), examination.whole == 1 ? "is" : "are");
  if (!examination.damaged.empty()) {
    text += fmt::format(
        "{} damaged and moved to '{}'; what is missing is asked for again, and paid for, when it is "
        "needed\n",
        examination.damaged.size() == 1 ? "1 asset was" : count_text(examination.damaged.size()) + " were",
        one_line((examination.folder / "damaged").string()));
  }
  return text;
}

std::string to_json(const CacheExamination& examination) {
  return written_json({{"folder", examination.folder.string()},
                       {"whole", examination.whole},
                       {"damaged", key_list(examination.damaged)}});
}

}  // namespace vina
