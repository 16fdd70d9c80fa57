// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "remote/vendor_channel.h"
#include "speech/elevenlabs/elevenlabs_settings.h"

namespace vina {

/// What `vina doctor --online` says of the voice.
struct ElevenLabsHealth {
  std::string plan;                                  ///< "creator"; empty: not told
  std::optional<std::int64_t> credits_left;          ///< the service's counter lags behind by minutes
  std::string voice_name;                            ///< empty: not told
  bool has_model = false;                            ///< the model of the settings is there, and speaks
  std::optional<std::chrono::milliseconds> latency;  ///< of the first answer, waits left out
  std::vector<std::string> problems;                 ///< what will stop a lesson: one line each, with the cure
  std::vector<std::string> unknown;                  ///< what could not be found out, which need not be a fault
};

/// Asks for the subscription, the voice and the models; all of it is free. A key without the right to see the account
/// is no problem: it may speak all the same. Throws Error (kCancelled, and kInvalidOption for wrong settings) alone:
/// every other failure is a problem in the result.
ElevenLabsHealth check_elevenlabs(const ElevenLabsSettings& settings, VendorChannel& channel,
                                  const std::stop_token& stop);

}  // namespace vina
