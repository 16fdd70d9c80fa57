// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <stop_token>

#include "vina/api.h"
#include "vina/lesson.h"
#include "vina/progress.h"
#include "vina/render_options.h"
#include "vina/render_result.h"
#include "vina/vendor_options.h"

namespace vina::VINA_V1 {

/// Makes videos of lessons. All renders of one Renderer share its connections, its limits on requests in flight, its
/// budget and what vendors say about pauses: a program that calls vendors has one, for all its threads.
class VINA_API Renderer {
 public:
  /// Offline: gradient pictures, the voice of eSpeak NG, files that stay where they are.
  Renderer();
  explicit Renderer(VendorOptions vendors);
  Renderer(Renderer&&) noexcept;
  Renderer& operator=(Renderer&&) noexcept;
  ~Renderer();

  /// Turns a lesson into a video with captions and a report. The files appear complete under their names, or not at
  /// all; only where publishing fails are finished files left, and the Error says so.
  ///
  /// Returns within a second after `stop` is requested, by Error (kCancelled), from every wait. What is paid for is
  /// kept. Throws Error of any kind, kInvalidOption before any work is done. Any number of threads may render with one
  /// Renderer at once, to different outputs.
  RenderResult render(const Lesson& lesson, const RenderOptions& options, const ProgressListener& listener = {},
                      const std::stop_token& stop = {}) const;

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace vina::VINA_V1
