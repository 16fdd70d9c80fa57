// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace vina::testing {

/// The request of a call, told from all others by a text in its body.
struct PlannedCall {
  std::string vendor;  ///< "google", "elevenlabs", "cloudinary"
  std::string kind;    ///< "generate", "speech", "upload"
  std::string body;
};

/// Says for each attempt of each call whether it meets a fault and which, from a seed alone: whichever thread sends it
/// when. A fifth of all attempts meet one; all kinds of fault that the vendor's table calls retryable are equally
/// likely.
///
/// Note [What is retryable for whoever pays]: a call that is paid is sent again after a lost answer once and no more,
/// so a second lost answer of one call is no retryable fault, and another kind takes its place.
class FaultPlan {
 public:
  FaultPlan(std::vector<PlannedCall> calls, std::uint32_t seed);

  /// For fake::FakeCloud. Every fifth request for ElevenLabs' history fails, too.
  nlohmann::json script() const;
  /// Whether the call can succeed with so many attempts.
  bool lets_through(std::size_t call, int attempts) const;

  const std::vector<PlannedCall>& calls() const { return calls_; }

 private:
  static constexpr std::size_t kMostAttempts = 8;
  static constexpr int kNone = -1;

  std::vector<PlannedCall> calls_;
  std::vector<std::array<int, kMostAttempts>> faults_;  ///< of each call: what each attempt meets
};

}  // namespace vina::testing
