// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "publish/cloudinary_settings.h"
#include "remote/vendor_channel.h"

namespace vina {

/// What can be known about an account without uploading. All but the first three members may be missing: an account's
/// usage is not for every key.
struct CloudinaryHealth {
  enum class State {
    kReady,        ///< the cloud exists and takes key and secret
    kRejected,     ///< it does not; `message` says why, and the cure
    kUnavailable,  ///< no answer, or not now
  };
  State state = State::kUnavailable;
  std::string message;                   ///< one line; empty when ready
  std::chrono::milliseconds latency{0};  ///< of the answer, waits and repeats included

  std::optional<std::string> plan;
  std::optional<double> credits_used;
  std::optional<double> credits_limit;
  std::optional<std::uint64_t> largest_video;  ///< in bytes
};

/// Asks for /ping and /usage, two calls of the Admin API, which are counted (500 an hour on a free plan).
/// Throws Error: kInvalidOption as validate(settings) does, kCancelled. All else is a state.
CloudinaryHealth check_cloudinary(const CloudinarySettings& settings, VendorChannel& channel,
                                  const std::stop_token& stop);

}  // namespace vina
