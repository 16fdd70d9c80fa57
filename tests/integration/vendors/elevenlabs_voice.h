// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "fake_cloud/fake_cloud.h"
#include "remote/http_client.h"
#include "speech/elevenlabs/elevenlabs_history.h"
#include "speech/elevenlabs/elevenlabs_request.h"
#include "speech/elevenlabs/elevenlabs_speech.h"
#include "support/scratch_folder.h"
#include "unit/speech/narration_contract.h"

namespace vina::testing {

inline constexpr Samples kFrame{kSamplesPerFrame};
inline constexpr const char* kKey = "sk_planted_secret_73";

/// The whole way of a voice, with everything it needs, against one fake cloud.
class ElevenLabsVoice : public ::testing::Test {
 protected:
  void start(nlohmann::json faults = nlohmann::json::object(), fake::ElevenLabsOptions options = {}) {
    options.key = kKey;
    fake::FakeCloudOptions cloud;
    cloud.elevenlabs = options;
    cloud.faults = std::move(faults);
    cloud_ = std::make_unique<fake::FakeCloud>(cloud);
    settings_.key = Secret{kKey};
    settings_.base_url = cloud_->url();
    settings_.plan = "creator";
    open();
  }

  /// As a new process: nothing is remembered but what is on the disk.
  void open(std::optional<double> limit_usd = std::nullopt) {
    budget_ = std::make_unique<Budget>(limit_usd);
    http_ = std::make_unique<HttpClient>();
    VendorConduct conduct{.vendor = "ElevenLabs"};
    conduct.first_wait = std::chrono::milliseconds{20};
    conduct.longest_wait = std::chrono::milliseconds{100};
    conduct.secrets = {settings_.key};
    channel_ = std::make_unique<VendorChannel>(*http_, conduct);
    voice_ = make_elevenlabs_speech(settings_, *channel_, store_, ledger_, *budget_, prices_);
  }

  Narration narrate(const SpeechRequest& request) {
    Narration narration = voice_->narrate(request, {});
    expect_valid_narration(request, narration);
    return narration;
  }

  Error failure_of(const SpeechRequest& request) {
    try {
      voice_->narrate(request, {});
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), ::testing::Not(::testing::HasSubstr(kKey)));
      EXPECT_THAT(error.public_message(), ::testing::Not(::testing::HasSubstr(kKey)));
      EXPECT_THAT(error.public_message(), ::testing::Not(::testing::HasSubstr("\n")));
      return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return Error{ErrorKind::kInternal, ""};
  }

  /// As the store and the vendor see a process that is killed when the sound has been made and paid.
  void ask_and_be_killed(const SpeechRequest& request) {
    const SpeechAsk ask = make_speech_asks(request, settings_).asks.at(0);
    EXPECT_ANY_THROW(store_.get_or_make(
        ask.asset,
        [&](AssetStore::EarlierAttempt) -> Asset {
          EXPECT_TRUE(std::holds_alternative<HttpResponse>(http_->exchange(make_speech_post(ask, settings_), {})));
          throw std::runtime_error{"killed"};
        },
        {}));
  }

  /// The same for one that is killed when it has stored what it found in the history, before it has written it down.
  void find_and_be_killed(const SpeechRequest& request) {
    const SpeechAsk ask = make_speech_asks(request, settings_).asks.at(0);
    const auto find = [&](AssetStore::EarlierAttempt earlier) {
      ElevenLabsAnswer found = recover_from_history(ask, settings_, *channel_, earlier.value().began, {}).value();
      return Asset{std::move(found.sound), "mp3", std::move(found.details)};
    };
    const auto killed = [](const auto&, const auto&) { throw std::runtime_error{"killed"}; };
    EXPECT_ANY_THROW(store_.get_or_make(ask.asset, find, {}, killed));
  }

  int charged() const { return cloud_->journal().charged("elevenlabs"); }
  int requests(const std::string& kind) const {
    const auto journal = cloud_->journal();
    const auto vendor = journal.vendors.find("elevenlabs");
    if (vendor == journal.vendors.end() || !vendor->second.requests.contains(kind)) return 0;
    return vendor->second.requests.at(kind);
  }
  std::vector<std::string> outcomes() const {
    std::vector<std::string> outcomes;
    for (const LedgerEntry& entry : ledger_.entries()) outcomes.push_back(entry.outcome);
    return outcomes;
  }

  ScratchFolder scratch_;
  std::unique_ptr<fake::FakeCloud> cloud_;
  ElevenLabsSettings settings_;
  PriceList prices_ = PriceList::shipped();
  AssetStore store_{scratch_ / "cache"};
  SpendLedger ledger_{scratch_ / "ledger.jsonl"};
  std::unique_ptr<Budget> budget_;
  std::unique_ptr<HttpClient> http_;
  std::unique_ptr<VendorChannel> channel_;
  std::unique_ptr<SpeechProvider> voice_;
};

inline nlohmann::json fault(const nlohmann::json& what, const nlohmann::json& rule = {{"nth", 1U}}) {
  nlohmann::json one = rule;
  one["vendor"] = "elevenlabs";
  if (!one.contains("kind")) one["kind"] = "speech";
  one["fault"] = what;
  return {{"seed", 3U}, {"rules", nlohmann::json::array({one})}};
}

/// When the service says that each byte of what was sent is spoken. Its characters, put together, are the text sent.
inline std::vector<Samples> times_of_bytes(const nlohmann::json& alignment, const std::string& text) {
  std::vector<Samples> times;
  std::string together;
  for (std::size_t index = 0; index < alignment["characters"].size(); ++index) {
    const auto character = alignment["characters"][index].get<std::string>();
    const double seconds = alignment["character_start_times_seconds"][index].get<double>();
    together += character;
    times.insert(times.end(), character.size(), Samples{static_cast<std::int64_t>(seconds * 48'000 + 0.5)});
  }
  EXPECT_EQ(together, text);
  return times;
}

/// The longest way of a word from where the service says it begins.
inline Samples worst_word(const SpeechRequest& request, const ElevenLabsSettings& settings, const AssetStore& store,
                          const Narration& narration) {
  const SpeechAsks asks = make_speech_asks(request, settings);
  EXPECT_THAT(asks.asks, ::testing::SizeIs(1));
  const SentText& sent = asks.asks.at(0).sent;
  const auto asset = store.find(asset_key(asks.asks.at(0).asset));
  if (!asset) return milliseconds(1'000'000);
  const std::vector<Samples> times = times_of_bytes(nlohmann::json::parse(asset->details)["alignment"], sent.text);
  Samples worst;
  std::size_t byte = 0;
  std::size_t word = 0;
  std::size_t placed = 0;
  for (const SentCharacter& character : sent.characters) {
    const Samples time = byte < times.size() ? times[byte] : Samples{};
    do {
      ++byte;
    } while (byte < sent.text.size() && (static_cast<unsigned char>(sent.text[byte]) & 0xC0) == 0x80);
    if (word == narration.words.size()) break;
    const SpokenWord& spoken = narration.words[word];
    if (spoken.item != character.item || spoken.text.begin != character.in_talk.begin) continue;
    if (character.in_talk.size() == 0) continue;
    worst = std::max({worst, spoken.start - time, time - spoken.start});
    ++word;
    ++placed;
  }
  EXPECT_EQ(placed, narration.words.size());
  return worst;
}

}  // namespace vina::testing
