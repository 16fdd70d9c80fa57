// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/health_of_vendors.h"

#include <chrono>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "images/google/google_health.h"
#include "images/google/google_images.h"
#include "publish/cloudinary_health.h"
#include "remote/http_client.h"
#include "remote/vendor_channel.h"
#include "speech/elevenlabs/elevenlabs_health.h"
#include "speech/elevenlabs/elevenlabs_speech.h"

namespace vina {
namespace {

using std::chrono::milliseconds;

/// Somebody waits for the answer, so nothing is tried for long.
VendorConduct hasty(VendorConduct conduct) {
  conduct.attempts = 2;
  conduct.longest_hint = std::chrono::seconds{5};
  return conduct;
}

class Report {
 public:
  Report(std::string vendor, std::vector<HealthCheck>& checks) : vendor_{std::move(vendor)}, checks_{checks} {}

  void good(const std::string& name, const std::string& finding) const { add(name, Health::kGood, finding, ""); }
  void partial(const std::string& name, const std::string& finding, const std::string& cure) const {
    add(name, Health::kPartial, finding, cure);
  }
  void missing(const std::string& name, const std::string& finding, const std::string& cure) const {
    add(name, Health::kMissing, finding, cure);
  }
  /// Runs `work`; what goes wrong in it is a finding.
  template <typename Work>
  void run(Work work) const {
    try {
      work();
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kCancelled) throw;
      missing("settings", error.public_message(), "");
    }
  }

 private:
  void add(const std::string& name, Health health, const std::string& finding, const std::string& cure) const {
    checks_.push_back({vendor_, name, health, finding, cure});
  }

  std::string vendor_;
  std::vector<HealthCheck>& checks_;
};

std::string taken(milliseconds latency) {
  return fmt::format("taken; answered in {} ms", latency.count());
}

void report_google(const Report& report, const GoogleHealth& health) {
  using State = GoogleHealth::State;
  if (health.state == State::kKeyRejected) return report.missing("key", health.finding, health.cure);
  if (health.state == State::kUnreachable) return report.missing("service", health.finding, health.cure);
  report.good("key", taken(health.latency));
  if (health.state == State::kGood) report.good("model", health.finding);
  if (health.state == State::kModelEnding) report.partial("model", health.finding, health.cure);
  if (health.state == State::kModelMissing) report.missing("model", health.finding, health.cure);
  report.good("quota", "not told; AI Studio shows it");
}

void report_elevenlabs(const Report& report, const ElevenLabsSettings& settings, const ElevenLabsHealth& health) {
  for (const std::string& problem : health.problems) report.missing("problem", problem, "");
  if (!health.latency) return;
  report.good("key", taken(*health.latency));
  if (!health.voice_name.empty()) report.good("voice", fmt::format("{} ({})", health.voice_name, settings.voice_id));
  if (health.has_model) report.good("model", settings.model + " is there");
  if (health.credits_left) {
    report.good("quota", fmt::format("{} credits left{}", *health.credits_left,
                                     health.plan.empty() ? "" : ", plan " + health.plan));
  }
  for (const std::string& unknown : health.unknown) report.partial("not known", unknown, "");
}

void report_cloudinary(const Report& report, const CloudinaryHealth& health) {
  if (health.state == CloudinaryHealth::State::kRejected) return report.missing("key", health.message, "");
  if (health.state == CloudinaryHealth::State::kUnavailable) return report.missing("service", health.message, "");
  report.good("key", taken(health.latency));
  if (health.credits_used && health.credits_limit) {
    report.good("quota", fmt::format("{:.2f} of {:.2f} credits used{}", *health.credits_used, *health.credits_limit,
                                     health.plan ? ", plan " + *health.plan : ""));
  } else {
    report.good("quota", "not told to this key");
  }
}

}  // namespace

void examine_google(const GoogleSettings& settings, const std::stop_token& stop, std::vector<HealthCheck>& checks) {
  const Report report{"Google", checks};
  if (settings.key.empty()) return report.partial("key", "none, so no pictures are made", "set GOOGLE_AI_API_KEY");
  report.run([&] {
    HttpClient http;
    VendorChannel channel{http, hasty(google_conduct(settings))};
    report_google(report, check_google(settings, channel, stop));
  });
}

void examine_elevenlabs(const ElevenLabsSettings& settings, const std::stop_token& stop,
                        std::vector<HealthCheck>& checks) {
  const Report report{"ElevenLabs", checks};
  if (settings.key.empty()) return report.partial("key", "none, so the offline voice speaks", "set ELEVENLABS_API_KEY");
  report.run([&] {
    HttpClient http;
    VendorChannel channel{http, hasty(elevenlabs_conduct(settings))};
    report_elevenlabs(report, settings, check_elevenlabs(settings, channel, stop));
  });
}

void examine_cloudinary(const CloudinarySettings& settings, const std::stop_token& stop,
                        std::vector<HealthCheck>& checks) {
  const Report report{"Cloudinary", checks};
  if (settings.cloud_name.empty() && settings.api_key.empty() && settings.api_secret.empty()) {
    return report.partial("key", "none, so videos stay in their folder",
                          "set CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET");
  }
  report.run([&] {
    HttpClient http;
    VendorChannel channel{http, hasty(cloudinary_conduct(settings))};
    report_cloudinary(report, check_cloudinary(settings, channel, stop));
  });
}

}  // namespace vina
