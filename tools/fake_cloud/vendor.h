// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>

#include "fake_cloud/exchange.h"
#include "fake_cloud/fault_script.h"

namespace vina::fake {

/// A request that the real vendor would not serve.
struct Refusal {
  Answer answer;
  std::string reason;  ///< for the journal
};

/// A request that is served.
struct Work {
  std::string charge;      ///< what is paid for, canonical; empty: free
  std::int64_t units = 0;  ///< credits or pictures
  /// Makes the answer; a fault of the script may spoil its content.
  std::function<Answer(const Fault&)> make;
};

using Admission = std::variant<Refusal, Work>;

/// One of the imitated services. Thread-safe.
class Vendor {
 public:
  virtual ~Vendor() = default;

  /// What is asked for, told from method and path alone ("generate", "speech", "upload", ..., "unknown").
  virtual std::string kind_of(const Request& request) const = 0;
  virtual bool is_paid(const std::string& kind) const = 0;
  /// Checks everything the real service checks before it works.
  virtual Admission admit(const Request& request) = 0;
  /// Forgets all it has stored.
  virtual void reset() = 0;
};

}  // namespace vina::fake
