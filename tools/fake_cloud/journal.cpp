// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/journal.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace vina::fake {

struct Journal::State {
  using ChargeKey = std::tuple<std::string, std::string, std::string>;

  mutable std::mutex mutex;
  std::map<std::string, VendorFigures> vendors;
  std::map<std::string, int> paid_in_flight;
  std::uint64_t first_number = 1;  ///< of requests[0]; older ones were forgotten
  std::vector<JournalEntry> requests;
  std::map<ChargeKey, Charge> charges;

  /// Null for a request that a reset forgot.
  JournalEntry* find(std::uint64_t number) {
    if (number < first_number || number - first_number >= requests.size()) return nullptr;
    return &requests[static_cast<std::size_t>(number - first_number)];
  }
};

namespace {

Json to_json(const JournalEntry& entry) {
  Json json{{"number", entry.number}, {"vendor", entry.vendor}, {"kind", entry.kind},      {"method", entry.method},
            {"path", entry.path},     {"status", entry.status}, {"charged", entry.charged}};
  if (!entry.refusal.empty()) json["refusal"] = entry.refusal;
  if (!entry.fault.empty()) json["fault"] = Json::parse(entry.fault, nullptr, false);
  return json;
}

}  // namespace

int JournalSnapshot::charged(const std::string& vendor) const {
  const auto found = vendors.find(vendor);
  return found == vendors.end() ? 0 : found->second.charged;
}

int JournalSnapshot::paid_twice() const {
  int count = 0;
  for (const Charge& charge : charges) count += charge.times - 1;
  return count;
}

int JournalSnapshot::avoidable() const {
  int count = 0;
  for (const Charge& charge : charges) count += charge.avoidable;
  return count;
}

Json to_json(const JournalSnapshot& journal) {
  Json json{{"vendors", Json::object()}, {"requests", Json::array()},          {"charges", Json::array()},
            {"refusals", Json::array()}, {"paid_twice", journal.paid_twice()}, {"avoidable", journal.avoidable()}};
  for (const auto& [vendor, figures] : journal.vendors) {
    json["vendors"][vendor] = {{"requests", figures.requests},
                               {"in_flight", figures.in_flight},
                               {"most_in_flight", figures.most_in_flight},
                               {"most_paid_in_flight", figures.most_paid_in_flight},
                               {"charged", figures.charged},
                               {"refused", figures.refused},
                               {"faults", figures.faults}};
  }
  for (const JournalEntry& entry : journal.requests) {
    json["requests"].push_back(to_json(entry));
    if (!entry.refusal.empty()) json["refusals"].push_back(to_json(entry));
  }
  for (const Charge& charge : journal.charges) {
    json["charges"].push_back({{"vendor", charge.vendor},
                               {"kind", charge.kind},
                               {"request", charge.request},
                               {"times", charge.times},
                               {"delivered", charge.delivered},
                               {"avoidable", charge.avoidable},
                               {"units", charge.units}});
  }
  return json;
}

Journal::Journal() : state_{std::make_shared<State>()} {}

std::shared_ptr<InFlight> Journal::enter(const std::string& vendor, bool paid) {
  class Mark final : public InFlight {
   public:
    Mark(std::shared_ptr<State> state, std::string name, bool is_paid)
        : state_{std::move(state)}, vendor_{std::move(name)}, paid_{is_paid} {
      const std::lock_guard lock{state_->mutex};
      VendorFigures& figures = state_->vendors[vendor_];
      figures.most_in_flight = std::max(figures.most_in_flight, ++figures.in_flight);
      if (paid_) figures.most_paid_in_flight = std::max(figures.most_paid_in_flight, ++state_->paid_in_flight[vendor_]);
    }
    Mark(const Mark&) = delete;
    Mark& operator=(const Mark&) = delete;
    ~Mark() override {
      const std::lock_guard lock{state_->mutex};
      --state_->vendors[vendor_].in_flight;
      if (paid_) --state_->paid_in_flight[vendor_];
    }

   private:
    std::shared_ptr<State> state_;
    std::string vendor_;
    bool paid_;
  };
  return std::make_shared<Mark>(state_, vendor, paid);
}

int Journal::in_flight_paid(const std::string& vendor) const {
  const std::lock_guard lock{state_->mutex};
  return state_->paid_in_flight[vendor];
}

std::uint64_t Journal::record(const Request& request, const std::string& vendor, const std::string& kind) {
  const std::lock_guard lock{state_->mutex};
  JournalEntry entry;
  entry.number = state_->first_number + state_->requests.size();
  entry.vendor = vendor;
  entry.kind = kind;
  entry.method = request.method;
  entry.path = request.path;
  ++state_->vendors[vendor].requests[kind];
  state_->requests.push_back(entry);
  return entry.number;
}

void Journal::refuse(std::uint64_t number, const std::string& reason) {
  const std::lock_guard lock{state_->mutex};
  JournalEntry* entry = state_->find(number);
  if (entry == nullptr) return;
  entry->refusal = reason;
  ++state_->vendors[entry->vendor].refused;
}

void Journal::meet_fault(std::uint64_t number, const std::string& fault) {
  const std::lock_guard lock{state_->mutex};
  JournalEntry* entry = state_->find(number);
  if (entry == nullptr) return;
  entry->fault = fault;
  ++state_->vendors[entry->vendor].faults;
}

void Journal::answer(std::uint64_t number, int status) {
  const std::lock_guard lock{state_->mutex};
  if (JournalEntry* entry = state_->find(number)) entry->status = status;
}

int Journal::charge(std::uint64_t number, const std::string& request, std::int64_t units) {
  const std::lock_guard lock{state_->mutex};
  JournalEntry* entry = state_->find(number);
  if (entry == nullptr) return 0;
  entry->charged = true;
  ++state_->vendors[entry->vendor].charged;
  Charge& charge = state_->charges[{entry->vendor, entry->kind, request}];
  charge.vendor = entry->vendor;
  charge.kind = entry->kind;
  charge.request = request;
  charge.units += units;
  if (charge.delivered > 0) ++charge.avoidable;
  return charge.times++;
}

void Journal::deliver(std::uint64_t number, const std::string& request) {
  const std::lock_guard lock{state_->mutex};
  const JournalEntry* entry = state_->find(number);
  if (entry != nullptr) ++state_->charges[{entry->vendor, entry->kind, request}].delivered;
}

JournalSnapshot Journal::snapshot() const {
  const std::lock_guard lock{state_->mutex};
  JournalSnapshot snapshot{state_->vendors, state_->requests, {}};
  for (const auto& [key, charge] : state_->charges) snapshot.charges.push_back(charge);
  return snapshot;
}

void Journal::reset() {
  const std::lock_guard lock{state_->mutex};
  for (auto& [vendor, figures] : state_->vendors) {
    const int in_flight = figures.in_flight;
    figures = {};
    figures.in_flight = figures.most_in_flight = in_flight;
  }
  state_->first_number += state_->requests.size();
  state_->requests.clear();
  state_->charges.clear();
}

}  // namespace vina::fake
