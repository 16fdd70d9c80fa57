// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/figure_pictures.h"

#include <algorithm>
#include <utility>

#include "base/cancellation.h"
#include "base/error.h"
#include "images/picture_loader.h"
#include "pipeline/file_digest.h"

namespace vina {

FigurePictures::FigurePictures(const Lesson& lesson, ImageProvider& images) : lesson_{lesson}, images_{images} {
  for (std::size_t slide = 0; slide < lesson.slides.size(); ++slide) {
    for (std::size_t item = 0; item < lesson.slides[slide].items.size(); ++item) {
      if (lesson.slides[slide].items[item].figure) places_.push_back({slide, item});
    }
  }
  answers_.resize(places_.size());
}

void FigurePictures::ask(std::size_t index, const std::stop_token& stop) {
  const Place& place = places_.at(index);
  try {
    Answer answer = answer_for(*lesson_.slides[place.slide].items[place.item].figure, stop);
    const std::lock_guard lock{mutex_};
    answers_[index] = std::move(answer);
  } catch (const Error& error) {
    throw error.with_context(pointer_to(place));
  }
}

void FigurePictures::ask_all(const std::stop_token& stop) {
  for (std::size_t index = 0; index < places_.size(); ++index) ask(index, stop);
}

FigurePictures::Answer FigurePictures::answer_for(const Figure& figure, const std::stop_token& stop) {
  throw_if_stopped(stop);
  {
    const std::lock_guard lock{mutex_};
    if (rejection_) return {std::nullopt, *rejection_};
  }
  try {
    return {images_.picture(figure, stop), ""};
  } catch (const Error& error) {
    if (!is_providers_fault(error.kind())) throw;
    const std::lock_guard lock{mutex_};
    if (error.kind() == ErrorKind::kProviderRejected) rejection_ = error.public_message();
    return {std::nullopt, error.public_message()};
  }
}

std::vector<FigurePictures::Missing> FigurePictures::missing() const {
  const std::lock_guard lock{mutex_};
  std::vector<Missing> missing;
  for (std::size_t index = 0; index < places_.size(); ++index) {
    const std::optional<Answer>& answer = answers_[index];
    if (answer && !answer->file) missing.push_back({pointer_to(places_[index]), answer->reason});
  }
  return missing;
}

FigureState FigurePictures::state(std::size_t slide, std::size_t item) const {
  const std::optional<std::size_t> index = index_of(slide, item);
  if (!index) return FigureState::kNone;
  const std::lock_guard lock{mutex_};
  const std::optional<Answer>& answer = answers_[*index];
  if (!answer) return FigureState::kExpected;
  return answer->file ? FigureState::kThere : FigureState::kNone;
}

std::string FigurePictures::digest(std::size_t slide, std::size_t item) const {
  return sha256_of_file(file_of(slide, item)).value_or("");
}

std::shared_ptr<const Picture> FigurePictures::load(std::size_t slide, std::size_t item) const {
  return std::make_shared<const Picture>(load_cover(file_of(slide, item), kCanvas));
}

std::filesystem::path FigurePictures::file_of(std::size_t slide, std::size_t item) const {
  const std::lock_guard lock{mutex_};
  return answers_.at(index_of(slide, item).value()).value().file.value();
}

std::string FigurePictures::pointer_to(const Place& place) const {
  return pointer_to_item(lesson_, place.slide, place.item) + "/figure";
}

std::optional<std::size_t> FigurePictures::index_of(std::size_t slide, std::size_t item) const {
  const auto found = std::find_if(places_.begin(), places_.end(),
                                  [&](const Place& place) { return place.slide == slide && place.item == item; });
  if (found == places_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - places_.begin());
}

}  // namespace vina
