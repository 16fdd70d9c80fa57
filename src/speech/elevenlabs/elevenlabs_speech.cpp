// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_speech.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/cancellation.h"
#include "base/error.h"
#include "speech/elevenlabs/narration_builder.h"
#include "speech/elevenlabs/speech_purchase.h"
#include "speech/elevenlabs/speech_sound.h"

namespace vina {
namespace {

std::string read_sound(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::string sound{std::istreambuf_iterator<char>{in}, {}};
  if (!in || sound.empty()) {
    throw Error{ErrorKind::kStorage,
                "cannot read the sound '" + file.string() + "': see to the cache with 'vina cache verify'"};
  }
  return sound;
}

/// What a plan that is not known costs is not known either, and a budget would be kept by a guess.
void require_known_plan(const std::string& plan, const PriceList& prices) {
  const std::vector<std::string> plans = prices.plans();
  if (plan.empty() || std::find(plans.begin(), plans.end(), plan) != plans.end()) return;
  throw Error{ErrorKind::kInvalidOption,
              fmt::format("the price list knows no ElevenLabs plan '{}': set VINA_ELEVENLABS_PLAN to one of {}, or "
                          "unset it for the dearest",
                          plan, fmt::join(plans, ", "))};
}

class ElevenLabsSpeech final : public SpeechProvider {
 public:
  ElevenLabsSpeech(const ElevenLabsSettings& settings, VendorChannel& channel, AssetStore& store, SpendLedger& ledger,
                   Budget& budget, const PriceList& prices)
      : settings_{settings}, purchase_{settings_, channel, store, ledger, budget, prices} {}

  Narration narrate(const SpeechRequest& request, std::stop_token stop) override {
    SpeechAsks plan = make_speech_asks(request, settings_);
    NarrationBuilder builder{request.talks, plan.language};
    for (const SpeechAsk& ask : plan.asks) {
      throw_if_stopped(stop);
      add_part(ask, builder, stop);
    }
    Narration narration = builder.finish();
    narration.voice = fmt::format("elevenlabs {} {}", settings_.voice_id, settings_.model);
    narration.warnings.insert(narration.warnings.begin(), plan.warnings.begin(), plan.warnings.end());
    return narration;
  }

 private:
  /// A sound that cannot be decoded, perhaps stored by an older version or sent damaged, is asked for once more.
  void add_part(const SpeechAsk& ask, NarrationBuilder& builder, const std::stop_token& stop) {
    const ElevenLabsFormat format = elevenlabs_format(settings_.output_format);
    for (bool again = false;; again = true) {
      const StoredAsset asset = purchase_.get(ask, stop);
      try {
        return builder.add_part(ask.sent, read_sound(asset.file), format, read_speech_details(asset.details), stop);
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::kMedia) throw;
        purchase_.discard(ask);
        if (again) throw error.with_context("the sound that ElevenLabs sent twice");
      }
    }
  }

  const ElevenLabsSettings settings_;  // declared before purchase_, which refers to it
  SpeechPurchase purchase_;
};

}  // namespace

VendorConduct elevenlabs_conduct(const ElevenLabsSettings& settings, int in_flight) {
  return {.vendor = "ElevenLabs", .in_flight = in_flight, .secrets = {settings.key}};
}

std::unique_ptr<SpeechProvider> make_elevenlabs_speech(const ElevenLabsSettings& settings, VendorChannel& channel,
                                                       AssetStore& store, SpendLedger& ledger, Budget& budget,
                                                       const PriceList& prices) {
  validate(settings);
  require_known_plan(settings.plan, prices);
  return std::make_unique<ElevenLabsSpeech>(settings, channel, store, ledger, budget, prices);
}

std::vector<PlannedSpeech> plan_speech(const SpeechRequest& request, const ElevenLabsSettings& settings,
                                       const AssetStore& store, const PriceList& prices) {
  ElevenLabsSettings keyless = settings;
  keyless.key = Secret{"none"};
  validate(keyless);
  require_known_plan(settings.plan, prices);
  std::vector<PlannedSpeech> planned;
  for (const SpeechAsk& ask : make_speech_asks(request, settings).asks) {
    const SpeechPrice price = price_of(ask, settings, prices);
    AssetKey key = asset_key(ask.asset);
    const bool is_there = store.find(key).has_value();
    planned.push_back({std::move(key), price.credits, price.usd, is_there});
  }
  return planned;
}

}  // namespace vina
