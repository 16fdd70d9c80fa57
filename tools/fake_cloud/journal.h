// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "fake_cloud/exchange.h"

namespace vina::fake {

/// One request, in the order of arrival. Headers and credentials are not kept.
struct JournalEntry {
  std::uint64_t number = 0;  ///< from 1
  std::string vendor;        ///< "google", "elevenlabs", "cloudinary"
  std::string kind;          ///< "generate", "speech", "upload", ...
  std::string method;
  std::string path;
  int status = 0;  ///< 0 while it is under way, and where the connection was closed without an answer
  bool charged = false;
  std::string refusal;  ///< why a strict vendor refused it; empty where it did not
  std::string fault;    ///< the fault of the script it met, as JSON; empty where it met none
};

/// What was paid for by one request body. More than one time is money lost, unless answers were cut off on purpose.
struct Charge {
  std::string vendor;
  std::string kind;
  std::string request;  ///< what was asked for, canonical: path and body with sorted members
  int times = 0;
  int delivered = 0;       ///< how many of these times the answer was sent whole
  int avoidable = 0;       ///< how many of these times an earlier answer had been sent whole
  std::int64_t units = 0;  ///< credits or pictures, all times together
};

struct VendorFigures {
  std::map<std::string, int> requests;  ///< by kind
  int in_flight = 0;
  int most_in_flight = 0;
  int most_paid_in_flight = 0;  ///< of the calls that cost money alone
  int charged = 0;              ///< calls
  int refused = 0;
  int faults = 0;
};

/// Everything that happened since the start or the last reset.
struct JournalSnapshot {
  std::map<std::string, VendorFigures> vendors;
  std::vector<JournalEntry> requests;
  std::vector<Charge> charges;  ///< by vendor, kind and request

  int charged(const std::string& vendor) const;
  /// Charges above the first of each request.
  int paid_twice() const;
  /// Of those, the ones where an earlier answer had been sent whole: a careful client causes none.
  int avoidable() const;
};

Json to_json(const JournalSnapshot& journal);

/// Thread-safe.
class Journal {
 public:
  Journal();

  /// Counts a request as in flight until what is returned is gone.
  std::shared_ptr<InFlight> enter(const std::string& vendor, bool paid);
  int in_flight_paid(const std::string& vendor) const;

  std::uint64_t record(const Request& request, const std::string& vendor, const std::string& kind);
  void refuse(std::uint64_t number, const std::string& reason);
  void meet_fault(std::uint64_t number, const std::string& fault);
  void answer(std::uint64_t number, int status);
  /// Returns how often the same was charged before.
  int charge(std::uint64_t number, const std::string& request, std::int64_t units);
  void deliver(std::uint64_t number, const std::string& request);

  JournalSnapshot snapshot() const;
  /// Forgets all but what is in flight.
  void reset();

 private:
  struct State;
  std::shared_ptr<State> state_;  ///< shared with the marks of what is in flight, which may outlive the journal
};

}  // namespace vina::fake
