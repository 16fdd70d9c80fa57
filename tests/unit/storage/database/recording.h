// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "base/error.h"
#include "storage/database/lesson_row.h"
#include "support/command.h"

namespace vina::testing {

/// A video to record.
inline VideoRecord some_video() {
  return {.video_url = "https://cdn.example/it's \"new\":video?.mp4",
          .subtitle_url = "https://cdn.example/new.vtt",
          .poster_url = {},
          .published_to = "cloudinary",
          .duration_seconds = 146.5,
          .degraded = true,
          .receipt = R"({"vina": "1"})",
          .charges = {}};
}

/// Expects an Error of that kind, and returns its message.
inline std::string failure(ErrorKind kind, const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind) << error.what();
    EXPECT_EQ(error.public_message().find('\n'), std::string::npos) << error.public_message();
    return error.public_message();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

/// The stop is requested after 200 ms; expects that `action` throws kCancelled within a second from then.
inline void expect_stopped(std::stop_source& stop, const std::function<void()>& action) {
  const std::jthread stopper{[&stop] {
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    stop.request_stop();
  }};
  const auto begin = std::chrono::steady_clock::now();
  failure(ErrorKind::kCancelled, action);
  EXPECT_LT(std::chrono::steady_clock::now() - begin,
            std::chrono::milliseconds{200} + std::chrono::seconds{kSanitizerPatience});
}

}  // namespace vina::testing
