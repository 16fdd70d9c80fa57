// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/result_json.h"

#include <nlohmann/json.hpp>

#include "pipeline/written_json.h"

namespace vina {
namespace {

using Json = nlohmann::ordered_json;

Json to_list(const std::vector<Warning>& warnings) {
  Json list = Json::array();
  for (const Warning& warning : warnings) {
    list.push_back({{"pointer", null_if_empty(warning.place)}, {"message", warning.message}});
  }
  return list;
}

}  // namespace

std::string to_json(const RenderResult& result) {
  Json json;
  json["video_url"] = result.video_url;
  json["subtitle_url"] = null_if_empty(result.subtitle_url);
  json["srt_url"] = null_if_empty(result.srt_url);
  json["poster_url"] = null_if_empty(result.poster_url);
  json["published_to"] = null_if_empty(result.published_to);
  json["report_url"] = null_if_empty(result.report_url);
  json["duration_seconds"] = result.duration_seconds;
  json["degraded"] = result.degraded;
  json["warnings"] = to_list(result.warnings);
  json["seconds_by_step"] = Json::object();
  for (const StepTime& time : result.times) json["seconds_by_step"][time.step] = time.seconds;
  return written_json(json);
}

std::string to_json(const LatePublication& late) {
  Json json;
  json["video_url"] = late.publication.video_url;
  json["subtitle_url"] = null_if_empty(late.publication.subtitle_url.value_or(""));
  json["poster_url"] = null_if_empty(late.publication.poster_url.value_or(""));
  json["published_to"] = late.published_to;
  json["duration_seconds"] = late.duration_seconds ? Json(*late.duration_seconds) : Json(nullptr);
  return written_json(json);
}

std::string to_json(const LessonReading& reading) {
  Json json;
  json["valid"] = reading.lesson.has_value();
  if (reading.lesson) {
    std::size_t items = 0;
    for (const Slide& slide : reading.lesson->slides) items += slide.items.size();
    json["lesson_title"] = reading.lesson->title;
    json["slides"] = reading.lesson->slides.size();
    json["items"] = items;
  }
  json["faults"] = Json::array();
  for (const Fault& fault : reading.faults) {
    json["faults"].push_back({{"pointer", fault.pointer}, {"message", fault.message}});
  }
  json["warnings"] = to_list(reading.warnings);
  return written_json(json);
}

}  // namespace vina
