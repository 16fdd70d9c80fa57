// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/vendor_channel.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>
#include <utility>

#include "base/cancellation.h"
#include "remote/request_gate.h"
#include "remote/vendor_text.h"
#include "remote/wait_words.h"

namespace vina {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kLongestMessage = 800;
constexpr const char* kMayBeCharged = "; it may have been charged";

/// Sleeps; throws kCancelled soon after a stop request.
void sleep_for(milliseconds length, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock{mutex};
  never.wait_for(lock, stop, length, [] { return false; });
  throw_if_stopped(stop);
}

/// Why the last attempt did not bring the answer.
struct Setback {
  ErrorKind kind = ErrorKind::kProviderUnavailable;
  std::string message;
  bool is_final = false;
  bool may_be_charged = false;
  std::optional<milliseconds> hint;
  bool slow_down = false;
};

}  // namespace

class VendorChannel::State {
 public:
  State(HttpClient& http, VendorConduct conduct)
      : http_{http}, conduct_{std::move(conduct)}, gate_{conduct_.in_flight}, random_{std::random_device{}()} {}

  CallOutcome call(const VendorCall& call, const std::stop_token& stop);
  ChannelFigures figures() const;
  const VendorConduct& conduct() const { return conduct_; }

 private:
  /// What one call knows from attempt to attempt.
  struct Progress {
    const VendorCall& call;
    std::uint64_t turn;
    int most_attempts;
    int slow_downs = 0;
    CallOutcome outcome;
  };

  CallOutcome run(const VendorCall& call, const std::stop_token& stop, Progress& progress);
  /// The setback, or nothing: the outcome then has the answer.
  std::optional<Setback> attempt(Progress& progress, const std::stop_token& stop);
  std::optional<Setback> judge(Progress& progress, HttpResponse response);
  Setback lose(Progress& progress, const TransportFault& fault);
  void count_lost_answer(Progress& progress);
  std::optional<HttpResponse> recover(const VendorCall& call, const std::stop_token& stop) const;
  void wait_after(const Setback& setback, Progress& progress, const std::stop_token& stop);
  void tell_of(milliseconds wait) const;
  milliseconds backoff(int attempts) const;
  milliseconds with_jitter(milliseconds wait);
  void add_wait(Progress& progress, milliseconds wait);
  void refuse_long_hint(const Setback& setback, const Progress& progress);
  void refuse_while_closed(const Progress& progress) const;
  [[noreturn]] void fail_until_later(const Setback& setback, milliseconds wait, const Progress& progress) const;
  [[noreturn]] void fail(ErrorKind kind, std::string message, const Progress& progress) const;
  std::string hidden(std::string text) const;

  HttpClient& http_;
  const VendorConduct conduct_;
  RequestGate gate_;
  mutable std::mutex mutex_;  ///< for what follows
  std::mt19937 random_;
  ChannelFigures figures_;
  std::optional<Setback> closed_;  ///< the vendor asked everyone to stay away for longer than anybody waits
  std::chrono::steady_clock::time_point closed_until_;
};

CallOutcome VendorChannel::State::call(const VendorCall& call, const std::stop_token& stop) {
  Progress progress{call, gate_.take_turn(), std::max(conduct_.attempts, 1), 0, {}};
  progress.outcome.attempts = 0;
  {
    const std::scoped_lock lock{mutex_};
    ++figures_.calls;
  }
  try {
    return run(call, stop, progress);
  } catch (...) {
    const std::scoped_lock lock{mutex_};
    ++figures_.failed_calls;
    throw;
  }
}

CallOutcome VendorChannel::State::run(const VendorCall& call, const std::stop_token& stop, Progress& progress) {
  while (true) {
    const std::optional<Setback> setback = attempt(progress, stop);
    if (!setback) return std::move(progress.outcome);
    if (!setback->is_final) refuse_long_hint(*setback, progress);
    // Note [Told to slow down]
    const int failures = progress.outcome.attempts - progress.slow_downs;
    const bool may_repeat =
        !setback->is_final && failures < progress.most_attempts && progress.slow_downs < conduct_.attempts;
    const bool may_recover = setback->may_be_charged && call.recover;
    if (!may_repeat && !may_recover) fail(setback->kind, setback->message, progress);
    wait_after(*setback, progress, stop);
    if (may_recover) {
      if (auto response = recover(call, stop)) {
        progress.outcome.response = std::move(*response);
        return std::move(progress.outcome);
      }
    }
    if (!may_repeat) fail(setback->kind, setback->message, progress);
  }
}

std::optional<Setback> VendorChannel::State::attempt(Progress& progress, const std::stop_token& stop) {
  add_wait(progress, gate_.enter(progress.turn, stop));
  std::optional<Setback> setback;
  {
    const RequestGate::Place place{gate_};
    refuse_while_closed(progress);
    {
      const std::scoped_lock lock{mutex_};
      ++figures_.attempts;
    }
    const HttpRequest request = progress.call.request(++progress.outcome.attempts);
    try {
      auto answer = http_.exchange(request, stop);
      if (auto* response = std::get_if<HttpResponse>(&answer)) {
        setback = judge(progress, std::move(*response));
      } else {
        setback = lose(progress, std::get<TransportFault>(answer));
      }
    } catch (const CancelledExchange& cancelled) {
      if (cancelled.may_have_arrived()) {
        count_lost_answer(progress);
        if (progress.call.charged) progress.call.charged(false);
      }
      throw;
    }
  }
  // Told without a place among those in flight: it may write to a disk.
  if (progress.call.charged && (!setback || setback->may_be_charged)) progress.call.charged(!setback);
  return setback;
}

std::optional<Setback> VendorChannel::State::judge(Progress& progress, HttpResponse response) {
  const Verdict verdict = progress.call.judge(response);
  if (verdict.most_in_flight) gate_.set_limit(*verdict.most_in_flight);
  if (verdict.most_attempts > 0) progress.most_attempts = std::min(progress.most_attempts, verdict.most_attempts);
  if (verdict.kind == Verdict::Kind::kDone) {
    progress.outcome.response = std::move(response);
    return std::nullopt;
  }
  Setback setback{verdict.error,          verdict.message, verdict.kind == Verdict::Kind::kFail,
                  verdict.may_be_charged, verdict.hint,    verdict.slow_down};
  if (setback.may_be_charged && progress.call.lost_answer == LostAnswer::kRepeatOnce) setback.message += kMayBeCharged;
  if (setback.slow_down) ++progress.slow_downs;
  // The pause begins before the place is given back, so that no other request slips through.
  if (setback.slow_down && setback.hint.value_or(milliseconds{0}) <= conduct_.longest_hint) {
    const milliseconds wait = std::max(setback.hint.value_or(milliseconds{0}), backoff(progress.outcome.attempts));
    const milliseconds pause = with_jitter(wait);
    gate_.pause_until(RequestGate::Clock::now() + pause);
    tell_of(pause);
  }
  return setback;
}

Setback VendorChannel::State::lose(Progress& progress, const TransportFault& fault) {
  Setback setback;
  setback.is_final = !fault.worth_repeating;
  setback.may_be_charged = fault.may_have_arrived;
  if (!fault.may_have_arrived) {
    setback.message =
        fmt::format("cannot reach {}: {}; check the network and the address", conduct_.vendor, fault.reason);
    return setback;
  }
  count_lost_answer(progress);
  setback.message = fmt::format("the answer of {} was lost: {}", conduct_.vendor, fault.reason);
  if (progress.call.lost_answer == LostAnswer::kRepeatOnce) {
    setback.message += kMayBeCharged;
    if (progress.outcome.lost_answers > 1) setback.is_final = true;
  }
  return setback;
}

void VendorChannel::State::count_lost_answer(Progress& progress) {
  ++progress.outcome.lost_answers;
  const std::scoped_lock lock{mutex_};
  ++figures_.lost_answers;
}

std::optional<HttpResponse> VendorChannel::State::recover(const VendorCall& call, const std::stop_token& stop) const {
  try {
    return call.recover(stop);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled) throw;
    return std::nullopt;
  }
}

void VendorChannel::State::wait_after(const Setback& setback, Progress& progress, const std::stop_token& stop) {
  if (setback.slow_down) return;  // the gate makes everyone wait
  const milliseconds wait =
      with_jitter(std::max(setback.hint.value_or(milliseconds{0}), backoff(progress.outcome.attempts)));
  tell_of(wait);
  sleep_for(wait, stop);
  add_wait(progress, wait);
}

void VendorChannel::State::tell_of(milliseconds wait) const {
  if (conduct_.news != nullptr) conduct_.news->tell(conduct_.vendor, wait);
}

/// The wait after so many attempts, without jitter.
milliseconds VendorChannel::State::backoff(int attempts) const {
  const auto longest = static_cast<double>(conduct_.longest_wait.count());
  auto wait = static_cast<double>(conduct_.first_wait.count());
  for (int i = 1; i < attempts && wait < longest; ++i) wait *= conduct_.growth;
  return milliseconds{static_cast<milliseconds::rep>(std::min(wait, longest))};
}

milliseconds VendorChannel::State::with_jitter(milliseconds wait) {
  const std::scoped_lock lock{mutex_};
  std::uniform_real_distribution<double> part{0.0, std::max(conduct_.jitter, 0.0)};
  return wait + milliseconds{static_cast<milliseconds::rep>(static_cast<double>(wait.count()) * part(random_))};
}

void VendorChannel::State::add_wait(Progress& progress, milliseconds wait) {
  progress.outcome.waited += wait;
  const std::scoped_lock lock{mutex_};
  figures_.waited += wait;
}

void VendorChannel::State::refuse_long_hint(const Setback& setback, const Progress& progress) {
  if (!setback.hint || *setback.hint <= conduct_.longest_hint) return;
  if (setback.slow_down) {
    const std::scoped_lock lock{mutex_};
    closed_ = setback;
    closed_until_ = std::chrono::steady_clock::now() + *setback.hint;
  }
  fail_until_later(setback, *setback.hint, progress);
}

void VendorChannel::State::refuse_while_closed(const Progress& progress) const {
  std::optional<Setback> closed;
  milliseconds left{0};
  {
    const std::scoped_lock lock{mutex_};
    closed = closed_;
    left = std::chrono::ceil<milliseconds>(closed_until_ - std::chrono::steady_clock::now());
  }
  if (closed && left > milliseconds{0}) fail_until_later(*closed, left, progress);
}

void VendorChannel::State::fail_until_later(const Setback& setback, milliseconds wait, const Progress& progress) const {
  const auto now = std::chrono::system_clock::now();
  fail(ErrorKind::kRateLimited,
       fmt::format("{} asks to wait {}: {}; try again at {}", conduct_.vendor, in_words(wait), setback.message,
                   time_of_day(now + wait, now)),
       progress);
}

void VendorChannel::State::fail(ErrorKind kind, std::string message, const Progress& progress) const {
  if (message.find(conduct_.vendor) == std::string::npos) message = conduct_.vendor + ": " + message;
  message = plain_line(hidden(std::move(message)), kLongestMessage);
  const CallOutcome& outcome = progress.outcome;
  if (outcome.attempts > 1) {
    message += fmt::format(" ({} attempts, {} of waiting)", outcome.attempts, in_words(outcome.waited));
  }
  const std::string subject = plain_line(hidden(progress.call.subject), kLongestMessage);
  throw Error{kind, subject.empty() ? message : subject + ": " + message, message};
}

std::string VendorChannel::State::hidden(std::string text) const {
  for (const Secret& secret : conduct_.secrets) text = secret.hidden_in(text);
  return text;
}

ChannelFigures VendorChannel::State::figures() const {
  const std::scoped_lock lock{mutex_};
  ChannelFigures figures = figures_;
  figures.most_in_flight = gate_.most_seen_in_flight();
  return figures;
}

VendorChannel::VendorChannel(HttpClient& http, VendorConduct conduct)
    : state_{std::make_unique<State>(http, std::move(conduct))} {}

VendorChannel::~VendorChannel() = default;

CallOutcome VendorChannel::call(const VendorCall& call, const std::stop_token& stop) {
  return state_->call(call, stop);
}

ChannelFigures VendorChannel::figures() const {
  return state_->figures();
}

const VendorConduct& VendorChannel::conduct() const {
  return state_->conduct();
}

}  // namespace vina
