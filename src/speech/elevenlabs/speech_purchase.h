// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

#include "remote/vendor_channel.h"
#include "speech/elevenlabs/elevenlabs_answer.h"
#include "speech/elevenlabs/elevenlabs_request.h"
#include "speech/elevenlabs/elevenlabs_settings.h"
#include "storage/asset_store.h"
#include "storage/budget.h"
#include "storage/price_list.h"
#include "storage/spend_ledger.h"

namespace vina {

/// What one request is expected to cost.
struct SpeechPrice {
  double credits = 0;         ///< characters times the model's rate, rounded up
  std::optional<double> usd;  ///< in the settings' plan, or the dearest one if they name none
};
SpeechPrice price_of(const SpeechAsk& ask, const ElevenLabsSettings& settings, const PriceList& prices);

/// Note [An answer that cannot be read]
/// A 200 that is no JSON with a sound (a proxy's page, a body cut off at a length that was announced too short) is
/// treated as a lost answer: it may have been paid. It is written down as lost, looked for in the history, and asked
/// for once more at most.

/// Gets the sounds of a voice: from the store, else from the history if an earlier attempt may have paid, else for
/// credits. Every call that may have been charged is in the ledger. Thread-safe.
class SpeechPurchase {
 public:
  /// All must outlive the purchase. `settings` are valid.
  SpeechPurchase(const ElevenLabsSettings& settings, VendorChannel& channel, AssetStore& store, SpendLedger& ledger,
                 Budget& budget, const PriceList& prices);

  /// The sound of `ask`. Throws Error as VendorChannel::call, AssetStore and Budget do, and kProviderUnavailable for
  /// answers that cannot be read.
  StoredAsset get(const SpeechAsk& ask, const std::stop_token& stop);

  /// Removes a sound that turned out to be of no use, so that get() asks for it again.
  void discard(const SpeechAsk& ask);

 private:
  class Spending;
  Asset buy(const SpeechAsk& ask, AssetStore::EarlierAttempt earlier, Spending& spending,
            const std::stop_token& stop) const;
  std::optional<ElevenLabsAnswer> recover_earlier(const SpeechAsk& ask, Spending& spending,
                                                  std::chrono::system_clock::time_point since,
                                                  const std::stop_token& stop) const;
  CallOutcome call(const SpeechAsk& ask, Spending& spending, std::optional<ElevenLabsAnswer>& recovered,
                   std::chrono::system_clock::time_point since, const std::stop_token& stop) const;

  const ElevenLabsSettings& settings_;
  VendorChannel& channel_;
  AssetStore& store_;
  SpendLedger& ledger_;
  Budget& budget_;
  const PriceList& prices_;
};

}  // namespace vina
