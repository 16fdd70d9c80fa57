// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fake_cloud/fake_cloud.h"
#include "support/command.h"
#include "support/file_content.h"
#include "support/program.h"
#include "support/scratch_folder.h"

namespace vina::testing {

/// Planted in every place a key has, so that one search finds what leaks.
inline const std::string kPlanted = "pLaNtEdSeCrEt";

/// Runs the program in a folder of its own against the three vendors on this computer.
class RenderInCloud : public ::testing::Test {
 protected:
  explicit RenderInCloud(fake::FakeCloudOptions options = {}) : cloud{with_planted_keys(std::move(options))} {
    write("lesson.json", lesson());
  }

  /// Whatever a run leaves behind is free of keys, whichever way it went.
  void TearDown() override {
    for (const auto& entry : std::filesystem::recursive_directory_iterator{scratch.path()}) {
      if (!entry.is_regular_file() || entry.path().filename() == ".env") continue;
      EXPECT_EQ(content_of(entry.path()).find(kPlanted), std::string::npos) << entry.path();
    }
  }

  static fake::FakeCloudOptions with_planted_keys(fake::FakeCloudOptions options) {
    options.google.key = kPlanted + "-google";
    options.elevenlabs.key = kPlanted + "-elevenlabs";
    options.cloudinary.api_secret = kPlanted + "-cloudinary";
    return options;
  }

  /// Three slides; two figures share a prompt.
  static nlohmann::json lesson() {
    using nlohmann::json;
    const auto item = [](const char* bullet, const char* talk) { return json{{"bullet", bullet}, {"talk", talk}}; };
    const auto with_figure = [](json plain, const char* id, const char* prompt) {
      plain["figure"] = {{"id", id}, {"image_prompt", prompt}};
      return plain;
    };
    return {
        {"lesson_id", "tea"},
        {"lesson_title", "Tea"},
        {"slides",
         {{{"slide_title", "Leaves"},
           {"items",
            {with_figure(item("Green", "Green tea is not oxidised at all."), "leaf", "A tea leaf on a table"),
             item("Black", "Black tea is.")}}},
          {{"slide_title", "Water"},
           {"items", {with_figure(item("Hot", "Water of 80 °C is enough for it."), "kettle", "A kettle on a fire")}}},
          {{"slide_title", "Time"},
           {"items", {with_figure(item("Short", "Two minutes will do."), "leaf-2", "A tea leaf on a table")}}}}}};
  }

  void write(const std::string& name, const nlohmann::json& content) const { std::ofstream{scratch / name} << content; }

  std::vector<std::string> environment() const {
    return {"VINA_GOOGLE_BASE_URL=" + cloud.url(),
            "VINA_ELEVENLABS_BASE_URL=" + cloud.url(),
            "VINA_CLOUDINARY_BASE_URL=" + cloud.url(),
            "GOOGLE_AI_API_KEY=" + kPlanted + "-google",
            "ELEVENLABS_API_KEY=" + kPlanted + "-elevenlabs",
            "CLOUDINARY_CLOUD_NAME=fake-cloud",
            "CLOUDINARY_API_KEY=123456789012345",
            "CLOUDINARY_API_SECRET=" + kPlanted + "-cloudinary",
            "XDG_CACHE_HOME=" + (scratch / "cache").string()};
  }

  CommandOptions options() const { return {.input = {}, .folder = scratch.path(), .environment = environment()}; }

  /// Runs the program; nothing it says may hold a key.
  CommandResult vina(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), kProgram);
    CommandResult result = run_command(arguments, options());
    EXPECT_THAT(result.out + result.err, ::testing::Not(::testing::HasSubstr(kPlanted)));
    return result;
  }

  CommandResult render(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"render", "lesson.json", "-o", "out.mp4", "--quiet"});
    return vina(more);
  }

  nlohmann::json report() const { return nlohmann::json::parse(content_of(scratch / "out.json")); }

  /// Calls that were charged.
  int charged(const std::string& vendor) const { return cloud.journal().charged(vendor); }

  bool is_there(const std::string& name) const { return std::filesystem::exists(scratch / name); }

  ScratchFolder scratch;
  fake::FakeCloud cloud;
};

}  // namespace vina::testing
