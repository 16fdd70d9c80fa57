// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/slide_animation.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <optional>
#include <utility>

#include "slides/compositing.h"
#include "slides/scene.h"

namespace vina {
namespace {

/// Length of a bullet's fade: a fifth of a second, long enough to be soft and short enough to be there with its word.
constexpr std::int64_t kRevealFrames = 6;

/// Fast at first, so that the frame of the reveal differs visibly, then slower.
int eased_weight(std::int64_t frame, std::int64_t frames) {
  const std::int64_t all = frames + 1;
  const std::int64_t left = all - (frame + 1);
  return static_cast<int>(kFullStrength - kFullStrength * left * left / (all * all));
}

/// Even, as a crossfade of whole pictures should be.
int even_weight(std::int64_t frame, std::int64_t frames) {
  return static_cast<int>(kFullStrength * (frame + 1) / (frames + 1));
}

/// Pictures for passing frames. One is written again once nobody else holds it, so a fade allocates next to nothing.
class PictureRing {
 public:
  /// A picture that equals `base` outside the area drawn on since this base was first given.
  std::shared_ptr<Picture> take(const std::shared_ptr<const Picture>& base) {
    for (Slot& slot : slots_) {
      if (slot.picture.use_count() != 1) continue;
      // Pairs with the release of the last other owner, which may have been another thread.
      std::atomic_thread_fence(std::memory_order_acquire);
      if (slot.base != base) {
        *slot.picture = *base;
        slot.base = base;
      }
      return slot.picture;
    }
    slots_.push_back({std::make_shared<Picture>(*base), base});
    return slots_.back().picture;
  }

  void forget() { slots_.clear(); }

 private:
  struct Slot {
    std::shared_ptr<Picture> picture;
    std::shared_ptr<const Picture> base;
  };
  std::vector<Slot> slots_;
};

class SlideAnimation final : public PictureSequence {
 public:
  SlideAnimation(const LessonPainter::Scene& scene, std::size_t slide, std::vector<PlannedPicture> plan)
      : scene_{scene}, slide_{slide}, plan_{std::move(plan)} {}

  std::optional<HeldPicture> next() override {
    if (at_ == plan_.size()) return std::nullopt;
    const PlannedPicture& planned = plan_[at_++];
    if (planned.state != state_) enter(planned);
    HeldPicture held{to_, area_, planned.hold};
    if (planned.weight < kFullStrength) {
      std::shared_ptr<Picture> mixed = ring_.take(from_);
      blend(*from_, *to_, planned.weight, area_, *mixed);
      held.picture = std::move(mixed);
    }
    if (std::exchange(is_first_, false)) held.changed = to_->bounds();
    const bool state_ends = at_ == plan_.size() || plan_[at_].state != planned.state;
    if (state_ends) from_ = to_;
    return held;
  }

 private:
  /// Paints the state that begins, and finds what it changes.
  void enter(const PlannedPicture& planned) {
    const bool fades_from_slide_before = !state_ && planned.weight < kFullStrength && slide_ > 0;
    if (fades_from_slide_before)
      from_ = std::make_shared<const Picture>(paint_whole(slide_ - 1, last_state(slide_ - 1)));
    const std::optional<std::size_t> figure = scene_.figure_of(slide_, planned.state);
    const bool same_background = state_ && figure == figure_;
    if (!same_background) background_ = scene_.paint_background(slide_, planned.state);
    figure_ = figure;

    auto painted = std::make_shared<Picture>(same_background ? *from_ : background_);
    const PixelRect area = same_background ? bullets_between(*state_, planned.state) : painted->bounds();
    if (same_background) copy_pixels(background_, area, *painted);
    scene_.paint_over(slide_, planned.state, area, *painted);
    to_ = std::move(painted);
    if (!from_) from_ = to_;
    area_ = difference_bounds(*from_, *to_, area);
    state_ = planned.state;
  }

  Picture paint_whole(std::size_t slide, std::size_t state) const {
    Picture picture = scene_.paint_background(slide, state);
    scene_.paint_over(slide, state, picture.bounds(), picture);
    return picture;
  }

  std::size_t last_state(std::size_t slide) const { return scene_.lesson.slides[slide].items.size(); }

  /// The cards whose look may differ between two states.
  PixelRect bullets_between(std::size_t before, std::size_t after) const {
    PixelRect area;
    for (std::size_t bullet = before == 0 ? 0 : before - 1; bullet < after; ++bullet) {
      area = area.united(scene_.layouts[slide_].bullets[bullet].card);
    }
    return area;
  }

  const LessonPainter::Scene& scene_;
  std::size_t slide_;
  std::vector<PlannedPicture> plan_;
  std::size_t at_ = 0;
  bool is_first_ = true;

  std::optional<std::size_t> state_;   ///< the one that shows, or is being faded into
  std::optional<std::size_t> figure_;  ///< of that state
  Picture background_;                 ///< of that state
  std::shared_ptr<const Picture> from_;
  std::shared_ptr<const Picture> to_;
  PixelRect area_;  ///< in which the two differ
  PictureRing ring_;
};

}  // namespace

std::vector<PlannedPicture> plan_pictures(const TimelineSlide& timeline, Frames transition) {
  std::vector<PlannedPicture> plan;
  for (std::size_t state = 0; state <= timeline.items.size(); ++state) {
    const Frames begin = state == 0 ? timeline.start : timeline.items[state - 1].reveal;
    const Frames end = state < timeline.items.size() ? timeline.items[state].reveal : timeline.end();
    const std::int64_t length = (end - begin).count();
    if (length <= 0) continue;
    const std::int64_t fade = std::min(state == 0 ? transition.count() : kRevealFrames, length);
    for (std::int64_t frame = 0; frame < fade; ++frame) {
      plan.push_back({state, state == 0 ? even_weight(frame, fade) : eased_weight(frame, fade), Frames{1}});
    }
    if (length > fade) plan.push_back({state, kFullStrength, Frames{length - fade}});
  }
  return plan;
}

std::unique_ptr<PictureSequence> animate_slide(const LessonPainter::Scene& scene, std::size_t slide,
                                               const TimelineSlide& timeline) {
  assert(timeline.items.size() == scene.lesson.slides[slide].items.size());
  const Frames transition = slide == 0 ? Frames{0} : scene.options.transition;
  return std::make_unique<SlideAnimation>(scene, slide, plan_pictures(timeline, transition));
}

}  // namespace vina
