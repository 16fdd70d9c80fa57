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
#include "storage/iso_time.h"
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
/// been charged, and gives back what was not spent. The request that brought the sound is written down last, once the
/// sound is on the disk.
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
  bool has_lost_answer() const { return has_lost_answer_; }

  /// Somebody who asked for the sound was killed, perhaps with an answer on its way. Nothing is to be done about it if
  /// that one had written down a charge.
  void note_cut_off(std::chrono::system_clock::time_point since) {
    if (!ledger_.has_entry(template_.key, since)) cut_off_ = since;
  }

  /// Writes down what the killed one may have been charged, unless found() did. It was not this run's money.
  void record_cut_off() {
    if (!cut_off_) return;
    LedgerEntry entry = filled("lost", price_.credits);
    entry.time = to_iso_time(*cut_off_);
    ledger_.add(std::move(entry));
    cut_off_.reset();
  }

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
    has_lost_answer_ = true;
    spend(price_.credits);
    add("lost", price_.credits);
  }

  void answered(std::optional<double> credits) {
    spend(credits.value_or(price_.credits));
    of_sound_ = filled("answered", credits.value_or(price_.credits));
  }

  /// Recovered without a second charge. The first one is on record as lost, unless a killed process paid it.
  void found() {
    of_sound_ = filled("found", cut_off_ ? price_.credits : 0);
    cut_off_.reset();
  }

  /// The sound is on the disk. Where it was there before, an earlier process may not have come to write it down.
  void stored(const StoredAsset& sound, const AssetStore::EarlierAttempt& cut_off) {
    if (of_sound_) return ledger_.add(*std::exchange(of_sound_, std::nullopt));
    if (cut_off && cut_off->cut_off) account_for(sound, cut_off->began, *cut_off->cut_off);
  }

  /// The sound, if it came, could not be stored.
  void not_stored() {
    if (!of_sound_ || of_sound_->credits == 0) return;
    of_sound_->outcome = "lost";
    try {
      ledger_.add(*std::exchange(of_sound_, std::nullopt));
    } catch (const Error&) {  // the disk is at fault, as it was before; the store has a note of it
    }
  }

 private:
  double usd_of(double credits) const {
    return price_.credits > 0 ? price_.usd.value_or(0) * credits / price_.credits : 0;
  }

  void account_for(const StoredAsset& sound, std::chrono::system_clock::time_point began,
                   std::chrono::system_clock::time_point cut_off) {
    if (ledger_.has_entry(template_.key, cut_off, {"answered", "found"})) return;
    const SpeechBill bill = read_speech_bill(sound.details);
    const bool is_paid_there = bill.is_recovered && ledger_.has_entry(template_.key, began);
    LedgerEntry entry =
        filled(bill.is_recovered ? "found" : "answered", is_paid_there ? 0 : bill.credits.value_or(price_.credits));
    entry.time = to_iso_time(cut_off);
    ledger_.add(std::move(entry));
  }

  void spend(double credits) {
    spent_usd_ += usd_of(credits);
    open_ = false;
  }

  LedgerEntry filled(const char* outcome, double credits) const {
    LedgerEntry entry = template_;
    entry.outcome = outcome;
    entry.credits = credits;
    if (price_.usd) entry.usd = usd_of(credits);
    return entry;
  }
  void add(const char* outcome, double credits) { ledger_.add(filled(outcome, credits)); }

  SpendLedger& ledger_;
  Budget& budget_;
  SpeechPrice price_;
  LedgerEntry template_;
  double reserved_usd_ = 0;
  double spent_usd_ = 0;
  bool has_lost_answer_ = false;
  bool open_ = false;                                             ///< a reservation waits to be used
  std::optional<LedgerEntry> of_sound_;                           ///< not in the ledger yet
  std::optional<std::chrono::system_clock::time_point> cut_off_;  ///< a charge that is in no record may be of then
};

SpeechPrice price_of(const SpeechAsk& ask, const ElevenLabsSettings& settings, const PriceList& prices) {
  SpeechPrice price;
  price.credits = std::ceil(static_cast<double>(count_characters(ask)) * prices.credits_per_character(settings.model));
  if (const auto credit_usd = prices.credit_usd(settings.plan)) price.usd = price.credits * *credit_usd;
  return price;
}

SpeechPurchase::SpeechPurchase(const ElevenLabsSettings& settings, VendorChannel& channel, AssetStore& store,
                               SpendLedger& ledger, Budget& budget, const PriceList& prices)
    : settings_{settings}, channel_{channel}, store_{store}, ledger_{ledger}, budget_{budget}, prices_{prices} {}

StoredAsset SpeechPurchase::get(const SpeechAsk& ask, const std::stop_token& stop) {
  Spending spending{*this, ask};
  const auto make = [&](AssetStore::EarlierAttempt earlier) {
    try {
      return buy(ask, earlier, spending, stop);
    } catch (const Error& error) {
      if (spending.has_lost_answer()) throw ErrorAfterCharge{error};  // the next one looks into the history
      throw;
    }
  };
  const auto account = [&](const StoredAsset& sound, const AssetStore::EarlierAttempt& cut_off) {
    spending.stored(sound, cut_off);
  };
  try {
    return store_.get_or_make(ask.asset, make, stop, account);
  } catch (const Error&) {
    spending.not_stored();
    throw;
  }
}

void SpeechPurchase::discard(const SpeechAsk& ask) {
  store_.remove(asset_key(ask.asset));
}

Asset SpeechPurchase::buy(const SpeechAsk& ask, AssetStore::EarlierAttempt earlier, Spending& spending,
                          const std::stop_token& stop) const {
  const ElevenLabsFormat::Coding coding = elevenlabs_format(settings_.output_format).coding;
  const auto since = earlier ? earlier->began : std::chrono::system_clock::now();
  const auto asset_of = [&](ElevenLabsAnswer answer) {
    return Asset{std::move(answer.sound), extension_of(coding), std::move(answer.details)};
  };
  std::optional<ElevenLabsAnswer> recovered;
  if (earlier) {
    if (earlier->cut_off) spending.note_cut_off(*earlier->cut_off);
    recovered = recover_earlier(ask, spending, since, stop);
  }
  for (int attempt = 0; attempt < 2; ++attempt) {
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
    recovered = recover_from_history(ask, settings_, channel_, since, stop);
  }
  if (recovered) {
    spending.found();
    return asset_of(std::move(*recovered));
  }
  throw Error{ErrorKind::kProviderUnavailable,
              "ElevenLabs answered twice with what is no JSON with a sound in it: check VINA_ELEVENLABS_BASE_URL and "
              "what stands between here and there"};
}

std::optional<ElevenLabsAnswer> SpeechPurchase::recover_earlier(const SpeechAsk& ask, Spending& spending,
                                                                std::chrono::system_clock::time_point since,
                                                                const std::stop_token& stop) const {
  std::optional<ElevenLabsAnswer> recovered;
  try {
    recovered = recover_from_history(ask, settings_, channel_, since, stop);
  } catch (const Error&) {
    spending.record_cut_off();  // nobody is told of it again
    throw;
  }
  if (!recovered) spending.record_cut_off();
  return recovered;
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
