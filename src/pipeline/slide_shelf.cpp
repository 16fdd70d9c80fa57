// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/slide_shelf.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "storage/key_lock.h"
#include "video/h264/encoded_slide_bytes.h"
#include "wrap/crypto/hash.h"
#include "wrap/x264/version.h"

namespace vina {
namespace {

using Json = nlohmann::json;

/// The pictures of a slide's figures, null where there is none.
Json digests_of(std::size_t slide, const FigurePictures& figures, const Lesson& lesson) {
  Json digests = Json::array();
  for (std::size_t item = 0; item < lesson.slides[slide].items.size(); ++item) {
    const bool is_there = figures.state(slide, item) == FigureState::kThere;
    digests.push_back(is_there ? Json(figures.digest(slide, item)) : Json(nullptr));
  }
  return digests;
}

/// When things happen, counted from the slide's start.
Json times_of(const TimelineSlide& placed) {
  Json times{{"length", placed.length.count()}, {"reveals", Json::array()}};
  for (const TimelineItem& item : placed.items) times["reveals"].push_back((item.reveal - placed.start).count());
  return times;
}

}  // namespace

SlideShelf::SlideShelf(const Lesson& lesson, const LessonPainter& painter, const FigurePictures& figures,
                       const RenderOptions& options)
    : lesson_{lesson}, painter_{painter}, figures_{figures}, options_{options} {
  if (options.fresh || options.vendors.cache.empty()) return;
  store_.emplace(options.vendors.cache / "slides");
  shared_ = crypto::sha256(painter.description());
}

std::string SlideShelf::key(std::size_t slide, const TimelineSlide& placed) const {
  if (!store_) return {};
  Json all{{"lesson", shared_},
           {"slide", painter_.description(slide)},
           {"pictures", digests_of(slide, figures_, lesson_)},
           {"times", times_of(placed)},
           {"x264", x264::version()},
           {"gop", options_.gop.count()},
           {"hold", options_.hold}};
  if (slide > 0 && options_.transition_frames > 0) all["pictures_before"] = digests_of(slide - 1, figures_, lesson_);
  return crypto::sha256(all.dump());
}

std::optional<EncodedSlide> SlideShelf::find(const std::string& key, const h264::ParameterSets& sets) const {
  const std::optional<std::string> bytes = store_->find(key);
  if (!bytes) return std::nullopt;
  std::optional<EncodedSlide> slide = read_encoded_slide(*bytes);
  if (!slide || slide->parameter_sets != sets) return std::nullopt;
  return slide;
}

ShelvedSlide SlideShelf::get_or_make(const std::string& key, const h264::ParameterSets& sets,
                                     const std::function<EncodedSlide()>& make, const std::stop_token& stop) const {
  if (!store_) return {make(), false};
  if (std::optional<EncodedSlide> kept = find(key, sets)) return {std::move(*kept), true};
  const std::optional<KeyLock> claim = store_->claim(key, stop);
  if (std::optional<EncodedSlide> kept = find(key, sets)) return {std::move(*kept), true};
  ShelvedSlide made{make(), false};
  store_->put(key, to_bytes(made.slide));
  return made;
}

void SlideShelf::trim() const {
  if (store_) store_->trim();
}

}  // namespace vina
