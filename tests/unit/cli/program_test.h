// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/file_descriptor.h"
#include "cli/run.h"
#include "support/scratch_folder.h"

namespace vina::testing {

/// Runs the program inside the test, with files for its standard streams and fakes for the pipeline. The pipeline's
/// fake answers with `result` and keeps the options it was given.
class ProgramTest : public ::testing::Test {
 protected:
  static constexpr const char* kLesson =
      R"({"lesson_id":"c1:l 01","lesson_title":"T","slides":[{"slide_title":"S","items":[{"bullet":"B","talk":"Talk."}]}]})";

  ProgramTest() {
    result.video_url = "file:///out/l.mp4";
    result.subtitle_url = "file:///out/l.vtt";
    result.duration_seconds = 12.5;
    surroundings.render = [this](const Lesson&, const std::vector<Warning>&, const RenderOptions& options,
                                 const ProgressListener& listener, const std::stop_token&) {
      given = options;
      if (listener) listener({Step::kSpeech, 0.25, "slide 1 of 1"});
      return result;
    };
    surroundings.export_slides = [this](const Lesson&, const RenderOptions& options,
                                        const std::filesystem::path& folder, const std::stop_token&) {
      given = options;
      return ExportedSlides{.files = {folder / "1.png", folder / "contact-sheet.png"},
                            .warnings = {{"/slides/0", "is missing something", true}}};
    };
    std::ofstream{lesson} << kLesson;
  }

  int run(const std::vector<std::string>& arguments) {
    const FileDescriptor output{::open((scratch / "out").c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600)};
    const FileDescriptor error{::open((scratch / "err").c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600)};
    const FileDescriptor input{::open(standard_input.c_str(), O_RDONLY)};
    surroundings.input = input.get();
    surroundings.output = output.get();
    surroundings.error = error.get();
    return vina::run(arguments, surroundings);
  }

  std::string out() const { return content(scratch / "out"); }
  std::string err() const { return content(scratch / "err"); }

  static std::string content(const std::filesystem::path& path) {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  ScratchFolder scratch;
  std::string lesson = (scratch / "lesson.json").string();
  std::string standard_input = "/dev/null";
  std::string video = (scratch / "video.mp4").string();
  RenderResult result;
  RenderOptions given;
  Surroundings surroundings;
};

}  // namespace vina::testing
