// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "fake_cloud/journal.h"
#include "fake_cloud/options.h"

namespace vina::fake {

/// Google's pictures, ElevenLabs' speech and Cloudinary's uploads on one port of 127.0.0.1: takes what they take,
/// refuses what they refuse, and fails as they fail where the script says so. docs/fake_cloud.md is its manual.
///
/// Knows nothing of the client it is meant to judge: it shares no code with `remote`, `publish` or the providers.
/// Thread-safe. Throws Error (kInvalidOption) for wrong options, (kInternal) where the port is taken.
class FakeCloud {
 public:
  explicit FakeCloud(FakeCloudOptions options = {});
  FakeCloud(const FakeCloud&) = delete;
  FakeCloud& operator=(const FakeCloud&) = delete;
  ~FakeCloud();

  std::uint16_t port() const;
  /// "http://127.0.0.1:PORT"; serves as the base URL of all three vendors.
  std::string url() const;

  JournalSnapshot journal() const;
  /// Other fault rules from now on, counted from their start. Throws Error (kInvalidOption) for wrong ones.
  void set_faults(const Json& script);
  /// Forgets requests, charges, stored files and history, and counts the fault rules from their start.
  void reset();
  /// Closes all connections and waits for their threads. Calling it again does nothing.
  void stop();

 private:
  class Service;
  std::unique_ptr<Service> service_;
};

}  // namespace vina::fake
