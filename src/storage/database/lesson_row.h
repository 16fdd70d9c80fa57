// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace vina {

/// What `lesson_cache` says of a lesson, without the lesson itself. Texts are empty where a column is null.
struct LessonRow {
  std::string id;  ///< the primary key as text, whatever its type
  std::string course_id;
  std::string lesson_id;
  std::optional<int> difficulty;  ///< 1 to 5
  std::string profile_hash;       ///< 7 hex digits
  std::string adaptation;         ///< adaptation_context; empty: none
  std::string video_url;
  std::string created_at;  ///< as the database writes it
};

/// A row with its lesson.
struct StoredLesson {
  LessonRow row;
  std::string json;            ///< lesson_json, as it stands
  std::size_t other_profiles;  ///< of how many other profiles there are rows that match as well
  std::size_t other_courses;
};

/// Which rows are meant. What is left open matches any row.
struct LessonQuery {
  std::string lesson_id;  ///< with or without its course in front: "c_llm_foundations:l01_what_llms_are"
  std::string course_id;
  std::optional<int> difficulty;
  std::string profile_hash;
  std::optional<std::string> adaptation;  ///< empty text: rows without one
};

/// A lesson to import.
struct NewLesson {
  std::string course_id;
  std::string lesson_id;
  int difficulty = 0;
  std::string profile_hash;
  std::string adaptation;
  std::string json;
};

/// What a vendor charged for a video.
struct Charge {
  std::string vendor;
  std::string model;
  std::string asset_key;  ///< may be empty
  std::string place;      ///< JSON Pointer of the slide or figure
  std::string outcome;    ///< as in the ledger: "answered", "lost", ...
  double credits = 0;     ///< the vendor's own unit
  std::optional<double> usd;
};

/// A finished video. Texts that are empty become null.
struct VideoRecord {
  std::string lesson_id;  ///< as the report has it; may be empty
  std::string video_url;
  std::string subtitle_url;
  std::string poster_url;
  std::string published_to;  ///< "folder", "cloudinary"
  double duration_seconds = 0;
  bool degraded = false;
  std::string receipt;  ///< the report beside the video, as JSON
  std::vector<Charge> charges;
};

}  // namespace vina
