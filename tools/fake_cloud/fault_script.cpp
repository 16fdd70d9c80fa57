// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/fault_script.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "fake_cloud/digest.h"
#include "fake_cloud/error_answers.h"

namespace vina::fake {
namespace {

using Words = std::set<std::string, std::less<>>;

[[noreturn]] void refuse(const std::string& what) {
  throw Error{ErrorKind::kInvalidOption, "fault script: " + what + "; docs/fake_cloud.md lists what there is"};
}

std::string joined(const Words& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

void check_members(const Json& json, const Words& known, std::string_view what) {
  if (!json.is_object()) refuse(fmt::format("{} must be an object", what));
  for (const auto& [name, value] : json.items()) {
    if (!known.contains(name)) refuse(fmt::format("{} has no member \"{}\" (known: {})", what, name, joined(known)));
  }
}

/// What each vendor can do wrong in what it makes. An empty list of words: any value.
const std::map<std::string, Words, std::less<>>& content_faults() {
  static const std::map<std::string, Words, std::less<>> kFaults{
      // Google
      {"picture",
       {"text_only", "none", "no_content", "draft", "only_draft", "empty_data", "damaged", "not_a_picture",
        "wrong_type", "url_safe"}},
      {"format", {"png", "jpeg", "webp"}},
      {"finish_reason", {}},
      {"block_reason", {}},
      {"filtered", {}},
      // ElevenLabs
      {"alignment", {"null", "absent", "length", "backwards", "beyond_end", "empty"}},
      {"normalized_alignment", {"null", "absent", "length", "backwards", "beyond_end", "empty"}},
      {"audio", {"damaged", "empty", "not_base64"}},
      {"history", {"hidden", "without_alignments"}},
      {"cost_header", {"absent", "x-character-count"}},
      {"maximum_concurrent_requests", {}},
      // Cloudinary
      {"existing", {}},
      {"bytes", {}},
      {"resource_type", {}},
      {"public_id", {}},
      {"pending", {}},
      {"secure_url", {"absent", "insecure"}},
      {"answer_signature", {"wrong"}},
  };
  return kFaults;
}

std::uint64_t whole_number(const Json& json, std::string_view what) {
  if (!json.is_number_integer() || json.get<std::int64_t>() < 0) {
    refuse(fmt::format("\"{}\" must be a whole number", what));
  }
  return json.get<std::uint64_t>();
}

std::string text_of(const Json& json, std::string_view what) {
  if (!json.is_string()) refuse(fmt::format("\"{}\" must be a text", what));
  return json.get<std::string>();
}

std::string one_of(const Json& json, const Words& words, std::string_view what) {
  const std::string text = text_of(json, what);
  if (!words.contains(text)) refuse(fmt::format("\"{}\" is one of {}, not \"{}\"", what, joined(words), text));
  return text;
}

void read_delivery(const Json& json, Fault& fault) {
  if (json.contains("cut")) {
    const std::string cut = one_of(json["cut"], {"before", "after_work", "inside", "after"}, "cut");
    fault.before_work = cut == "before";
    fault.delivery.cut = cut == "inside" ? Cut::kInside : cut == "after" ? Cut::kAfter : Cut::kWithoutAnswer;
  }
  if (json.contains("content_length")) {
    const std::string length = one_of(json["content_length"], {"short", "long"}, "content_length");
    fault.delivery.content_length = length == "short" ? ContentLength::kTooShort : ContentLength::kTooLong;
  }
  if (json.contains("slow")) {
    check_members(json["slow"], {"bytes", "every_ms"}, "\"slow\"");
    fault.delivery.piece_bytes = std::max<std::size_t>(
        1, static_cast<std::size_t>(whole_number(json["slow"].value("bytes", Json(1U)), "bytes")));
    fault.delivery.between_pieces =
        std::chrono::milliseconds{whole_number(json["slow"].value("every_ms", Json(100U)), "every_ms")};
  }
}

void read_instead(const Json& json, const std::string& vendor, Fault& fault) {
  if (json.contains("answer")) {
    fault.instead = recorded_error(text_of(json["answer"], "answer"));
    if (!fault.instead) {
      refuse(fmt::format("there is no answer {} (there are: {})", json["answer"].dump(),
                         fmt::join(recorded_errors(), ", ")));
    }
  }
  if (json.contains("status")) {
    Complaint complaint;
    complaint.status = static_cast<int>(whole_number(json["status"], "status"));
    if (complaint.status < 200 || complaint.status > 599) refuse("\"status\" must be 200 to 599");
    if (json.contains("code")) complaint.code = text_of(json["code"], "code");
    if (json.contains("message")) complaint.message = text_of(json["message"], "message");
    if (json.contains("shape")) {
      const std::vector<std::string> shapes = error_shapes(vendor);
      complaint.shape = one_of(json["shape"], Words{shapes.begin(), shapes.end()}, "shape");
    }
    if (json.contains("quota_id")) {
      complaint.details.push_back(quota_failure(text_of(json["quota_id"], "quota_id"), "gemini-nano-banana-2.1", "10"));
    }
    if (json.contains("retry_delay"))
      complaint.details.push_back(retry_info(text_of(json["retry_delay"], "retry_delay")));
    if (fault.instead) {
      fault.instead->status = complaint.status;
    } else {
      fault.instead = vendor_error(vendor, complaint);
    }
  }
  if (json.contains("body")) {
    if (!fault.instead) fault.instead.emplace();
    const Json& body = json["body"];
    fault.instead->body = body.is_string() ? body.get<std::string>() : body.dump();
  }
}

Fault parse_fault(const Json& json, const std::string& vendor) {
  Words known{"cut",      "content_length", "slow",        "answer", "status",  "code",    "message",  "shape",
              "quota_id", "retry_delay",    "retry_after", "body",   "headers", "charged", "delay_ms", "garble"};
  for (const auto& [name, values] : content_faults()) known.insert(name);
  check_members(json, known, "a fault");
  Fault fault;
  fault.written = json;
  read_delivery(json, fault);
  read_instead(json, vendor, fault);
  if (json.contains("delay_ms")) fault.delay = std::chrono::milliseconds{whole_number(json["delay_ms"], "delay_ms")};
  if (json.contains("charged")) {
    if (!json["charged"].is_boolean()) refuse("\"charged\" must be true or false");
    fault.work_first = json["charged"].get<bool>();
  }
  if (json.contains("garble")) fault.garble = one_of(json["garble"], {"json", "html"}, "garble");
  if (json.contains("retry_after"))
    fault.headers.emplace_back("Retry-After", text_of(json["retry_after"], "retry_after"));
  if (json.contains("headers")) {
    if (!json["headers"].is_object()) refuse("\"headers\" must be an object");
    for (const auto& [name, value] : json["headers"].items()) fault.headers.emplace_back(name, text_of(value, name));
  }
  for (const auto& [name, values] : content_faults()) {
    if (!json.contains(name)) continue;
    if (!values.empty()) one_of(json[name], values, name);
    fault.content[name] = json[name];
  }
  return fault;
}

}  // namespace

bool Fault::loses_answer() const {
  const std::string picture = text("picture");
  return delivery.cut == Cut::kWithoutAnswer || delivery.cut == Cut::kInside ||
         delivery.content_length != ContentLength::kRight || !garble.empty() || instead.has_value() ||
         picture == "damaged" || picture == "not_a_picture" || content.contains("audio");
}

bool Fault::withholds() const {
  static const Words kNoPicture{"text_only", "none", "no_content", "only_draft", "empty_data"};
  const std::string reason = text("finish_reason");
  return content.contains("block_reason") || content.contains("filtered") || kNoPicture.contains(text("picture")) ||
         (!reason.empty() && reason != "STOP");
}

std::string Fault::text(const std::string& member) const {
  const auto found = content.find(member);
  return found != content.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

FaultScript::FaultScript(const Json& script) {
  replace(script);
}

FaultScript::Rule FaultScript::parse_rule(const Json& json) {
  check_members(json, {"vendor", "kind", "path", "body", "nth", "every", "times", "probability", "fault", "faults"},
                "a rule");
  Rule rule;
  if (!json.contains("vendor")) refuse("a rule needs a \"vendor\"");
  rule.vendor = one_of(json["vendor"], {"google", "elevenlabs", "cloudinary"}, "vendor");
  if (json.contains("kind")) rule.kind = text_of(json["kind"], "kind");
  if (json.contains("path")) rule.path = text_of(json["path"], "path");
  if (json.contains("body")) rule.body = text_of(json["body"], "body");
  if (json.contains("nth")) {
    const Json list = json["nth"].is_array() ? json["nth"] : Json::array({json["nth"]});
    for (const Json& number : list) rule.nth.push_back(whole_number(number, "nth"));
  }
  if (json.contains("every")) rule.every = whole_number(json["every"], "every");
  if (json.contains("times")) rule.times = whole_number(json["times"], "times");
  if (json.contains("probability")) {
    if (!json["probability"].is_number()) refuse("\"probability\" must be a number from 0 to 1");
    rule.probability = json["probability"].get<double>();
  }
  if (json.contains("fault") == json.contains("faults")) refuse("a rule needs either \"fault\" or \"faults\"");
  const Json faults = json.contains("fault") ? Json::array({json["fault"]}) : json["faults"];
  if (!faults.is_array() || faults.empty()) refuse("\"faults\" must be a list with at least one fault");
  for (const Json& fault : faults) rule.faults.push_back(parse_fault(fault, rule.vendor));
  return rule;
}

void FaultScript::replace(const Json& script) {
  const Json whole = script.is_array() ? Json{{"rules", script}} : script;
  check_members(whole, {"seed", "rules"}, "the script");
  std::vector<Rule> rules;
  const std::uint64_t seed = whole.contains("seed") ? whole_number(whole["seed"], "seed") : 1;
  if (whole.contains("rules")) {
    if (!whole["rules"].is_array()) refuse("\"rules\" must be a list");
    for (const Json& rule : whole["rules"]) rules.push_back(parse_rule(rule));
  }
  const std::lock_guard lock{mutex_};
  seed_ = seed;
  rules_ = std::move(rules);
}

void FaultScript::rewind() {
  const std::lock_guard lock{mutex_};
  for (Rule& rule : rules_) rule.seen = rule.fired = 0;
}

bool FaultScript::fires(Rule& rule, std::size_t index) const {
  ++rule.seen;
  if (!rule.nth.empty() && std::find(rule.nth.begin(), rule.nth.end(), rule.seen) == rule.nth.end()) return false;
  if (rule.every > 0 && rule.seen % rule.every != 0) return false;
  if (rule.times > 0 && rule.fired >= rule.times) return false;
  if (!rule.probability) return true;
  const std::uint64_t drawn = fingerprint(fmt::format("{}/{}/{}", seed_, index, rule.seen)) % 1'000'000;
  return static_cast<double>(drawn) < *rule.probability * 1e6;
}

std::optional<Fault> FaultScript::next(const std::string& vendor, const std::string& kind, const Request& request) {
  const std::lock_guard lock{mutex_};
  std::optional<Fault> decided;
  for (std::size_t index = 0; index < rules_.size(); ++index) {
    Rule& rule = rules_[index];
    if (rule.vendor != vendor || (!rule.kind.empty() && rule.kind != kind)) continue;
    if (request.path.find(rule.path) == std::string::npos) continue;
    if (request.body.find(rule.body) == std::string::npos) continue;
    if (!fires(rule, index) || decided) continue;
    decided = rule.faults[static_cast<std::size_t>(rule.fired++ % rule.faults.size())];
  }
  return decided;
}

}  // namespace vina::fake
