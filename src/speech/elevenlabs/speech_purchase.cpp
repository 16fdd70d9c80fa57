// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/speech_purchase.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "speech/elevenlabs/elevenlabs_history.h"
#include "speech/elevenlabs/elevenlabs_verdict.h"
#include "wrap/icu/segments.h"

namespace vina {
namespace {

/// `speech "The first words of it…"`
std::string subject_of(const SpeechAsk& ask) {
  constexpr std::size_t kLongest = 30;
  const std::string_view text = ask.sent.text;
  const std::vector<TextSpan> graphemes = icu::graphemes(text.substr(0, std::min<std::size_t>(text.size(), 1'000)));
  if (graphemes.size() <= kLongest) return fmt::format("speech \"{}\"", text);
  return fmt::format("speech \"{}…\"", text.substr(0, graphemes[kLongest].begin));
}

std::string extension_of(ElevenLabsFormat::Coding coding) {
  switch (coding) {
    case ElevenLabsFormat::Coding::kMp3:
      return "mp3";
    case ElevenLabsFormat::Coding::kWav:
      return "wav";
    case ElevenLabsFormat::Coding::kPcm:
      return "pcm";
  }
  return {};
}

}  // namespace

/// What getting one sound costs: reserves the price of each request before it is sent, writes down each that may have
/// been charged, and gives back what was not spent.
class SpeechPurchase::Spending {
 public:
  Spending(SpeechPurchase& purchase, const SpeechAsk& ask)
      : ledger_{purchase.ledger_},
        budget_{purchase.budget_},
        price_{price_of(ask, purchase.settings_, purchase.prices_)} {
    template_.vendor = "elevenlabs";
    template_.model = purchase.settings_.model;
    template_.key = asset_key(ask.asset).hex;
    template_.subject = subject_of(ask);
  }
  Spending(const Spending&) = delete;
  Spending& operator=(const Spending&) = delete;
  ~Spending() { budget_.settle(reserved_usd_, spent_usd_); }

  const std::string& subject() const { return template_.subject; }

  /// A request is about to be sent. A reservation that no charge has used up is used again.
  void before_request() {
    if (open_) return;
    const double usd = price_.usd.value_or(0);
    budget_.reserve(usd, template_.subject);
    reserved_usd_ += usd;
    open_ = true;
  }

  /// The request may have been charged, and there is no answer.
  void lost() {
    spend(price_.credits);
    lost_ = true;
    add("lost", price_.credits);
  }

  void answered(std::optional<double> credits) {
    answered_credits_ = credits.value_or(price_.credits);
    spend(*answered_credits_);
  }

  /// Recovered without a second charge. One that an earlier process paid for may be in nobody's record yet.
  void found() { add("found", lost_ || is_recorded_as_lost() ? 0 : price_.credits); }

  /// Writes down the answer. The sound goes to the disk first: that is what was paid for.
  void record() {
    if (answered_credits_) add("answered", *answered_credits_);
    answered_credits_.reset();
  }

 private:
  double usd_of(double credits) const {
    return price_.credits > 0 ? price_.usd.value_or(0) * credits / price_.credits : 0;
  }

  void spend(double credits) {
    spent_usd_ += usd_of(credits);
    open_ = false;
  }

  void add(const char* outcome, double credits) {
    LedgerEntry entry = template_;
    entry.outcome = outcome;
    entry.credits = credits;
    if (price_.usd) entry.usd = usd_of(credits);
    ledger_.add(std::move(entry));
  }

  bool is_recorded_as_lost() const {
    const std::vector<LedgerEntry> entries = ledger_.entries();
    return std::any_of(entries.begin(), entries.end(),
                       [&](const LedgerEntry& entry) { return entry.key == template_.key && entry.outcome == "lost"; });
  }

  SpendLedger& ledger_;
  Budget& budget_;
  SpeechPrice price_;
  LedgerEntry template_;
  double reserved_usd_ = 0;
  double spent_usd_ = 0;
  bool open_ = false;  ///< a reservation waits to be used
  bool lost_ = false;
  std::optional<double> answered_credits_;
};

SpeechPrice price_of(const SpeechAsk& ask, const ElevenLabsSettings& settings, const PriceList& prices) {
  SpeechPrice price;
  price.credits = std::ceil(static_cast<double>(count_characters(ask)) * prices.credits_per_character(settings.model));
  std::optional<double> credit_usd = prices.credit_usd(settings.plan);
  if (!credit_usd) credit_usd = prices.credit_usd("");
  if (credit_usd) price.usd = price.credits * *credit_usd;
  return price;
}

SpeechPurchase::SpeechPurchase(const ElevenLabsSettings& settings, VendorChannel& channel, AssetStore& store,
                               SpendLedger& ledger, Budget& budget, const PriceList& prices)
    : settings_{settings}, channel_{channel}, store_{store}, ledger_{ledger}, budget_{budget}, prices_{prices} {}

StoredAsset SpeechPurchase::get(const SpeechAsk& ask, const std::stop_token& stop) {
  Spending spending{*this, ask};
  const auto make = [&](AssetStore::EarlierAttempt earlier) { return buy(ask, earlier, spending, stop); };
  try {
    StoredAsset asset = store_.get_or_make(ask.asset, make, stop);
    spending.record();
    return asset;
  } catch (const Error&) {
    spending.record();
    throw;
  }
}

void SpeechPurchase::discard(const SpeechAsk& ask) {
  store_.remove(asset_key(ask.asset));
}

Asset SpeechPurchase::buy(const SpeechAsk& ask, AssetStore::EarlierAttempt earlier, Spending& spending,
                          const std::stop_token& stop) const {
  const ElevenLabsFormat::Coding coding = elevenlabs_format(settings_.output_format).coding;
  const auto since = earlier.value_or(std::chrono::system_clock::now());
  const auto asset_of = [&](ElevenLabsAnswer answer) {
    return Asset{std::move(answer.sound), extension_of(coding), std::move(answer.details)};
  };
  bool look_first = earlier.has_value();
  for (int attempt = 0; attempt < 2; ++attempt) {
    std::optional<ElevenLabsAnswer> recovered;
    if (look_first) recovered = recover_from_history(ask, settings_, channel_, since, stop);
    std::optional<HttpResponse> response;
    if (!recovered) response = call(ask, spending, recovered, since, stop).response;
    if (recovered) {
      spending.found();
      return asset_of(std::move(*recovered));
    }
    if (auto answer = read_speech_answer(*response, coding)) {
      spending.answered(billed_credits(*response));
      return asset_of(std::move(*answer));
    }
    spending.lost();
    look_first = true;
  }
  if (auto recovered = recover_from_history(ask, settings_, channel_, since, stop)) {
    spending.found();
    return asset_of(std::move(*recovered));
  }
  throw Error{ErrorKind::kProviderUnavailable,
              "ElevenLabs answered twice with what is no JSON with a sound in it: check VINA_ELEVENLABS_BASE_URL and "
              "what stands between here and there"};
}

CallOutcome SpeechPurchase::call(const SpeechAsk& ask, Spending& spending, std::optional<ElevenLabsAnswer>& recovered,
                                 std::chrono::system_clock::time_point since, const std::stop_token& stop) const {
  VendorCall call;
  call.subject = spending.subject();
  call.request = [&](int) {
    spending.before_request();
    return make_speech_post(ask, settings_);
  };
  call.judge = [](const HttpResponse& response) {
    return judge_elevenlabs(response, std::chrono::system_clock::now());
  };
  call.lost_answer = LostAnswer::kRepeatOnce;
  call.recover = [&](const std::stop_token& inner) -> std::optional<HttpResponse> {
    recovered = recover_from_history(ask, settings_, channel_, since, inner);
    if (!recovered) return std::nullopt;
    return HttpResponse{.status = 200};
  };
  call.charged = [&](bool answered) {
    if (!answered) spending.lost();
  };
  return channel_.call(call, stop);
}

}  // namespace vina
