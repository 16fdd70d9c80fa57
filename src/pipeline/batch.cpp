// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/batch.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/cancellation.h"
#include "lesson/lesson_reader.h"
#include "pipeline/batch_budget.h"
#include "pipeline/batch_journal.h"
#include "pipeline/batch_key.h"
#include "pipeline/output_files.h"
#include "pipeline/providers.h"
#include "pipeline/render_pipeline.h"
#include "pipeline/spend_plan.h"
#include "pipeline/vendors.h"

namespace vina {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began) {
  return std::chrono::duration<double>(Clock::now() - began).count();
}

std::vector<std::string> degradations(const std::vector<Warning>& warnings) {
  std::vector<std::string> reasons;
  for (const Warning& warning : warnings) {
    if (warning.degrades) reasons.push_back((warning.place.empty() ? "" : warning.place + ": ") + warning.message);
  }
  return reasons;
}

/// Whether every other lesson would fail for the same reason, and some of them after they were paid for. A voice or
/// model that the plan does not include (kNotInPlan) may be one lesson's own.
bool concerns_all(ErrorKind kind) {
  return kind == ErrorKind::kProviderRejected || kind == ErrorKind::kStorage;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

void fail(BatchOutcome& outcome, ErrorKind kind, std::vector<std::string> reasons) {
  outcome.status = BatchStatus::kFailed;
  outcome.error = kind;
  outcome.reasons = std::move(reasons);
}

std::vector<std::filesystem::path> lasting_files(const RenderResult& result) {
  std::vector<std::filesystem::path> files{result.video};
  if (!result.webvtt.empty()) files.push_back(result.webvtt);
  if (!result.srt.empty()) files.push_back(result.srt);
  if (result.poster_bytes > 0) files.push_back(beside(result.video, ".poster.png"));
  return files;
}

JournalEntry entry_of(const std::string& key, const BatchOutcome& outcome, bool verified) {
  return {.key = key,
          .name = outcome.name,
          .degraded = outcome.degraded,
          .verified = verified,
          .reasons = outcome.reasons,
          .video_url = outcome.video_url,
          .subtitle_url = outcome.subtitle_url,
          .duration_seconds = outcome.duration_seconds,
          .files = {}};
}

/// One object for all lessons; null where none of them asks a vendor.
std::shared_ptr<Vendors> make_vendors(const std::vector<BatchLesson>& lessons, const VendorOptions& options) {
  bool asks = false;
  bool pays = false;
  for (const BatchLesson& lesson : lessons) {
    const bool buys = uses_google(lesson.options) || uses_elevenlabs(lesson.options);
    pays = pays || buys;
    asks = asks || buys || uses_cloudinary(lesson.options);
  }
  return asks ? std::make_shared<Vendors>(options, pays) : nullptr;
}

class BatchRun {
 public:
  BatchRun(const std::vector<BatchLesson>& lessons, const BatchOptions& options, const BatchListener& listener,
           const std::stop_token& stop)
      : lessons_{lessons},
        jobs_{std::clamp<std::size_t>(options.jobs, 1, std::max<std::size_t>(lessons.size(), 1))},
        options_{options},
        listener_{listener},
        stop_{stop},
        journal_{options.journal},
        vendors_{make_vendors(lessons, options.vendors)} {
    if (vendors_) budget_.emplace(vendors_->budget);
    for (const BatchLesson& lesson : lessons) {
      summary_.lessons.push_back({.name = lesson.name, .video = lesson.options.output});
    }
  }

  BatchSummary run() {
    const auto began = Clock::now();
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < jobs_; ++i) threads.emplace_back([this] { work(); });
    }
    summary_.stopped = stop_.stop_requested() && !summary_.is_complete();
    const std::string why = summary_.stopped ? "the batch was stopped" : ended_by_;
    for (BatchOutcome& outcome : summary_.lessons) {
      if (outcome.status == BatchStatus::kNotBegun && outcome.reasons.empty()) outcome.reasons = {why};
    }
    summary_.seconds = seconds_since(began);
    summary_.costs = costs_.sums();
    return std::move(summary_);
  }

 private:
  void work() {
    for (std::size_t index = next_++; index < lessons_.size(); index = next_++) {
      if (stop_.stop_requested() || ended_) return;
      BatchOutcome outcome = outcome_of(index);
      tell([&] {
        BatchOutcome& kept = summary_.lessons[index];
        kept = std::move(outcome);
        if (listener_.ended) listener_.ended(index, kept);
      });
    }
  }

  /// Whatever goes wrong with a lesson stays with it.
  BatchOutcome outcome_of(std::size_t index) {
    BatchOutcome outcome{.name = lessons_[index].name, .video = lessons_[index].options.output};
    LessonReading reading;
    const auto began = Clock::now();
    try {
      make(index, reading, outcome);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kCancelled && stop_.stop_requested()) {
        outcome.status = BatchStatus::kStopped;
        outcome.reasons = {outcome.video_url.empty() ? "the batch was stopped" : error.public_message()};
      } else {
        fail(outcome, error.kind(), lines_of(error.public_message()));
      }
    } catch (const std::bad_alloc&) {
      fail(outcome, ErrorKind::kInternal, {"out of memory; use fewer --jobs"});
    } catch (const std::exception& error) {
      fail(outcome, ErrorKind::kInternal, {error.what()});
    }
    const bool is_made = outcome.status == BatchStatus::kDone || outcome.status == BatchStatus::kDegraded;
    note_costs(is_made ? &*reading.lesson : nullptr, lessons_[index].options);
    if (budget_) budget_->release(index);
    outcome.seconds = seconds_since(began);
    return outcome;
  }

  void make(std::size_t index, LessonReading& reading, BatchOutcome& outcome) {
    const BatchLesson& lesson = lessons_[index];
    const std::string text = lesson.read(stop_);
    const std::string key = batch_key(text, lesson.identity, lesson.options);
    if (skip(lesson, key, outcome)) return;
    reading = read_lesson(text);
    if (reading.lesson && lesson.complete) lesson.complete(*reading.lesson);
    if (reading.lesson && budget_) {
      std::string no_room = budget_->promise(
          index, [&] { return plan_spending(*reading.lesson, lesson.options); }, stop_);
      if (!no_room.empty()) {
        outcome.reasons = {std::move(no_room)};  // it stays what it was: not begun
        return;
      }
    }
    tell([&] {
      if (listener_.began) listener_.began(index);
    });
    if (!reading.lesson) {
      std::vector<std::string> faults;
      for (const Fault& fault : reading.faults) faults.push_back(to_text(fault));
      return fail(outcome, ErrorKind::kInvalidLesson, std::move(faults));
    }
    render(index, reading, key, outcome);
  }

  /// Once a lesson has ended, however it did; `made`: the lesson where it has its video.
  void note_costs(const Lesson* made, const RenderOptions& options) {
    if (!vendors_ || !vendors_->paid) return;
    SpendPlan plan;
    try {
      if (made != nullptr) plan = plan_spending(*made, options);
    } catch (const Error&) {
      // A cache that cannot be read any more: what was saved is not known then.
    }
    const std::lock_guard lock{mutex_};
    const std::vector<LedgerEntry> all = vendors_->paid->ledger.added();
    costs_.add({all.begin() + static_cast<std::ptrdiff_t>(noted_), all.end()}, plan);
    noted_ = all.size();
  }

  /// Whether the lesson was finished before, and is as it was left.
  bool skip(const BatchLesson& lesson, const std::string& key, BatchOutcome& outcome) const {
    if (options_.again == BatchAgain::kAll) return false;
    const std::optional<JournalEntry> entry = journal_.find(key);
    if (!entry) return false;
    const bool degraded_will_do = !lesson.options.strict && options_.again == BatchAgain::kNone;
    if (entry->degraded && !degraded_will_do) return false;
    if (lesson.options.verify && !entry->verified) return false;
    if (lesson.finished && !lesson.is_recorded) {
      if (!is_own_report(lesson.options.report)) return false;
      RenderResult earlier;
      earlier.video = lesson.options.output;
      earlier.report = lesson.options.report;
      earlier.video_url = entry->video_url;
      outcome.recorded = lesson.finished(earlier);
    }
    outcome.status = BatchStatus::kSkipped;
    outcome.degraded = entry->degraded;
    outcome.reasons = entry->reasons;
    outcome.video_url = entry->video_url;
    outcome.subtitle_url = entry->subtitle_url;
    outcome.duration_seconds = entry->duration_seconds;
    return true;
  }

  template <typename Work>
  auto heeding_what_concerns_all(const Work& work) {
    try {
      return work();
    } catch (const Error& error) {
      if (concerns_all(error.kind())) end_after(error.public_message());
      throw;
    }
  }

  void render(std::size_t index, const LessonReading& reading, const std::string& key, BatchOutcome& outcome) {
    const BatchLesson& lesson = lessons_[index];
    RenderOptions options = lesson.options;
    options.threads = static_cast<int>((thread_count(options) + jobs_ - 1) / jobs_);
    const auto progress = [&](const Progress& news) {
      tell([&] {
        if (listener_.progress) listener_.progress(index, news);
      });
    };
    const Providers providers = make_providers(options, vendors_);
    const RenderResult result = heeding_what_concerns_all(
        [&] { return render_with(providers, *reading.lesson, reading.warnings, options, progress, stop_); });
    outcome.video_url = result.video_url;
    outcome.subtitle_url = result.subtitle_url;
    outcome.duration_seconds = result.duration_seconds;
    if (lesson.finished) outcome.recorded = lesson.finished(result);
    outcome.status = result.degraded ? BatchStatus::kDegraded : BatchStatus::kDone;
    outcome.degraded = result.degraded;
    outcome.reasons = degradations(result.warnings);
    heeding_what_concerns_all([&] { journal_.add(entry_of(key, outcome, options.verify), lasting_files(result)); });
  }

  void end_after(const std::string& reason) {
    const std::lock_guard lock{mutex_};
    if (!ended_) ended_by_ = "an earlier lesson failed with what concerns all of them: " + reason;
    ended_ = true;
  }

  template <typename News>
  void tell(const News& news) {
    const std::lock_guard lock{mutex_};
    news();
  }

  const std::vector<BatchLesson>& lessons_;
  const std::size_t jobs_;
  const BatchOptions& options_;
  const BatchListener& listener_;
  const std::stop_token& stop_;
  BatchJournal journal_;
  std::shared_ptr<Vendors> vendors_;
  std::optional<BatchBudget> budget_;  ///< of vendors_
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> ended_ = false;  ///< no more lessons are begun
  std::mutex mutex_;                 ///< for what follows, for the journal, and held while the listener is told
  std::string ended_by_;
  BatchCosts costs_;
  std::size_t noted_ = 0;  ///< entries of the ledger that are in costs_
  BatchSummary summary_;
};

}  // namespace

std::size_t BatchSummary::count(BatchStatus status) const {
  return static_cast<std::size_t>(std::count_if(lessons.begin(), lessons.end(),
                                                [&](const BatchOutcome& outcome) { return outcome.status == status; }));
}

bool BatchSummary::is_complete() const {
  return count(BatchStatus::kDone) + count(BatchStatus::kDegraded) + count(BatchStatus::kSkipped) == lessons.size();
}

BatchSummary render_batch(const std::vector<BatchLesson>& lessons, const BatchOptions& options,
                          const BatchListener& listener, const std::stop_token& stop) {
  return BatchRun{lessons, options, listener, stop}.run();
}

}  // namespace vina
