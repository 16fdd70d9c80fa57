// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/progress_meter.h"

#include <algorithm>
#include <utility>

namespace vina {

/// Measured on a lesson of three minutes: with the offline voice, where drawing and encoding take most of the time, and
/// with vendors that take 8 s for a picture and 3 s for a voice.
ProgressMeter::ProgressMeter(ProgressListener listener, bool waits) : listener_{std::move(listener)} {
  const auto share = [&](Step step, double offline, double waiting) {
    part_of(step).share = waits ? waiting : offline;
  };
  share(Step::kLesson, 0, 0);
  share(Step::kImages, 0.03, 0.45);
  share(Step::kSpeech, 0.20, 0.25);
  share(Step::kSlides, 0.75, 0.20);
  share(Step::kPublish, 0.02, 0.10);
}

void ProgressMeter::expect(Step step, std::size_t pieces) {
  const std::lock_guard lock{mutex_};
  part_of(step).pieces = pieces;
  part_of(step).done = 0;
}

void ProgressMeter::show(Step step) {
  const std::lock_guard lock{mutex_};
  step_ = step;
  report("");
}

void ProgressMeter::advance(Step step, const std::string& detail) {
  const std::lock_guard lock{mutex_};
  step_ = step;
  Part& part = part_of(step);
  part.done = std::min(part.done + 1, part.pieces);
  report(detail);
}

void ProgressMeter::note(const std::string& detail) {
  const std::lock_guard lock{mutex_};
  report(detail, true);
}

void ProgressMeter::report(const std::string& detail, bool stands_still) {
  if (!listener_) return;
  double all = 0;
  double left = 0;
  for (const Part& part : parts_) {
    if (part.pieces == 0) continue;
    all += part.share;
    left += part.share * static_cast<double>(part.pieces - part.done) / static_cast<double>(part.pieces);
  }
  if (all > 0) shown_ = std::max(shown_, 1.0 - left / all);
  listener_({step_, shown_, detail, stands_still});
}

}  // namespace vina
