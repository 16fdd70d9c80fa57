// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/talk_recorder.h"

#include <algorithm>

namespace vina {
namespace {

/// What is kept before the onset, so that a soft attack is not cut into.
constexpr std::size_t kPreRoll = 48;
/// A stop consonant starts with its closure, about 50 ms of silence before it can be heard; nothing takes longer.
constexpr Samples kLongestClosure = milliseconds(150);
constexpr Samples kSilentTalk = milliseconds(250);

}  // namespace

void TalkRecorder::append(std::span<const std::int16_t> samples) {
  envelope_.append(samples);
  if (!audible_) {
    const std::size_t onset = find_onset(samples);
    audible_ = onset < samples.size();
    const std::size_t left_out = audible_ ? onset - std::min(onset, kPreRoll) : samples.size();
    cut_ += Samples{static_cast<std::int64_t>(left_out)};
    samples = samples.subspan(left_out);
    item_start_ = sound_.length();
  }
  sound_.append(samples);
}

void TalkRecorder::mark(TextSpan text, Samples start) {
  marks_.push_back({text, start, start});
}

TalkRecorder::Recording TalkRecorder::finish() {
  if (!audible_) {
    const Samples start = sound_.length();
    sound_.append(std::vector<std::int16_t>(static_cast<std::size_t>(kSilentTalk.count())));
    return {{start, sound_.length()}, {}};
  }
  const Samples shift = item_start_ - cut_;
  const Samples end = envelope_.last_audible(cut_, envelope_.length()).value_or(envelope_.length());
  Recording recording{{item_start_, end + shift}, std::move(marks_)};
  for (std::size_t index = 0; index < recording.marks.size(); ++index) {
    VoiceMark& mark = recording.marks[index];
    const Samples next = index + 1 < recording.marks.size() ? recording.marks[index + 1].start : end;
    const Samples heard =
        envelope_.first_audible(mark.start, std::min(next, mark.start + kLongestClosure)).value_or(mark.start);
    mark.end = envelope_.last_audible(heard, next).value_or(std::max(heard, next)) + shift;
    mark.start = heard + shift;
  }
  return recording;
}

}  // namespace vina
