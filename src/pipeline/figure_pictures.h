// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/picture.h"
#include "images/image_provider.h"
#include "lesson/lesson.h"
#include "slides/lesson_painter.h"

namespace vina {

/// The picture files of a lesson's figures. Pictures are decoded when they are drawn and not kept, so a lesson with a
/// hundred figures takes no more memory than one with two. Thread-safe.
class FigurePictures {
 public:
  struct Place {
    std::size_t slide = 0;
    std::size_t item = 0;
  };
  struct Missing {
    std::string pointer;  ///< JSON Pointer of the figure
    std::string reason;   ///< what the provider says; empty where it simply has no picture
  };

  /// Asks for nothing yet. Both must outlive this object.
  FigurePictures(const Lesson& lesson, ImageProvider& images);

  /// Where the figures are, in the order of the lesson.
  const std::vector<Place>& places() const { return places_; }

  /// Asks the provider for the figure at places()[index]. One that a vendor refuses or cannot deliver is missing; after
  /// a vendor has rejected the account, it is not asked again. Throws what else the provider throws, with the figure's
  /// JSON Pointer in front.
  void ask(std::size_t index, const std::stop_token& stop);
  /// Asks for one after the other: for providers on this computer.
  void ask_all(const std::stop_token& stop);

  /// The figures that were asked for and have no picture, in the order of the lesson.
  std::vector<Missing> missing() const;

  FigureState state(std::size_t slide, std::size_t item) const;

  /// The SHA-256 of the picture file of an item that has one.
  std::string digest(std::size_t slide, std::size_t item) const;

  /// The picture of an item that has one, scaled to cover the canvas.
  std::shared_ptr<const Picture> load(std::size_t slide, std::size_t item) const;

 private:
  /// A picture, or why there is none.
  struct Answer {
    std::optional<std::filesystem::path> file;
    std::string reason;
  };

  Answer answer_for(const Figure& figure, const std::stop_token& stop);
  std::filesystem::path file_of(std::size_t slide, std::size_t item) const;
  std::string pointer_to(const Place& place) const;
  std::optional<std::size_t> index_of(std::size_t slide, std::size_t item) const;

  const Lesson& lesson_;
  ImageProvider& images_;
  std::vector<Place> places_;
  mutable std::mutex mutex_;                    ///< for what follows
  std::vector<std::optional<Answer>> answers_;  ///< [place]; nothing: not asked, or not answered yet
  std::optional<std::string> rejection_;        ///< the account is not accepted, so asking again is in vain
};

}  // namespace vina
