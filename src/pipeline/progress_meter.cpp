// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/progress_meter.h"

#include <algorithm>

namespace vina {
namespace {

/// Where a step lies in the whole run. Measured on a lesson of three minutes with the offline voice: drawing and
/// encoding take most of the time.
struct Stretch {
  double begin = 0;
  double end = 0;
};

Stretch stretch_of(Step step) {
  switch (step) {
    case Step::kLesson:
      return {0.0, 0.02};
    case Step::kImages:
      return {0.02, 0.05};
    case Step::kSpeech:
      return {0.05, 0.25};
    case Step::kSlides:
      return {0.25, 0.98};
    case Step::kPublish:
      return {0.98, 1.0};
  }
  return {};
}

}  // namespace

void ProgressMeter::begin(Step step, std::size_t pieces) {
  const std::lock_guard lock{mutex_};
  step_ = step;
  pieces_ = pieces;
  done_ = 0;
  report("");
}

void ProgressMeter::advance(const std::string& detail) {
  const std::lock_guard lock{mutex_};
  done_ = std::min(done_ + 1, pieces_);
  report(detail);
}

void ProgressMeter::note(const std::string& detail) {
  const std::lock_guard lock{mutex_};
  report(detail, true);
}

void ProgressMeter::report(const std::string& detail, bool stands_still) {
  if (!listener_) return;
  const Stretch stretch = stretch_of(step_);
  const double part = pieces_ == 0 ? 1.0 : static_cast<double>(done_) / static_cast<double>(pieces_);
  listener_({step_, stretch.begin + (stretch.end - stretch.begin) * part, detail, stands_still});
}

}  // namespace vina
