// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

namespace vina {

/// The complete files of one lesson.
struct FinishedFiles {
  std::filesystem::path video;
  std::optional<std::filesystem::path> webvtt;  ///< nothing where captions were left out
  std::optional<std::filesystem::path> poster;  ///< the picture that stands for the video; nothing where nobody asked
};

/// Where the world finds them.
struct Publication {
  std::string video_url;
  std::optional<std::string> subtitle_url;
  std::optional<std::string> poster_url;
};

/// Brings finished files to where learners can reach them.
class Publisher {
 public:
  virtual ~Publisher() = default;

  /// "folder", "cloudinary": for the report.
  virtual std::string name() const = 0;

  /// Whether a picture that stands for the video is of use.
  virtual bool takes_poster() const { return false; }

  /// Publishing the same files again is safe and gives the same URLs.
  virtual Publication publish(const FinishedFiles& files, std::stop_token stop) = 0;
};

}  // namespace vina
