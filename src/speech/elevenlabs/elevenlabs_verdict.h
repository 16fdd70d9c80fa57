// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "remote/http_message.h"
#include "remote/vendor_channel.h"

namespace vina {

/// What the service says when it does not do what was asked for.
struct ElevenLabsFault {
  std::string code;     ///< "quota_exceeded"; empty if there is none
  std::string message;  ///< in the service's words: one line of at most 300 bytes; empty if there is none
};

/// Reads any of the four shapes its error bodies come in: `detail` with a code and a message, `detail` with a status
/// and a message, a list of `detail`s with type, place and message, or a bare text. Anything else (a proxy's page) has
/// neither code nor message. Never throws.
ElevenLabsFault read_elevenlabs_fault(std::string_view body);

/// What an answer of the service means; `now` is for dates in it. Status 200 is kDone, whatever the body.
Verdict judge_elevenlabs(const HttpResponse& response, std::chrono::system_clock::time_point now);

}  // namespace vina
