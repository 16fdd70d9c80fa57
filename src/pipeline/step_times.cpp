// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/step_times.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace vina {
namespace {

using Clock = std::chrono::steady_clock;

double seconds(Clock::duration length) {
  return std::chrono::duration<double>(length).count();
}

}  // namespace

StepTimes::Piece::Piece(StepTimes& times, std::string step)
    : times_{times}, step_{std::move(step)}, began_{Clock::now()} {}

StepTimes::Piece::~Piece() {
  const Clock::time_point now = Clock::now();
  const std::lock_guard lock{times_.mutex_};
  for (Span& span : times_.spans_) {
    if (span.step != step_) continue;
    span.began = std::min(span.began, began_);
    span.ended = std::max(span.ended, now);
    return;
  }
  times_.spans_.push_back({std::move(step_), began_, now});
}

std::vector<StepTime> StepTimes::listed() const {
  const std::lock_guard lock{mutex_};
  std::vector<Span> spans = spans_;
  std::stable_sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.began < b.began; });
  std::vector<StepTime> times;
  times.reserve(spans.size());
  for (const Span& span : spans)
    times.push_back({span.step, seconds(span.began - start_), seconds(span.ended - span.began)});
  return times;
}

double thread_seconds() {
  std::timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

}  // namespace vina
