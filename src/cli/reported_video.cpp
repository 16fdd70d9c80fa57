// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/reported_video.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/small_file.h"

namespace vina {
namespace {

using Json = nlohmann::json;

/// Empty for null and for what is not there.
std::string text(const Json& object, const char* name) {
  return object.is_object() && object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : "";
}

/// What this run bought: not what was in the store, nor what never came.
std::vector<Charge> charges_in(const Json& report) {
  const Json assets = report.value("/costs/assets"_json_pointer, Json::array());
  std::vector<Charge> charges;
  for (const Json& asset : assets) {
    const std::string outcome = text(asset, "outcome");
    if (outcome.empty() || outcome == "stored" || outcome == "missing") continue;
    const Json usd = asset.value("usd", Json{});
    const Json credits = asset.value("credits", Json{});
    charges.push_back({.vendor = text(asset, "vendor"),
                       .model = text(asset, "model"),
                       .asset_key = text(asset, "key"),
                       .place = text(asset, "pointer"),
                       .outcome = outcome,
                       .credits = credits.is_number() ? credits.get<double>() : 0,
                       .usd = usd.is_number() ? std::optional{usd.get<double>()} : std::nullopt});
  }
  return charges;
}

[[noreturn]] void refuse(const std::filesystem::path& report, const char* message) {
  throw Error{ErrorKind::kInvalidOption, "'" + report.string() + "' " + message};
}

}  // namespace

VideoRecord reported_video(const std::filesystem::path& report) {
  std::string content = read_small_file(report);
  const Json json = Json::parse(content, nullptr, false);
  const bool is_report = json.is_object() && json.contains("vina") && json.contains("video") &&
                         !text(json["video"], "url").empty() && json["video"].contains("duration_seconds") &&
                         json["video"]["duration_seconds"].is_number();
  if (!is_report) refuse(report, "is no report of a finished video; name the JSON file beside the video");
  const Json& video = json["video"];
  if (text(video, "published_to").empty()) refuse(report, "tells of a video that is not published; run 'vina publish'");
  std::vector<Charge> charges = charges_in(json);
  return {.lesson_id = json.contains("lesson") ? text(json["lesson"], "id") : "",
          .video_url = text(video, "url"),
          .subtitle_url = json.contains("captions") ? text(json["captions"], "url") : "",
          .poster_url = text(video, "poster_url"),
          .published_to = text(video, "published_to"),
          .duration_seconds = video["duration_seconds"].get<double>(),
          .degraded = json.contains("degraded") && json["degraded"] == true,
          .receipt = std::move(content),
          .charges = std::move(charges)};
}

}  // namespace vina
