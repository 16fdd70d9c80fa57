// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "check/check_video.h"
#include "cli/environment.h"
#include "pipeline/batch.h"
#include "pipeline/render_pipeline.h"
#include "pipeline/slide_export.h"

namespace vina {

/// What the program finds around it, and the library calls it makes. The defaults are the real ones; tests put their
/// own in their place.
struct Surroundings {
  Environment environment;
  int input = STDIN_FILENO;
  int output = STDOUT_FILENO;
  int error = STDERR_FILENO;
  std::stop_token stop;
  std::function<std::chrono::steady_clock::time_point()> now = &std::chrono::steady_clock::now;
  std::function<decltype(vina::render)> render = &vina::render;
  std::function<decltype(vina::render_batch)> render_batch = &vina::render_batch;
  std::function<decltype(vina::export_slides)> export_slides = &vina::export_slides;
  std::function<decltype(vina::check_video)> check = &vina::check_video;
};

/// What a command line asks for: does it, and returns the exit code. Throws Error.
using Action = std::function<int(const Surroundings&)>;

}  // namespace vina
