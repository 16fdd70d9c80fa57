// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "fake_cloud/elevenlabs_request_check.h"
#include "fake_cloud/journal.h"
#include "fake_cloud/options.h"
#include "fake_cloud/sleep.h"
#include "fake_cloud/speech_studio.h"
#include "fake_cloud/vendor.h"

namespace vina::fake {

/// Text to speech with timestamps, models, voices, subscription and history.
class ElevenLabsVendor final : public Vendor {
 public:
  /// `journal` tells how many speech requests are in flight; both must outlive the vendor.
  ElevenLabsVendor(ElevenLabsOptions options, const Journal& journal, Sleep& sleep);

  std::string kind_of(const Request& request) const override;
  bool is_paid(const std::string& kind) const override { return kind == "speech"; }
  Admission admit(const Request& request) override;
  void reset() override;

 private:
  /// A past generation.
  struct Item {
    std::string id;
    std::string request_id;
    std::string voice_id;
    Json body;
    std::string format;
    std::int64_t date_unix = 0;
    std::chrono::steady_clock::time_point visible_from;
    std::int64_t credits_before = 0;
    std::int64_t credits_after = 0;
    bool with_alignments = true;
    std::shared_ptr<const Recording> recording;
  };

  Admission admit_speech(const Request& request);
  Admission admit_history(const Request& request);
  Admission admit_rest(const Request& request, const std::string& kind);
  Answer speak(const std::string& voice_id, const Json& body, const std::string& format, std::int64_t cost,
               const Fault& fault);
  Answer list_history(const Request& request, const Fault& fault) const;
  static Json describe(const Item& item, const Fault& fault);
  std::optional<Refusal> wait_for_a_place();

  const ElevenLabsOptions options_;
  const Journal& journal_;
  Sleep& sleep_;
  SpeechStudio studio_;

  mutable std::mutex mutex_;
  std::int64_t credits_ = 0;
  std::uint64_t requests_ = 0;
  std::set<std::string> request_ids_;
  std::vector<Item> history_;  ///< oldest first
};

}  // namespace vina::fake
