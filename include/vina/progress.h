// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <functional>
#include <string>

#include "vina/api.h"

namespace vina::VINA_V1 {

/// A part of the work, as it is shown to the user.
enum class Step {
  kLesson,
  kImages,
  kSpeech,
  kSlides,   ///< drawing and encoding
  kPublish,  ///< giving the files their names, uploading them, writing the report
};

/// How far a render is.
struct Progress {
  Step step = Step::kLesson;
  double fraction = 0.0;      ///< of the whole render, 0 to 1; never falls
  std::string detail;         ///< which part of the step ("slide 3 of 5"); may be empty
  bool stands_still = false;  ///< `detail` says why nothing is done for the moment ("waiting 8 s for Google")
};

/// Called from any thread, but never by two at once for one render; it should return soon. What it throws ends the
/// render, which then throws it.
using ProgressListener = std::function<void(const Progress&)>;

}  // namespace vina::VINA_V1
