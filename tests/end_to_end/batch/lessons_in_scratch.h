// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/command.h"
#include "support/file_content.h"
#include "support/program.h"
#include "support/scratch_folder.h"

namespace vina::testing {

/// Small lessons in a folder of their own, made into videos beside it without any vendor.
class LessonsInScratch : public ::testing::Test {
 protected:
  LessonsInScratch() { std::filesystem::create_directory(scratch / "lessons"); }

  static nlohmann::json lesson(int number, int slides) {
    nlohmann::json list = nlohmann::json::array();
    for (int slide = 1; slide <= slides; ++slide) {
      list.push_back(
          {{"slide_title", fmt::format("Part {}", slide)},
           {"items", {{{"bullet", "A point"}, {"talk", fmt::format("Lesson {}, part {}.", number, slide)}}}}});
    }
    return {{"lesson_title", fmt::format("Lesson {}", number)}, {"slides", list}};
  }

  static std::string name(int number) { return fmt::format("l{:02}", number); }

  void write_lesson(int number, int slides = 1) const {
    std::ofstream{scratch / ("lessons/" + name(number) + ".json")} << lesson(number, slides);
  }

  CommandResult batch(std::vector<std::string> more = {}, const std::string& folder = "out") const {
    more.insert(more.begin(), {kProgram, "batch", "lessons", "-o", folder});
    return run_command(more, {.folder = scratch.path()});
  }

  /// How many lessons ended so in a run.
  static int count(const CommandResult& result, const char* status) {
    return nlohmann::json::parse(result.out).at(status);
  }

  /// What is in a folder of videos, but for the journal and the summary; reports without what differs from run to run.
  std::map<std::string, std::string> videos(const std::string& folder) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator{scratch / folder}) {
      const std::string file = entry.path().filename().string();
      if (file.starts_with("batch.")) continue;
      files[file] = file.ends_with(".json") ? "a report" : content_of(entry.path());
    }
    return files;
  }

  ScratchFolder scratch;
};

}  // namespace vina::testing
