// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/figure_pictures.h"

#include <mutex>
#include <utility>

#include "base/cancellation.h"
#include "base/error.h"
#include "images/picture_loader.h"
#include "pipeline/ordered_work.h"

namespace vina {
namespace {

struct Place {
  std::size_t slide = 0;
  std::size_t item = 0;
};

std::vector<Place> places_of_figures(const Lesson& lesson) {
  std::vector<Place> places;
  for (std::size_t i = 0; i < lesson.slides.size(); ++i) {
    for (std::size_t k = 0; k < lesson.slides[i].items.size(); ++k) {
      if (lesson.slides[i].items[k].figure) places.push_back({i, k});
    }
  }
  return places;
}

/// A picture, or why there is none.
struct Answer {
  std::optional<std::filesystem::path> file;
  std::string reason;
};

/// Asks a provider and turns its refusals into reasons. Thread-safe.
class Asking {
 public:
  explicit Asking(ImageProvider& images) : images_{images} {}

  Answer ask(const Figure& figure, const std::stop_token& stop) {
    throw_if_stopped(stop);
    if (const std::optional<std::string> reason = rejection()) return {std::nullopt, *reason};
    try {
      return {images_.picture(figure, stop), ""};
    } catch (const Error& error) {
      if (!is_providers_fault(error.kind())) throw;
      if (error.kind() == ErrorKind::kProviderRejected) reject(error.public_message());
      return {std::nullopt, error.public_message()};
    }
  }

 private:
  std::optional<std::string> rejection() {
    const std::lock_guard lock{mutex_};
    return rejection_;
  }

  void reject(const std::string& reason) {
    const std::lock_guard lock{mutex_};
    rejection_ = reason;
  }

  ImageProvider& images_;
  std::mutex mutex_;
  std::optional<std::string> rejection_;  ///< the account is not accepted, so asking again is in vain
};

}  // namespace

FigurePictures::FigurePictures(const Lesson& lesson, ImageProvider& images, std::size_t at_once,
                               ProgressMeter& progress, const std::stop_token& stop) {
  for (const Slide& slide : lesson.slides) files_.emplace_back(slide.items.size());
  const std::vector<Place> places = places_of_figures(lesson);
  const auto pointer = [&](const Place& place) { return pointer_to_item(lesson, place.slide, place.item) + "/figure"; };
  Asking asking{images};
  // What fails ends the run, but not the pictures that are being made: they may be paid for, and are kept.
  const auto ask = [&](std::size_t index, const std::stop_token& ended) {
    throw_if_stopped(ended);
    const Place& place = places[index];
    try {
      return asking.ask(*lesson.slides[place.slide].items[place.item].figure, stop);
    } catch (const Error& error) {
      throw error.with_context(pointer(place));
    }
  };
  const auto deliver = [&](std::size_t index, Answer answer) {
    const Place& place = places[index];
    if (!answer.file) missing_.push_back({pointer(place), std::move(answer.reason)});
    files_[place.slide][place.item] = std::move(answer.file);
    progress.advance("picture " + std::to_string(index + 1) + " of " + std::to_string(places.size()));
  };
  progress.begin(Step::kImages, places.size());
  OrderedWork<Answer>{places.size(), at_once + 2, ask, deliver}.run(at_once, stop);
}

std::shared_ptr<const Picture> FigurePictures::load(std::size_t slide, std::size_t item) const {
  return std::make_shared<const Picture>(load_cover(files_.at(slide).at(item).value(), kCanvas));
}

}  // namespace vina
