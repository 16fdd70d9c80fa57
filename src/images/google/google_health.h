// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

#include "images/google/google_settings.h"
#include "remote/vendor_channel.h"

namespace vina {

/// Whether Google would make a picture, as far as can be known without paying for one.
struct GoogleHealth {
  enum class State {
    kGood,
    kModelEnding,   ///< the model works, and Google has said that it will be switched off
    kModelMissing,  ///< the key works; the model is not there, or makes no pictures
    kKeyRejected,   ///< nothing can be known about the model: Google looks at the key first
    kUnreachable,   ///< no answer, or none that makes sense
  };
  State state = State::kGood;
  std::string finding;                   ///< one line
  std::string cure;                      ///< empty if the state is good
  std::optional<std::string> successor;  ///< the model to use instead, where one is known
  std::chrono::milliseconds latency{0};  ///< of the first answer
};

/// Asks for the list of models, which costs nothing. (The entry of a single model is also answered for one that was
/// switched off.) How much of the quota is left is shown in AI Studio alone. Throws Error: kInvalidOption for settings
/// that cannot work, kCancelled.
GoogleHealth check_google(const GoogleSettings& settings, VendorChannel& channel, const std::stop_token& stop);

}  // namespace vina
