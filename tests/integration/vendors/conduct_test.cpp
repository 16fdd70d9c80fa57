// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// A thousand calls to all three vendors at once, a fifth of whose requests go wrong.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "base/error.h"
#include "fake_cloud/fake_cloud.h"
#include "images/google/google_images.h"
#include "integration/vendors/fault_plan.h"
#include "publish/cloudinary_publisher.h"
#include "speech/elevenlabs/elevenlabs_speech.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using testing::FaultPlan;
using testing::PlannedCall;

/// How many calls of each kind.
struct Mix {
  std::size_t pictures = 0;
  std::size_t speeches = 0;
  std::size_t uploads = 0;
  std::size_t all() const { return pictures + speeches + uploads; }
};
constexpr Mix kThousand{400, 300, 300};

constexpr int kInFlight = 3;
constexpr auto kFirstWait = 4ms;
constexpr int kThreads = 12;
constexpr std::uint32_t kSeed = 1;

std::string prompt_of(std::size_t i) {
  return fmt::format("Boat {}", 1'000 + i);
}
std::string talk_of(std::size_t i) {
  return fmt::format("Tea {}.", 1'000 + i);
}
std::string lesson_of(std::size_t i) {
  return fmt::format("lesson-{}", 1'000 + i);
}

std::vector<PlannedCall> calls_of(const Mix& mix) {
  std::vector<PlannedCall> calls;
  for (std::size_t i = 0; i < mix.pictures; ++i) calls.push_back({"google", "generate", prompt_of(i)});
  for (std::size_t i = 0; i < mix.speeches; ++i) calls.push_back({"elevenlabs", "speech", talk_of(i)});
  for (std::size_t i = 0; i < mix.uploads; ++i) calls.push_back({"cloudinary", "upload", lesson_of(i) + "/video"});
  return calls;
}

/// The calls that cannot succeed with so many attempts.
std::set<std::size_t> hopeless_calls(const FaultPlan& plan, int attempts) {
  std::set<std::size_t> hopeless;
  for (std::size_t i = 0; i < plan.calls().size(); ++i) {
    if (!plan.lets_through(i, attempts)) hopeless.insert(i);
  }
  return hopeless;
}

/// Percent of the calls, over many seeds: what to expect of any.
double expected_success(int attempts) {
  constexpr std::uint32_t kSeeds = 200;
  std::size_t failures = 0;
  for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
    failures += hopeless_calls({calls_of(kThousand), seed}, attempts).size();
  }
  return 100.0 - 100.0 * static_cast<double>(failures) / static_cast<double>(kThousand.all() * kSeeds);
}

/// The three vendors and everything that asks them.
class Vendors {
 public:
  Vendors(const Mix& mix, const FaultPlan& plan, int attempts)
      : mix_{mix},
        cloud_{{.google = {.picture_format = "jpeg"},
                .elevenlabs = {.character_limit = 100'000'000},
                .faults = plan.script()}} {
    google_settings_.key = Secret{"fake-google-key"};
    google_settings_.base_url = cloud_.url();
    speech_settings_.key = Secret{"fake-elevenlabs-key"};
    speech_settings_.base_url = cloud_.url();
    cloudinary_settings_.cloud_name = "fake-cloud";
    cloudinary_settings_.api_key = Secret{"123456789012345"};
    cloudinary_settings_.api_secret = Secret{"fake-cloudinary-secret"};
    cloudinary_settings_.base_url = cloud_.url();
    google_ = std::make_unique<VendorChannel>(http_, hurried(google_conduct(google_settings_), attempts));
    elevenlabs_ = std::make_unique<VendorChannel>(http_, hurried(elevenlabs_conduct(speech_settings_), attempts));
    cloudinary_ = std::make_unique<VendorChannel>(http_, hurried(cloudinary_conduct(cloudinary_settings_), attempts));
    images_ = make_google_images(google_settings_, *google_, store_, ledger_, budget_, prices_);
    speech_ = make_elevenlabs_speech(speech_settings_, *elevenlabs_, store_, ledger_, budget_, prices_);
    video_ = scratch_ / "lesson.mp4";
    std::ofstream{video_} << std::string{"\0\0\0\x10", 4} << "ftypisom" << std::string(20'000, '\0');
  }

  /// Whether the call, numbered as in calls_of(), succeeded.
  bool call(std::size_t number) {
    try {
      if (number < mix_.pictures) {
        return images_->picture({.id = "figure", .image_prompt = prompt_of(number)}, {}).has_value();
      }
      number -= mix_.pictures;
      if (number < mix_.speeches) {
        return !speech_->narrate({.talks = {talk_of(number)}, .language = "en"}, {}).words.empty();
      }
      number -= mix_.speeches;
      const auto publisher = make_cloudinary_publisher(cloudinary_settings_, *cloudinary_, lesson_of(number));
      return !publisher->publish({video_, std::nullopt, std::nullopt}, {}).video_url.empty();
    } catch (const Error& error) {
      const bool is_of_vendor =
          error.kind() == ErrorKind::kProviderUnavailable || error.kind() == ErrorKind::kRateLimited;
      EXPECT_TRUE(is_of_vendor) << error.what();
      return false;
    }
  }

  fake::JournalSnapshot journal() const { return cloud_.journal(); }
  std::chrono::milliseconds waited() const {
    return google_->figures().waited + elevenlabs_->figures().waited + cloudinary_->figures().waited;
  }
  int ledger_entries() const { return static_cast<int>(ledger_.entries().size()); }

 private:
  static VendorConduct hurried(VendorConduct conduct, int attempts) {
    conduct.in_flight = kInFlight;
    conduct.attempts = attempts;
    conduct.first_wait = kFirstWait;
    return conduct;
  }

  const Mix mix_;
  testing::ScratchFolder scratch_;
  fake::FakeCloud cloud_;
  GoogleSettings google_settings_;
  ElevenLabsSettings speech_settings_;
  CloudinarySettings cloudinary_settings_;
  AssetStore store_{scratch_ / "cache"};
  SpendLedger ledger_{scratch_ / "ledger.jsonl"};
  Budget budget_;
  PriceList prices_ = PriceList::shipped();
  HttpClient http_;
  std::unique_ptr<VendorChannel> google_, elevenlabs_, cloudinary_;
  std::unique_ptr<ImageProvider> images_;
  std::unique_ptr<SpeechProvider> speech_;
  std::filesystem::path video_;
};

struct Outcome {
  std::set<std::size_t> failed;
  std::chrono::duration<double> took{0};
};

/// Makes all calls from several threads, in a mixed order.
Outcome call_all(Vendors& vendors, const Mix& mix) {
  std::vector<std::size_t> order(mix.all());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), std::mt19937{kSeed});
  Outcome outcome;
  std::mutex mutex;
  std::atomic<std::size_t> next = 0;
  const auto began = std::chrono::steady_clock::now();
  std::vector<std::jthread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (std::size_t at = next++; at < order.size(); at = next++) {
        if (vendors.call(order[at])) continue;
        const std::lock_guard lock{mutex};
        outcome.failed.insert(order[at]);
      }
    });
  }
  threads.clear();
  outcome.took = std::chrono::steady_clock::now() - began;
  return outcome;
}

struct Requests {
  int all = 0;
  int faults = 0;
  int look_ups = 0;  ///< in the history of ElevenLabs
};

Requests requests_of(const fake::JournalSnapshot& journal) {
  Requests requests;
  for (const auto& [vendor, figures] : journal.vendors) {
    requests.faults += figures.faults;
    for (const auto& [kind, count] : figures.requests) {
      requests.all += count;
      if (kind.starts_with("history")) requests.look_ups += count;
    }
  }
  return requests;
}

/// What holds however many calls fail.
void expect_good_conduct(const Vendors& vendors) {
  const fake::JournalSnapshot journal = vendors.journal();
  for (const fake::Charge& charge : journal.charges) {
    EXPECT_EQ(charge.avoidable, 0) << charge.vendor << " was paid " << charge.times
                                   << " times though its answer was there: " << charge.request;
  }
  for (const auto& [vendor, figures] : journal.vendors) {
    EXPECT_LE(figures.most_in_flight, kInFlight) << vendor;
    EXPECT_EQ(figures.refused, 0) << vendor;
  }
  EXPECT_GE(vendors.ledger_entries(), journal.charged("google") + journal.charged("elevenlabs"));
}

void show(const std::string& name, const std::string& value) {
  ::testing::Test::RecordProperty(name, value);
  std::cout << name << ": " << value << "\n";
}

void show_figures(const Vendors& vendors, const Outcome& outcome, double success) {
  const fake::JournalSnapshot journal = vendors.journal();
  const Requests requests = requests_of(journal);
  show("succeeded",
       fmt::format("{:.2f} % of {}, with {} attempts at most", success, kThousand.all(), VendorConduct{}.attempts));
  show("expected", fmt::format("{:.2f} % with 4 attempts, {:.2f} % with 5, {:.2f} % with 6", expected_success(4),
                               expected_success(5), expected_success(6)));
  show("requests", fmt::format("{}, of which {} met a fault", requests.all, requests.faults));
  show("extra", fmt::format("{} repeats, {} look-ups in the history",
                            requests.all - requests.look_ups - static_cast<int>(kThousand.all()), requests.look_ups));
  show("paid", fmt::format("{} calls, {} of them repeats after a lost answer, {} avoidable",
                           journal.charged("google") + journal.charged("elevenlabs"), journal.paid_twice(),
                           journal.avoidable()));
  for (const auto& [vendor, figures] : journal.vendors) {
    show("in_flight_" + vendor, fmt::format("{} of {}", figures.most_in_flight, kInFlight));
  }
  const double waits = static_cast<double>(vendors.waited().count()) / static_cast<double>(kFirstWait.count());
  show("waited",
       fmt::format("{:.2f} times the first wait, for an average call", waits / static_cast<double>(kThousand.all())));
  show("took", fmt::format("{:.1f} s with a first wait of {} ms", outcome.took.count(), kFirstWait.count()));
}

TEST(Conduct, BringsInAThousandCallsThoughAFifthOfTheRequestsFail) {
  const FaultPlan plan{calls_of(kThousand), kSeed};
  Vendors vendors{kThousand, plan, VendorConduct{}.attempts};
  const Outcome outcome = call_all(vendors, kThousand);
  const double success =
      100.0 - 100.0 * static_cast<double>(outcome.failed.size()) / static_cast<double>(kThousand.all());
  EXPECT_GE(success, 99.9);
  EXPECT_GE(expected_success(VendorConduct{}.attempts), 99.9) << "with any other seed";
  EXPECT_EQ(outcome.failed, hopeless_calls(plan, VendorConduct{}.attempts));
  const Requests requests = requests_of(vendors.journal());
  EXPECT_NEAR(requests.faults, 0.2 * requests.all, 0.02 * requests.all) << "a fifth of the requests";
  expect_good_conduct(vendors);
  show_figures(vendors, outcome, success);
}

TEST(Conduct, GivesUpOnlyWhereAllAttemptsFailed) {
  constexpr int kAttempts = 2;
  constexpr Mix kMix{80, 60, 60};
  const FaultPlan plan{calls_of(kMix), kSeed};
  Vendors vendors{kMix, plan, kAttempts};
  EXPECT_GE(hopeless_calls(plan, kAttempts).size(), 4U);
  EXPECT_EQ(call_all(vendors, kMix).failed, hopeless_calls(plan, kAttempts));
  expect_good_conduct(vendors);
}

}  // namespace
}  // namespace vina
