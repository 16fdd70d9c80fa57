// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/slide_animation.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <optional>
#include <utility>

#include "slides/compositing.h"
#include "slides/crossfade.h"
#include "slides/scene.h"

namespace vina {
namespace {

/// Mixtures of a bullet's fade: a seventh of a second, long enough to be soft and short enough to be there with its
/// word.
constexpr std::int64_t kRevealFrames = 4;

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

class SlideAnimation final : public PictureSequence {
 public:
  SlideAnimation(const LessonPainter::Scene& scene, std::size_t slide, std::vector<PlannedPicture> plan)
      : scene_{scene}, slide_{slide}, plan_{std::move(plan)} {}

  std::optional<HeldPicture> next() override {
    if (at_ == plan_.size()) return std::nullopt;
    const PlannedPicture& planned = plan_[at_++];
    if (planned.state != state_) enter(planned);
    HeldPicture held{planned.weight < kFullStrength ? mixed(planned.weight) : to(), area_, planned.hold};
    if (std::exchange(is_first_, false)) held.changed = held.picture->bounds();
    const bool state_ends = at_ == plan_.size() || plan_[at_].state != planned.state;
    if (state_ends) {
      from_ = to();
      crossfade_.reset();
    }
    return held;
  }

 private:
  /// Paints what is behind the state that begins, and finds what it changes.
  void enter(const PlannedPicture& planned) {
    const bool crosses = !state_ && planned.weight < kFullStrength && slide_ > 0;
    const std::optional<std::size_t> figure = scene_.figure_of(slide_, planned.state);
    const bool same_background = state_ && figure == figure_;
    const std::optional<std::size_t> state_before = std::exchange(state_, planned.state);
    figure_ = figure;
    to_.reset();
    passing_is_stale_ = true;
    if (same_background) {
      const PixelRect cards = bullets_between(*state_before, *state_);
      to_ = paint_cards(cards);
      area_ = difference_bounds(*from_, *to_, cards);
      return;
    }
    empty_ = paint_empty(slide_, *state_);
    if (crosses) crossfade_ = fade_from_slide_before();
    area_ = empty_->bounds();
    // A slide whose first state has no length begins with a reveal, which needs something to fade from.
    if (!from_) from_ = empty_;
  }

  /// The full picture of the state, painted when it is first needed: a crossfade has enough to hold without it.
  const SharedPicture& to() {
    if (!to_) to_ = paint_full(slide_, *state_, *empty_);
    return to_;
  }

  SharedPicture mixed(int weight) {
    // One picture is written again for each frame, unless somebody still holds it.
    if (passing_.use_count() != 1) {
      passing_ = std::make_shared<Picture>(*empty_);
      passing_is_stale_ = true;
    }
    // Pairs with the release of the last other owner, which may have been another thread.
    std::atomic_thread_fence(std::memory_order_acquire);
    if (crossfade_ && !Crossfade::is_past_middle(weight)) {
      crossfade_->mix_first_half(weight, *passing_);
    } else if (crossfade_) {
      crossfade_->forget_content_before();
      crossfade_->mix_second_half(weight, *to(), *passing_);
    } else {
      if (passing_is_stale_) *passing_ = *to();
      blend(*from_, *to(), weight, area_, *passing_);
    }
    passing_is_stale_ = crossfade_.has_value();
    return passing_;
  }

  /// What the slide after needs for its crossfade is what this one shows: painted once while both are in the making.
  SharedPicture paint_empty(std::size_t slide, std::size_t state) const {
    return scene_.empty_pictures.get({slide, scene_.figure_of(slide, state)}, [&] {
      Picture picture = scene_.paint_background(slide, state);
      scene_.paint_over(slide, state, picture.bounds(), picture, Layers::kFixtures);
      return picture;
    });
  }

  SharedPicture paint_full(std::size_t slide, std::size_t state, const Picture& empty) const {
    auto picture = std::make_shared<Picture>(empty);
    scene_.paint_over(slide, state, picture->bounds(), *picture, Layers::kContent);
    return picture;
  }

  /// The state before, with these cards as they are now.
  SharedPicture paint_cards(const PixelRect& cards) const {
    auto picture = std::make_shared<Picture>(*from_);
    copy_pixels(*empty_, cards, *picture);
    scene_.paint_over(slide_, *state_, cards, *picture, Layers::kContent);
    return picture;
  }

  Crossfade fade_from_slide_before() const {
    const std::size_t slide = slide_ - 1;
    const std::size_t last_state = scene_.lesson.slides[slide].items.size();
    SharedPicture empty = paint_empty(slide, last_state);
    SharedPicture full = paint_full(slide, last_state, *empty);
    return {std::move(empty), std::move(full), empty_};
  }

  /// The cards whose look may differ between two states.
  PixelRect bullets_between(std::size_t before, std::size_t after) const {
    PixelRect area;
    for (std::size_t bullet = before == 0 ? 0 : before - 1; bullet < after; ++bullet) {
      area = area.united(scene_.layout(slide_).bullets[bullet].card);
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
  SharedPicture empty_;                ///< that state without its content
  SharedPicture from_;                 ///< the state before
  SharedPicture to_;                   ///< that state, once it has been needed
  PixelRect area_;                     ///< in which the two differ
  std::optional<Crossfade> crossfade_;
  std::shared_ptr<Picture> passing_;  ///< the last mixture
  bool passing_is_stale_ = false;     ///< it does not equal `to_` outside the area
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
