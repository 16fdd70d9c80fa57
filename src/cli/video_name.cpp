// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/video_name.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "storage/database/lesson_query.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

constexpr std::size_t kLongest = 100;
constexpr std::string_view kKept = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

}  // namespace

std::string file_name_of(const std::string& lesson_id, const std::vector<std::string>& more) {
  const std::size_t colon = lesson_id.find(':');
  std::vector<std::string> parts{lesson_id.substr(0, colon)};
  if (colon != std::string::npos) parts.push_back(lesson_id.substr(colon + 1));
  parts.insert(parts.end(), more.begin(), more.end());
  const std::string whole = fmt::format("{}", fmt::join(parts, "-"));
  std::string name = whole.substr(0, kLongest);
  for (char& c : name) {
    if (kKept.find(c) == std::string_view::npos) c = '_';
  }
  name.erase(0, name.find_first_not_of(".-"));
  // Where a part has a "-" itself, other parts may give the same name.
  const bool is_ambiguous = parts.size() > 1 && std::any_of(parts.begin(), parts.end(), [](const std::string& part) {
                              return part.empty() || part.find('-') != std::string::npos;
                            });
  if (name == whole && !name.empty() && !is_ambiguous) return name;
  const std::string hash = "-" + crypto::sha256(fmt::format("{}", fmt::join(parts, "\n"))).substr(0, 8);
  if (name.find_first_not_of("._-") == std::string::npos) name = "lesson";
  return name.substr(0, kLongest - hash.size()) + hash;
}

std::string video_name_of(const LessonRow& row) {
  std::vector<std::string> variant;
  if (row.difficulty) variant.push_back("d" + std::to_string(*row.difficulty));
  for (const std::string& part : {row.profile_hash, row.adaptation}) {
    if (!part.empty()) variant.push_back(part);
  }
  return file_name_of(full_lesson_id(row.course_id, row.lesson_id), variant) + ".mp4";
}

}  // namespace vina
