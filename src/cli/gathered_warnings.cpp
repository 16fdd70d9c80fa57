// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/gathered_warnings.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vina {
namespace {

constexpr std::size_t kMostPlaces = 3;

struct Group {
  Warning warning;
  std::vector<std::string> places;
};

std::string in_words(const std::vector<std::string>& places) {
  if (places.size() > kMostPlaces) return fmt::format("{} and {} more", places.front(), places.size() - 1);
  return fmt::format("{}", fmt::join(places, ", "));
}

}  // namespace

std::vector<Warning> gathered(const std::vector<Warning>& warnings) {
  std::vector<Group> groups;
  for (const Warning& warning : warnings) {
    auto group = std::find_if(groups.begin(), groups.end(), [&warning](const Group& other) {
      return other.warning.message == warning.message && other.warning.degrades == warning.degrades &&
             other.warning.place.empty() == warning.place.empty();
    });
    if (group == groups.end()) group = groups.insert(groups.end(), {warning, {}});
    if (!warning.place.empty()) group->places.push_back(warning.place);
  }
  std::vector<Warning> few;
  for (Group& group : groups) {
    group.warning.place = in_words(group.places);
    few.push_back(std::move(group.warning));
  }
  return few;
}

}  // namespace vina
