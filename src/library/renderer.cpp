// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "vina/renderer.h"

#include <algorithm>
#include <exception>
#include <functional>
#include <mutex>
#include <utility>

#include "library/engine_options.h"
#include "library/held_signals.h"
#include "library/lesson_content.h"
#include "library/public_error.h"
#include "library/public_warnings.h"
#include "pipeline/providers.h"
#include "pipeline/render_pipeline.h"
#include "pipeline/spend_plan.h"
#include "pipeline/vendors.h"

namespace vina {
namespace {

v1::Step to_public(Step step) {
  switch (step) {
    case Step::kLesson:
      return v1::Step::kLesson;
    case Step::kImages:
      return v1::Step::kImages;
    case Step::kSpeech:
      return v1::Step::kSpeech;
    case Step::kSlides:
      return v1::Step::kSlides;
    case Step::kPublish:
      return v1::Step::kPublish;
  }
  return v1::Step::kLesson;  // not reached: the switch names every step
}

v1::RenderResult to_public(const RenderResult& made) {
  v1::RenderResult result;
  result.video = made.video;
  result.webvtt = made.webvtt;
  result.srt = made.srt;
  result.report = made.report;
  result.video_url = made.video_url;
  result.subtitle_url = made.subtitle_url;
  result.srt_url = made.srt_url;
  result.poster_url = made.poster_url;
  result.report_url = made.report_url;
  result.published_to = made.published_to;
  result.duration_seconds = made.duration_seconds;
  result.warnings = to_public(made.warnings);
  result.degraded = made.degraded;
  for (const AssetBill& bill : made.bills) {
    result.costs.push_back({bill.place, bill.vendor, bill.model, bill.outcome, bill.cost.credits, bill.cost.usd});
  }
  const Cost total = total_cost(made.bills);
  result.credits = total.credits;
  result.usd = total.usd;
  for (const StepTime& time : made.times) result.times.push_back({time.step, time.from_seconds, time.seconds});
  return result;
}

/// The budget is that of all renders together.
void refuse_beyond_what_is_left(const Lesson& lesson, RenderOptions options, const Budget& budget) {
  options.vendors.budget_usd = std::max(0.0, budget.limit_usd().value_or(0) - budget.spent_usd());
  refuse_beyond_budget(plan_spending(lesson, options), options);
}

/// Tells the caller's function of the progress. What it throws must not end up in the engine's threads: it stops the
/// run, and is thrown by rethrow() once that has ended.
class Audience {
 public:
  /// Both must outlive this object.
  Audience(const v1::ProgressListener& listener, const std::stop_token& stop)
      : listener_{listener}, relay_{stop, [this] { ended_.request_stop(); }} {}

  ProgressListener listener() {
    if (!listener_) return {};
    return [this](const Progress& progress) { tell(progress); };
  }
  std::stop_token stop_token() const { return ended_.get_token(); }

  void rethrow() const {
    if (thrown_) std::rethrow_exception(thrown_);
  }

 private:
  void tell(const Progress& progress) noexcept {
    if (thrown_) return;
    try {
      listener_({to_public(progress.step), progress.fraction, progress.detail, progress.stands_still});
    } catch (...) {
      thrown_ = std::current_exception();
      ended_.request_stop();
    }
  }

  const v1::ProgressListener& listener_;
  std::exception_ptr thrown_;  ///< the engine tells of progress from one thread at a time
  std::stop_source ended_;     ///< declared before relay_, which uses it
  std::stop_callback<std::function<void()>> relay_;
};

}  // namespace

/// Hidden, which a part of an exported class is not by itself.
class __attribute__((visibility("hidden"))) v1::Renderer::Engine {
 public:
  explicit Engine(v1::VendorOptions vendors) : vendors_{std::move(vendors)} {}

  vina::RenderResult render(const Lesson::Content& lesson, const v1::RenderOptions& asked,
                            const vina::ProgressListener& listener, const std::stop_token& stop) {
    const vina::RenderOptions options = to_engine(asked, vendors_);
    validate(options);
    std::shared_ptr<Vendors> shared = shared_vendors(options);
    if (shared && vendors_.budget_usd) refuse_beyond_what_is_left(lesson.lesson, options, shared->budget);
    return render_with(make_providers(options, std::move(shared)), lesson.lesson, lesson.engine_warnings, options,
                       listener, stop);
  }

 private:
  /// One object for all renders, made by the first that asks a vendor; null where this one asks nobody.
  std::shared_ptr<Vendors> shared_vendors(const vina::RenderOptions& options) {
    const bool pays = uses_google(options) || uses_elevenlabs(options);
    if (!pays && !uses_cloudinary(options)) return nullptr;
    if (pays) cache_folder(options.vendors);  // throws where there is none
    const bool has_key = !vendors_.google.api_key.empty() || !vendors_.elevenlabs.api_key.empty();
    const std::lock_guard lock{mutex_};
    if (!shared_) shared_ = std::make_shared<Vendors>(options.vendors, has_key && !vendors_.cache.empty());
    return shared_;
  }

  const v1::VendorOptions vendors_;
  std::mutex mutex_;                 ///< for shared_
  std::shared_ptr<Vendors> shared_;  ///< see shared_vendors()
};

v1::Renderer::Renderer() : Renderer{VendorOptions{}} {}
v1::Renderer::Renderer(VendorOptions vendors) : engine_{std::make_unique<Engine>(std::move(vendors))} {}
v1::Renderer::Renderer(Renderer&&) noexcept = default;
v1::Renderer& v1::Renderer::operator=(Renderer&&) noexcept = default;
v1::Renderer::~Renderer() = default;

v1::RenderResult v1::Renderer::render(const Lesson& lesson, const RenderOptions& options,
                                      const ProgressListener& listener, const std::stop_token& stop) const {
  const HeldSignals held;
  Audience audience{listener, stop};
  try {
    RenderResult result = with_public_errors([&] {
      return to_public(engine_->render(*lesson.content_, options, audience.listener(), audience.stop_token()));
    });
    audience.rethrow();
    return result;
  } catch (...) {
    audience.rethrow();
    throw;
  }
}

}  // namespace vina
