// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// fake_cloud: the three vendors on 127.0.0.1, see docs/fake_cloud.md.

#include <signal.h>

#include <charconv>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/error.h"
#include "fake_cloud/fake_cloud.h"

namespace {

using vina::fake::FakeCloud;
using vina::fake::FakeCloudOptions;

[[noreturn]] void refuse(const std::string& message) {
  throw vina::Error{vina::ErrorKind::kInvalidOption, message};
}

/// "8s", "250ms", "0.5s".
std::chrono::milliseconds parse_time(const std::string& text) {
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string unit{read.ptr, text.data() + text.size()};
  if (read.ec != std::errc{} || number < 0 || (unit != "s" && unit != "ms")) {
    refuse(fmt::format("\"{}\" is not a time: write 8s or 250ms", text));
  }
  return std::chrono::milliseconds{static_cast<std::int64_t>(unit == "s" ? number * 1000.0 : number)};
}

void add_options(CLI::App& app, FakeCloudOptions& options) {
  app.add_option("--port", options.port, "on 127.0.0.1; 0: the system chooses")->capture_default_str();
  auto& google = options.google;
  app.add_option("--google-key", google.key, "the key that is accepted")->capture_default_str();
  app.add_flag("--imagen", google.with_imagen, "serve the model imagen-test over :predict");
  app.add_option("--picture-format", google.picture_format, "of all pictures; otherwise it depends on the prompt")
      ->check(CLI::IsMember({"png", "jpeg", "webp"}));
  auto& eleven = options.elevenlabs;
  app.add_option("--elevenlabs-key", eleven.key, "the key that is accepted")->capture_default_str();
  app.add_option("--elevenlabs-tier", eleven.tier, "the plan")
      ->check(CLI::IsMember({"free", "starter", "creator", "pro", "scale", "business"}))
      ->capture_default_str();
  app.add_option("--elevenlabs-credits", eleven.character_limit, "credits of the plan")->capture_default_str();
  app.add_option("--elevenlabs-spent", eleven.character_count, "credits spent already")->capture_default_str();
  app.add_option("--elevenlabs-concurrency", eleven.concurrency, "speech requests at once")->capture_default_str();
  app.add_flag("--elevenlabs-restricted-key{false}", eleven.may_read_user, "the key may not read the subscription");
  app.add_flag("--elevenlabs-gapless", eleven.gapless_mp3, "write the frame that tells the MP3 encoder's delay");
  app.add_flag("--elevenlabs-tags", eleven.tags_in_alignment, "keep break tags in the alignment");
  auto& cloudinary = options.cloudinary;
  app.add_option("--cloudinary-cloud", cloudinary.cloud, "the cloud name")->capture_default_str();
  app.add_option("--cloudinary-key", cloudinary.api_key, "the API key that is accepted")->capture_default_str();
  app.add_option("--cloudinary-secret", cloudinary.api_secret, "the API secret")->capture_default_str();
  app.add_option("--cloudinary-algorithm", cloudinary.algorithm, "of signatures")
      ->check(CLI::IsMember({"any", "sha1", "sha256"}))
      ->capture_default_str();
  app.add_option("--public-base", cloudinary.public_base, "of secure_url; \"self\": this program");
  app.add_option("--cloudinary-largest-request", cloudinary.largest_request, "bytes")->capture_default_str();
  app.add_option("--cloudinary-smallest-piece", cloudinary.smallest_piece, "bytes")->capture_default_str();
  app.add_option("--store", cloudinary.store, "folder for uploaded files; otherwise they stay in memory");
}

int serve(int argc, char** argv) {
  // Before any thread, so that all of them leave the signals to this one.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  CLI::App app{
      "Google's pictures, ElevenLabs' speech and Cloudinary's uploads on this computer, for work without keys."};
  FakeCloudOptions options;
  add_options(app, options);
  std::vector<std::string> delays;
  std::string history_delay = "0s";
  std::string faults;
  app.add_option("--delay", delays, "VENDOR=TIME: how long its work takes (google=8s)");
  app.add_option("--elevenlabs-history-delay", history_delay, "until a generation appears in the history");
  app.add_option("--faults", faults, "a JSON file with what goes wrong, see docs/fake_cloud.md");
  CLI11_PARSE(app, argc, argv);

  for (const std::string& delay : delays) {
    const std::size_t equals = delay.find('=');
    if (equals == std::string::npos) refuse(fmt::format("--delay {}: write VENDOR=TIME", delay));
    options.delays[delay.substr(0, equals)] = parse_time(delay.substr(equals + 1));
  }
  options.elevenlabs.history_delay = parse_time(history_delay);
  if (!faults.empty()) {
    std::ifstream file{faults};
    if (!file) refuse(fmt::format("cannot read {}", faults));
    options.faults = vina::fake::Json::parse(file, nullptr, false);
    if (options.faults.is_discarded()) refuse(fmt::format("{} is not JSON", faults));
  }
  FakeCloud cloud{std::move(options)};
  fmt::print("{}\n", cloud.url());
  std::fflush(stdout);
  int received = 0;
  sigwait(&signals, &received);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return serve(argc, argv);
  } catch (const vina::Error& error) {
    fmt::print(stderr, "fake_cloud: {}\n", error.public_message());
  } catch (const std::exception& error) {
    fmt::print(stderr, "fake_cloud: {}\n", error.what());
  }
  return 2;
}
