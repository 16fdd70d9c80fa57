// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <csignal>
#include <filesystem>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "end_to_end/cloud/render_in_cloud.h"

namespace vina::testing {

inline constexpr int kLessons = 5;

/// Five lessons of two slides, each with a picture and a voice to buy.
class LessonsInCloud : public RenderInCloud {
 protected:
  LessonsInCloud() : RenderInCloud{{.delays = {{"google", std::chrono::milliseconds{150}}}}} {
    std::filesystem::create_directory(scratch / "lessons");
    for (int number = 1; number <= kLessons; ++number)
      write_lesson(number, fmt::format("A cup of tea, number {}", number));
  }

  static std::string name(int number) { return fmt::format("l{:02}", number); }

  void write_lesson(int number, const std::string& prompt) const {
    nlohmann::json slides = nlohmann::json::array();
    for (const char* word : {"Leaf", "Fire"}) {
      const nlohmann::json figure{{"id", word}, {"image_prompt", fmt::format("{} and a {}", prompt, word)}};
      slides.push_back(
          {{"slide_title", word},
           {"items",
            {{{"bullet", word}, {"talk", fmt::format("{} of lesson {}.", word, number)}, {"figure", figure}}}}});
    }
    write("lessons/" + name(number) + ".json", {{"lesson_title", fmt::format("Tea {}", number)}, {"slides", slides}});
  }

  CommandResult batch(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"batch", "lessons", "-o", "out", "--transition", "none"});
    return vina(more);
  }

  double price_of_a_lesson() const {
    return nlohmann::json::parse(vina({"plan", "lessons/l01.json", "--json"}).out)["usd_to_pay"];
  }

  /// The batch, killed at a moment that the vendors see: half of the voices are paid.
  CommandResult batch_killed_half_way(std::vector<std::string> inputs) const {
    const std::jthread killer{[this](const std::stop_token& test_is_over) {
      while (charged("elevenlabs") < kLessons) {
        if (test_is_over.stop_requested()) return;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
      }
      ::kill(std::stoi(content_of(scratch / "pid")), SIGKILL);
    }};
    inputs.insert(inputs.begin(), {"bash", "-c", R"(echo $$ >pid; exec "$@")", "bash", kProgram, "batch"});
    inputs.insert(inputs.end(), {"-o", "out", "--transition", "none"});
    return run_command(inputs, options());
  }
};

}  // namespace vina::testing
