// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "remote/vendor_channel.h"
#include "speech/elevenlabs/elevenlabs_settings.h"
#include "speech/speech_provider.h"
#include "storage/asset_store.h"
#include "storage/budget.h"
#include "storage/price_list.h"
#include "storage/spend_ledger.h"

namespace vina {

/// How ElevenLabs is treated: 4 attempts, the key hidden. `in_flight` is VIDEO_PARALLEL_AUDIO.
VendorConduct elevenlabs_conduct(const ElevenLabsSettings& settings, int in_flight = 3);

/// The voice of ElevenLabs: one paid request for a slide (more for one that is longer than a request may be), kept in
/// the store, so that a slide is paid once. A rate of 160 words a minute is the voice's own. Word times are those of
/// the service's alignment; where that is missing they are estimated, with a warning. `settings` are checked and
/// copied; everything else must outlive the provider. Throws Error (kInvalidOption) for settings that are wrong, or a
/// plan that `prices` does not know.
///
/// narrate() throws Error: kInvalidOption (settings, language, rate; a voice or model the service does not have),
/// kProviderRejected (key, account, credits), kNotInPlan (voice, model, format), kProviderRefused (the text),
/// kRateLimited, kProviderUnavailable, kBudgetReached, kStorage, kMedia for a sound that cannot be decoded, kCancelled.
/// What was paid for until then is in the store.
std::unique_ptr<SpeechProvider> make_elevenlabs_speech(const ElevenLabsSettings& settings, VendorChannel& channel,
                                                       AssetStore& store, SpendLedger& ledger, Budget& budget,
                                                       const PriceList& prices);

/// One request that a narration takes.
struct PlannedSpeech {
  AssetKey key;
  double credits = 0;         ///< estimated; also where it is there
  std::optional<double> usd;  ///< the same in dollars
  bool is_there = false;      ///< in the store: nothing will be paid
};

/// What narrating `request` takes, without asking anybody. The settings need no key. Throws Error (kInvalidOption) as
/// make_elevenlabs_speech() and narrate() do.
std::vector<PlannedSpeech> plan_speech(const SpeechRequest& request, const ElevenLabsSettings& settings,
                                       const AssetStore& store, const PriceList& prices);

}  // namespace vina
