// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/picture_check.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace vina {
namespace {

constexpr Frames kTolerance{1};
/// A bullet's fade, as long as it may last (slides/slide_animation has four frames).
constexpr Frames kRevealFade{6};
/// A change within this distance of a planned one that is missing is that one, too early or too late.
constexpr Frames kNear{30};
/// What changes again so soon still is the same change.
constexpr Frames kStep{3};
/// Luma levels of the square that changes most.
constexpr double kVisibleChange = 1.0;
constexpr double kUnplannedChange = 4.0;
/// A picture without anything on it is even; black is 16.
constexpr double kBlankSpread = 2.0;
constexpr double kBrightestBlack = 20.0;

Frames distance(Frames a, Frames b) {
  return std::max(a, b) - std::min(a, b);
}

}  // namespace

PictureCheck::PictureCheck(const Receipt& receipt) : receipt_{receipt} {
  for (std::size_t slide = 0; slide < receipt.slides.size(); ++slide) {
    const Receipt::Slide& told = receipt.slides[slide];
    if (slide > 0) planned_.push_back({told.start, receipt.transition, slide + 1, 0});
    for (std::size_t bullet = 0; bullet < told.bullets.size(); ++bullet) {
      planned_.push_back({told.bullets[bullet].reveal, kRevealFade, slide + 1, bullet + 1});
    }
  }
}

void PictureCheck::add(Samples start, const Thumbnail& picture) {
  const Frames frame = frames_;
  if (start != to_samples(frame)) {
    rate_.add(fault_at(frame, fmt::format("frame {} is shown at {}", frame.count(), clock_text(start))));
  }
  if (last_) {
    const double difference = picture.difference_to(*last_);
    if (difference > kVisibleChange) note_change(frame, difference);
  }
  note_blank(frame, picture);
  last_ = picture;
  frames_ += Frames{1};
  while (next_ < planned_.size() && planned_[next_].at + kNear < frame) ++next_;
}

void PictureCheck::note_change(Frames frame, double difference) {
  note_stillness(frame);
  bool expected = false;
  for (std::size_t i = next_; i < planned_.size() && planned_[i].at <= frame + kTolerance; ++i) {
    Planned& planned = planned_[i];
    if (distance(planned.at, frame) <= kTolerance) planned.seen = true;
    expected = expected || frame < planned.at + planned.fade + kTolerance;
  }
  if (!expected && difference > kUnplannedChange) note_stray(frame);
}

/// Keeps an unplanned change for the closest planned one that has not been seen, and has none yet. What goes on
/// changing, such as a fade, is one change.
void PictureCheck::note_stray(Frames frame) {
  const bool goes_on = stray_until_ && frame - *stray_until_ <= kStep;
  stray_until_ = frame;
  if (goes_on) return;
  Planned* nearest = nullptr;
  for (std::size_t i = next_; i < planned_.size() && planned_[i].at <= frame + kNear; ++i) {
    Planned& planned = planned_[i];
    if (planned.seen || planned.stray) continue;
    if (nearest == nullptr || distance(planned.at, frame) < distance(nearest->at, frame)) nearest = &planned;
  }
  if (nearest == nullptr) return add_unplanned(frame);
  nearest->stray = frame;
}

void PictureCheck::add_unplanned(Frames frame) {
  unplanned_.add(fault_at(frame, "changes, which was not planned"));
}

/// The picture stood still from still_since_ to `end`: no planned change may lie in between, but for one that is late.
void PictureCheck::note_stillness(Frames end) {
  const auto within = [&](const Planned& planned) {
    return planned.at > still_since_ + kTolerance && planned.at + kNear < end;
  };
  if (const auto lost = std::count_if(planned_.begin(), planned_.end(), within); lost > 0) {
    frozen_.add(
        fault_at(still_since_, fmt::format("stands still until {}, where {} {} planned", clock_text(to_samples(end)),
                                           lost, lost == 1 ? "change is" : "changes are")));
  }
  still_since_ = end;
}

void PictureCheck::note_blank(Frames frame, const Thumbnail& picture) {
  if (picture.brightest() - picture.darkest() > kBlankSpread) return end_blank(frame);
  if (blank_since_) return;
  blank_since_ = frame;
  is_black_ = picture.brightest() < kBrightestBlack;
}

void PictureCheck::end_blank(Frames end) {
  if (!blank_since_) return;
  blank_.add(fault_at(*blank_since_,
                      fmt::format("{} until {}", is_black_ ? "black" : "of one colour", clock_text(to_samples(end)))));
  blank_since_.reset();
}

/// Tells the planned changes that were not seen in time.
void PictureCheck::judge_planned() {
  for (const Planned& planned : planned_) {
    if (planned.seen) {
      if (planned.stray) add_unplanned(*planned.stray);
      continue;
    }
    std::string what = "does not appear";
    if (planned.stray) {
      const Frames off = distance(*planned.stray, planned.at);
      what = fmt::format("appears {} frames {}", off.count(), *planned.stray > planned.at ? "late" : "early");
    }
    (planned.bullet == 0 ? cuts_ : reveals_).add({what, to_samples(planned.at), planned.slide, planned.bullet});
  }
}

Deviation PictureCheck::fault_at(Frames frame, std::string what) const {
  return {std::move(what), to_samples(frame), slide_at(receipt_, to_samples(frame))};
}

std::vector<Finding> PictureCheck::findings() {
  note_stillness(frames_);
  end_blank(frames_);
  judge_planned();
  const auto cuts =
      std::count_if(planned_.begin(), planned_.end(), [](const Planned& each) { return each.bullet == 0; });
  const auto reveals = static_cast<std::ptrdiff_t>(planned_.size()) - cuts;
  return {{"frames", frames_ == receipt_.length, fmt::format("{} frames", receipt_.length.count()),
           fmt::format("{} frames", frames_.count())},
          rate_.finding("frame rate", "30 frames a second, all the time", "30 a second"),
          cuts_.finding("cuts", "every slide begins in its frame, give or take one",
                        fmt::format("{} in their frames", cuts)),
          reveals_.finding("reveals", "every bullet appears in its frame, give or take one",
                           fmt::format("{} in their frames", reveals)),
          unplanned_.finding("stillness", "nothing changes between them", "nothing changes between them"),
          frozen_.finding("frozen", "no frozen stretch", "no frozen stretch"),
          blank_.finding("black", "no black or blank frame", "no black or blank frame")};
}

}  // namespace vina
