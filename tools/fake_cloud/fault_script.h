// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "fake_cloud/exchange.h"

namespace vina::fake {

/// What goes wrong with one request. docs/fake_cloud.md lists the members of its JSON.
struct Fault {
  Json written;                                    ///< as in the script
  std::optional<std::chrono::milliseconds> delay;  ///< instead of the vendor's
  bool before_work = false;                        ///< the connection is closed before anything is done or charged
  Delivery delivery;
  std::optional<Answer> instead;  ///< said in place of the vendor's answer
  bool work_first = false;        ///< the work is done (and charged) although `instead` is said
  std::vector<Header> headers;    ///< added to the answer
  std::string garble;             ///< "json": cut off in the middle; "html": a proxy's page with status 200
  Json content = Json::object();  ///< for the vendor: what is wrong with what it makes

  /// Whether the client cannot get what it asked for, or cannot use it.
  bool loses_answer() const;
  /// Whether what was asked for is not made at all, so that nothing is charged (a refused picture).
  bool withholds() const;
  std::string text(const std::string& member) const;
};

/// A list of rules; the first that fires decides. Which requests it fires for depends on the seed and on the order of
/// arrival alone. Thread-safe.
class FaultScript {
 public:
  /// Throws Error (kInvalidOption) naming the rule and member that is wrong. Empty JSON: no faults.
  explicit FaultScript(const Json& script = Json::object());

  std::optional<Fault> next(const std::string& vendor, const std::string& kind, const Request& request);
  /// Puts other rules in place, from their start.
  void replace(const Json& script);
  /// Counts from the start again.
  void rewind();

 private:
  struct Rule {
    std::string vendor, kind, path, body;  ///< empty: any; path and body are parts of the request's
    std::vector<std::uint64_t> nth;        ///< which of the matching requests; empty: all
    std::uint64_t every = 0;
    std::uint64_t times = 0;  ///< 0: no limit
    std::optional<double> probability;
    std::vector<Fault> faults;
    std::uint64_t seen = 0;
    std::uint64_t fired = 0;
  };
  static Rule parse_rule(const Json& json);
  bool fires(Rule& rule, std::size_t index) const;

  mutable std::mutex mutex_;
  std::uint64_t seed_ = 1;
  std::vector<Rule> rules_;
};

}  // namespace vina::fake
