// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "lesson/lesson.h"
#include "pipeline/batch_costs.h"
#include "pipeline/progress.h"
#include "pipeline/render_options.h"
#include "pipeline/render_result.h"

namespace vina {

/// One lesson of a batch. Its functions are called in the thread that renders it, when its turn comes.
struct BatchLesson {
  std::string name;  ///< for people: "l01_what_llms_are.json", "c_llm_foundations:l01, difficulty 3"
  /// What the video belongs to beyond the lesson's text, such as a row of a database; another one is another video.
  std::string identity;
  /// The lesson's JSON. Throws Error.
  std::function<std::string(const std::stop_token&)> read;
  /// Fills in what is known from elsewhere than the lesson's JSON; may be empty.
  std::function<void(Lesson&)> complete;
  /// Its `output` is set. `threads` are those of all jobs together, and of `vendors` only what belongs to the lesson
  /// counts (model, voice, viewer, folder): the rest is the batch's.
  RenderOptions options;
  /// Whether what `finished` recorded of an earlier video is there.
  bool is_recorded = true;
  /// Called with the finished video, before the lesson counts as done; returns the name of what it recorded. Also
  /// called for a lesson that is skipped and not recorded, with the names of its files and its URL alone. May be empty.
  /// Throws Error: the lesson failed.
  std::function<std::string(const RenderResult&)> finished;
};

enum class BatchStatus {
  kDone,
  kDegraded,  ///< done, but less than what was asked for
  kFailed,
  kSkipped,   ///< finished by an earlier run, and its files are whole
  kStopped,   ///< begun, and left because of a stop request
  kNotBegun,  ///< for lack of budget, after an error that concerns all lessons, or because of a stop request
};

/// What became of a lesson.
struct BatchOutcome {
  std::string name;
  std::filesystem::path video;
  BatchStatus status = BatchStatus::kNotBegun;
  bool degraded = false;             ///< also of a skipped one
  std::vector<std::string> reasons;  ///< why it failed, is degraded or was not begun; one line each
  std::optional<ErrorKind> error;    ///< of kFailed
  std::string video_url;             ///< empty where there is no video
  std::string subtitle_url;          ///< empty where there is no video, and without captions
  std::string recorded;              ///< what `finished` returned
  double duration_seconds = 0;       ///< of the video
  double seconds = 0;                ///< that it took
};

struct BatchSummary {
  std::vector<BatchOutcome> lessons;  ///< in the order of the batch
  bool stopped = false;               ///< by the caller
  double seconds = 0;
  BatchCosts::Sums costs;

  std::size_t count(BatchStatus status) const;
  /// Whether every lesson has its video.
  bool is_complete() const;
};

/// What happens in a batch, told from any thread, but never by two at once; any may be empty.
struct BatchListener {
  std::function<void(std::size_t lesson)> began;  ///< not told of one that is skipped or not begun
  std::function<void(std::size_t lesson, const Progress&)> progress;
  std::function<void(std::size_t lesson, const BatchOutcome&)> ended;
};

/// Which finished lessons are rendered again, though nothing about them has changed.
enum class BatchAgain { kNone, kDegraded, kAll };

struct BatchOptions {
  std::size_t jobs = 1;  ///< lessons that are made at once, at least 1
  /// Keys, limits, cache and budget of all lessons together.
  VendorOptions vendors;
  /// A file to which each finished lesson is added, a JSON object a line. Those that are in it are skipped where
  /// neither text nor options have changed and their files are as they were left. Empty: nothing is skipped.
  std::filesystem::path journal;
  BatchAgain again = BatchAgain::kNone;
};

/// Renders all lessons, `jobs` at once: under the same bounds on requests to vendors, with one store and one budget;
/// they share the threads. The videos do not depend on `jobs`.
///
/// A lesson that fails does not stop the others, but for a key or account that is not accepted, credits that are used
/// up and a disk that is full, which the others would meet as well: then no more are begun. With a budget a lesson is
/// begun only if all it would buy fits in what is left. A stop request ends all within a second. Throws Error:
/// kInvalidOption, and kStorage if the journal cannot be used or another batch is using it.
BatchSummary render_batch(const std::vector<BatchLesson>& lessons, const BatchOptions& options,
                          const BatchListener& listener, const std::stop_token& stop);

}  // namespace vina
