// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "remote/http_client.h"
#include "remote/secret.h"
#include "remote/wait_news.h"

namespace vina {

/// How a vendor is to be treated. One for each vendor and process.
struct VendorConduct {
  std::string vendor;  ///< "Google", for messages
  int in_flight = 3;   ///< requests at the same time, 1 or more
  int attempts = 4;    ///< of one call, the first included; see Note [Told to slow down]
  std::chrono::milliseconds first_wait{1'000};
  double growth = 2.0;  ///< of the wait from one attempt to the next
  std::chrono::milliseconds longest_wait{60'000};
  double jitter = 0.25;  ///< up to this part of a wait is added at random
  /// A vendor that asks for a longer pause is not waited for: the call fails and the message says when to come back,
  /// and so does every other until then, without a request.
  std::chrono::milliseconds longest_hint{120'000};
  std::vector<Secret> secrets;  ///< hidden in every message
  WaitNews* news = nullptr;     ///< told of each wait before a repeat; outlives the channel; may be null
};

/// What an answer means. `message` is one line for the user: what the vendor said, and the cure.
struct Verdict {
  enum class Kind {
    kDone,   ///< the answer is what was asked for
    kRetry,  ///< the same request may succeed later
    kFail,   ///< it will not
  };
  Kind kind = Kind::kDone;
  ErrorKind error =
      ErrorKind::kProviderUnavailable;  ///< of the Error that ends the call when it fails, or tries run out
  std::string message;
  std::optional<std::chrono::milliseconds> hint;  ///< how long the vendor asks us to wait
  bool slow_down = false;                         ///< the vendor's whole channel pauses (429), not this call alone
  int most_attempts = 0;                          ///< fewer than the conduct's; 0: no limit of its own
  std::optional<int> most_in_flight;              ///< the vendor's own limit, heeded from now on where it is lower
  bool may_be_charged = false;                    ///< though it is not kDone; see Note [Refused, and perhaps charged]
};

/// Note [Refused, and perhaps charged]
/// Some errors (500 from ElevenLabs) do not say whether the work was done before them. Such an answer is treated as a
/// lost one in all that concerns money: it is told to `charged`, and `recover` is asked before a repeat. But it does
/// not use up the one repeat of kRepeatOnce: the vendor did answer, and that it failed is by far more likely than that
/// it failed and was paid. So a call may be sent again after both, once after a lost answer and as often as any other
/// after an error; never without a look for what may have been paid.

/// Note [Told to slow down]
/// An answer that asks to slow down says that nothing was tried: the whole channel pauses, and it is nobody's fault
/// whose turn it was. So these are counted apart from attempts that failed, up to as many again. A vendor that says
/// nothing else is asked as often as one that always fails; a call that meets both is not given up half-way.

/// What to do when a request may have arrived and its answer was lost.
enum class LostAnswer {
  kRepeat,      ///< a repeat is free and safe
  kRepeatOnce,  ///< a repeat may be charged again: one at most
};

struct VendorCall {
  std::string subject;  ///< what is asked for, for the log ("picture of figure-1-2")
  /// A fresh request for each attempt (signatures have a time in them). `attempt` counts from 1.
  std::function<HttpRequest(int attempt)> request;
  std::function<Verdict(const HttpResponse&)> judge;
  LostAnswer lost_answer = LostAnswer::kRepeat;
  /// Asked after an answer that was lost or may be charged, and the wait that follows it, before a repeat and also
  /// where no repeat is left: finds the answer by other means, or nothing. Its answer is not judged. It holds no place
  /// among the requests in flight while it makes its own calls; where they fail, nothing was found. May be empty.
  std::function<std::optional<HttpResponse>(const std::stop_token&)> recover;
  /// Told when an attempt has ended that the vendor may charge for: its answer was lost (also to a stop request), or
  /// judged kDone or may_be_charged. May be empty. Called in the thread of the call.
  std::function<void(bool answered)> charged;
};

struct CallOutcome {
  HttpResponse response;
  int attempts = 1;
  int lost_answers = 0;
  std::chrono::milliseconds waited{0};  ///< between attempts and for the vendor's pauses
};

/// What happened on a channel so far; for reports and tests.
struct ChannelFigures {
  int calls = 0;
  int attempts = 0;
  int failed_calls = 0;
  int lost_answers = 0;
  int most_in_flight = 0;
  std::chrono::milliseconds waited{0};
};

/// All calls to one vendor: bounds those in flight, pauses all of them when the vendor says so, repeats what may be
/// repeated, and waits with exponential backoff and jitter in between: max(the vendor's hint, the backoff).
/// One object is shared by everything that runs in the process; thread-safe.
class VendorChannel {
 public:
  /// `http` must outlive the channel.
  VendorChannel(HttpClient& http, VendorConduct conduct);
  VendorChannel(const VendorChannel&) = delete;
  VendorChannel& operator=(const VendorChannel&) = delete;
  ~VendorChannel();

  /// Throws Error: the kind and message of the verdict, with attempts and waits named; kProviderUnavailable for a
  /// network that fails; kRateLimited for a pause longer than the conduct allows; kCancelled within 100 ms of a stop
  /// request, from every wait; what HttpClient::exchange throws. `call.subject` is in what() alone. No secret of the
  /// conduct is in either text. Calls are let through in the order they came, an earlier call's repeat first.
  CallOutcome call(const VendorCall& call, const std::stop_token& stop);

  ChannelFigures figures() const;
  const VendorConduct& conduct() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace vina
