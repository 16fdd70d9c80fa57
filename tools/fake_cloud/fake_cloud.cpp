// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/fake_cloud.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/error.h"
#include "fake_cloud/cloudinary_vendor.h"
#include "fake_cloud/elevenlabs_vendor.h"
#include "fake_cloud/fault_script.h"
#include "fake_cloud/google_vendor.h"
#include "fake_cloud/http_server.h"
#include "fake_cloud/sleep.h"
#include "fake_cloud/vendor.h"

namespace vina::fake {
namespace {

constexpr std::size_t kLargestBody = std::size_t{128} * 1024 * 1024;

void garble(Answer& answer, const std::string& how) {
  if (how == "json") answer.body.resize(answer.body.size() * 2 / 3);
  if (how != "html") return;
  answer.headers = {{"Content-Type", "text/html"}};
  answer.body = "<html><head><title>Sign in</title></head><body>Please sign in to use this network.</body></html>";
}

}  // namespace

class FakeCloud::Service {
 public:
  explicit Service(FakeCloudOptions options)
      : options_{std::move(options)},
        faults_{options_.faults},
        google_{options_.google},
        elevenlabs_{options_.elevenlabs, journal_, sleep_},
        cloudinary_{options_.cloudinary} {
    for (const auto& [vendor, delay] : options_.delays) {
      if (vendor != "google" && vendor != "elevenlabs" && vendor != "cloudinary") {
        throw Error{ErrorKind::kInvalidOption,
                    fmt::format("there is no vendor \"{}\": choose google, elevenlabs or cloudinary", vendor)};
      }
    }
    server_ = std::make_unique<HttpServer>(
        options_.port, kLargestBody,
        Handler{.began = [this](const Request& request) { return begin(request); },
                .answer = [this](Request&& request,
                                 std::shared_ptr<InFlight> mark) { return answer(request, std::move(mark)); },
                .pause = [this](std::chrono::milliseconds time) { sleep_.sleep(time); }});
    port_ = server_->port();
    cloudinary_.set_own_url(url());
  }
  ~Service() { stop(); }
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  void stop() {
    sleep_.wake_for_good();
    const std::lock_guard lock{stop_mutex_};
    server_.reset();
  }

  std::uint16_t port() const { return port_; }
  std::string url() const { return fmt::format("http://127.0.0.1:{}", port_); }
  Journal& journal() { return journal_; }
  FaultScript& faults() { return faults_; }

  void reset() {
    journal_.reset();
    faults_.rewind();
    google_.reset();
    elevenlabs_.reset();
    cloudinary_.reset();
  }

 private:
  struct Named {
    std::string name;
    Vendor* vendor = nullptr;
  };

  Named vendor_of(const Request& request) {
    const std::string_view path = request.path;
    if (path.starts_with("/v1beta/")) return {"google", &google_};
    if (path.starts_with("/v1_1/") || path.starts_with("/res/")) return {"cloudinary", &cloudinary_};
    if (path.starts_with("/v1/") || path.starts_with("/v2/")) return {"elevenlabs", &elevenlabs_};
    return {};
  }

  std::shared_ptr<InFlight> begin(const Request& request) {
    const Named named = vendor_of(request);
    if (named.vendor == nullptr) return nullptr;
    return journal_.enter(named.name, named.vendor->is_paid(named.vendor->kind_of(request)));
  }

  Answer answer(const Request& request, std::shared_ptr<InFlight> mark) {
    const Named named = vendor_of(request);
    if (named.vendor == nullptr) return answer_control(request);
    const std::uint64_t number = journal_.record(request, named.name, named.vendor->kind_of(request));
    Answer answer = serve(request, named, number);
    answer.in_flight = std::move(mark);
    if (answer.delivery.cut != Cut::kWithoutAnswer) journal_.answer(number, answer.status);
    // Whoever has the whole answer may ask the next at once, and must not be counted twice.
    if (answer.delivery.piece_bytes == 0) answer.in_flight.reset();
    return answer;
  }

  Answer serve(const Request& request, const Named& named, std::uint64_t number) {
    Admission admission = named.vendor->admit(request);
    if (auto* refusal = std::get_if<Refusal>(&admission)) {
      journal_.refuse(number, refusal->reason);
      return std::move(refusal->answer);
    }
    const Work& work = std::get<Work>(admission);
    const Fault fault = faults_.next(named.name, named.vendor->kind_of(request), request).value_or(Fault{});
    if (!fault.written.is_null()) journal_.meet_fault(number, fault.written.dump());
    const bool works = !fault.before_work && (!fault.instead || fault.work_first);
    // Charged at once: whoever gives up while the vendor works has paid all the same.
    const bool charges = works && !work.charge.empty() && !fault.withholds();
    if (charges) journal_.charge(number, work.charge, work.units);
    if (fault.delay) {
      sleep_.sleep(*fault.delay);
    } else if (const auto delay = options_.delays.find(named.name); works && delay != options_.delays.end()) {
      sleep_.sleep(delay->second);
    }
    Answer answer;
    if (works) answer = work.make(fault);
    if (fault.instead) answer = *fault.instead;
    garble(answer, fault.garble);
    answer.headers.insert(answer.headers.end(), fault.headers.begin(), fault.headers.end());
    answer.delivery = fault.delivery;
    const bool has_made_it = answer.status < 300;  // or else the work itself has failed
    if (charges && has_made_it && !fault.loses_answer()) journal_.deliver(number, work.charge);
    return answer;
  }

  /// The program's own paths, for tests.
  Answer answer_control(const Request& request) {
    if (request.method == "GET" && request.path == "/__fake/journal")
      return json_answer(200, to_json(journal_.snapshot()));
    if (request.method == "POST" && request.path == "/__fake/reset") {
      reset();
      return json_answer(200, {{"result", "ok"}});
    }
    if (request.method == "POST" && request.path == "/__fake/faults") {
      const Json script = Json::parse(request.body, nullptr, false);
      if (script.is_discarded()) return json_answer(400, {{"error", "the script is not JSON"}});
      try {
        faults_.replace(script);
      } catch (const Error& error) {
        return json_answer(400, {{"error", error.public_message()}});
      }
      return json_answer(200, {{"result", "ok"}});
    }
    return json_answer(404, {{"error", "nobody lives at " + request.path + "; docs/fake_cloud.md lists the paths"}});
  }

  const FakeCloudOptions options_;
  Sleep sleep_;
  Journal journal_;
  FaultScript faults_;
  GoogleVendor google_;
  ElevenLabsVendor elevenlabs_;
  CloudinaryVendor cloudinary_;
  std::uint16_t port_ = 0;
  std::mutex stop_mutex_;
  // Last: its threads use all of the above.
  std::unique_ptr<HttpServer> server_;
};

FakeCloud::FakeCloud(FakeCloudOptions options) : service_{std::make_unique<Service>(std::move(options))} {}

FakeCloud::~FakeCloud() = default;

std::uint16_t FakeCloud::port() const {
  return service_->port();
}

std::string FakeCloud::url() const {
  return service_->url();
}

JournalSnapshot FakeCloud::journal() const {
  return service_->journal().snapshot();
}

void FakeCloud::set_faults(const Json& script) {
  service_->faults().replace(script);
}

void FakeCloud::reset() {
  service_->reset();
}

void FakeCloud::stop() {
  service_->stop();
}

}  // namespace vina::fake
