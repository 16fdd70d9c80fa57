// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <optional>

#include "base/atomic_file.h"
#include "pipeline/render_options.h"
#include "publish/publisher.h"

namespace vina {

/// The name of a file that belongs to a video: OUT.mp4 with another extension (".vtt", ".poster.png").
std::filesystem::path beside(std::filesystem::path video, const char* extension);

/// Whether a file is a report or a batch's summary that vina wrote, told by its first bytes.
bool is_own_report(const std::filesystem::path& file);

/// Where the report of a video goes unless told otherwise: OUT.json, or OUT.report.json where there is an OUT.json that
/// is no report of ours: most often the lesson, which must not be written over.
std::filesystem::path report_beside(const std::filesystem::path& video);

/// The files one render writes. They are opened before any work is done, so that a folder that cannot be written to is
/// found out at once, and get their names at the very end; without a commit none of them ever appears.
struct OutputFiles {
  /// Throws Error (kStorage) if one of them cannot be written.
  OutputFiles(const RenderOptions& options, bool with_poster);

  /// Gives captions and video their names, the video last: where OUT.mp4 is new, its captions are too. Without
  /// captions, those of which the earlier video's report tells are removed. The report follows by itself, once it can
  /// say where everything was published.
  void commit_media();

  /// The files to publish.
  FinishedFiles media() const;

  AtomicFile video;
  std::optional<AtomicFile> webvtt;  ///< nothing without captions
  std::optional<AtomicFile> srt;     ///< nothing without captions
  std::optional<AtomicFile> poster;  ///< a PNG picture; nothing where no publisher takes it
  AtomicFile report;
};

}  // namespace vina
