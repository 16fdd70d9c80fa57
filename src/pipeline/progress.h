// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <functional>
#include <string>

namespace vina {

/// A part of the work, as it is shown to the user.
enum class Step {
  kLesson,
  kImages,
  kSpeech,
  kSlides,   ///< drawing and encoding
  kPublish,  ///< writing captions and report, giving the files their names
};

/// How far a run is.
struct Progress {
  Step step = Step::kLesson;
  double fraction = 0.0;      ///< of the whole run, 0 to 1; never falls
  std::string detail;         ///< which part of the step ("slide 3 of 5"), not a running count; may be empty
  bool stands_still = false;  ///< `detail` says why nothing is done for the moment ("waiting 8 s for Google")
};

/// Called from any thread, but never by two at once; it should return soon.
using ProgressListener = std::function<void(const Progress&)>;

}  // namespace vina
