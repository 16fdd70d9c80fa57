// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_summary.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/version.h"
#include "cli/batch_display.h"
#include "cli/exit_code.h"
#include "pipeline/written_json.h"

namespace vina {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double steps) {
  return std::round(value * steps) / steps;
}

/// "not_begun"
std::string member_name(BatchStatus status) {
  std::string name{to_text(status)};
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

constexpr BatchStatus kStatuses[] = {BatchStatus::kDone,    BatchStatus::kDegraded, BatchStatus::kFailed,
                                     BatchStatus::kSkipped, BatchStatus::kStopped,  BatchStatus::kNotBegun};

Json to_object(const BatchOutcome& outcome) {
  return {{"lesson", outcome.name},
          {"video", outcome.video.string()},
          {"status", member_name(outcome.status)},
          {"degraded", outcome.degraded},
          {"reasons", outcome.reasons},
          {"exit_code", outcome.error ? Json(exit_code(*outcome.error)) : Json(nullptr)},
          {"video_url", null_if_empty(outcome.video_url)},
          {"subtitle_url", null_if_empty(outcome.subtitle_url)},
          {"duration_seconds", rounded(outcome.duration_seconds, 1e3)},
          {"seconds", rounded(outcome.seconds, 1e3)}};
}

std::string with_unit(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

constexpr std::size_t kMostNotBegun = 5;

/// Lessons in a row that were not begun for the same reason.
struct NotBegun {
  std::string reason;
  std::string first;
  std::size_t lessons = 0;
};

std::string to_line(const NotBegun& group) {
  const std::string others =
      group.lessons == 1 ? "" : fmt::format(" and {}", with_unit(group.lessons - 1, "other", "others"));
  return fmt::format("{}{}: not begun: {}", group.first, others, group.reason);
}

}  // namespace

std::string to_json(const BatchSummary& summary) {
  Json json{{"vina", kVersion}, {"complete", summary.is_complete()}, {"interrupted", summary.stopped}};
  for (const BatchStatus status : kStatuses) json[member_name(status)] = summary.count(status);
  json["seconds"] = rounded(summary.seconds, 1e3);
  json["paid"] = {{"calls", summary.costs.paid_calls},
                  {"usd", rounded(summary.costs.paid_usd, 1e6)},
                  {"credits", rounded(summary.costs.paid_credits, 1e3)}};
  json["saved"] = {{"calls", summary.costs.saved_calls}, {"usd", rounded(summary.costs.saved_usd, 1e6)}};
  json["lessons"] = Json::array();
  for (const BatchOutcome& outcome : summary.lessons) json["lessons"].push_back(to_object(outcome));
  return written_json(json);
}

std::vector<std::string> to_lines(const BatchSummary& summary) {
  std::vector<std::string> counts;
  for (const BatchStatus status : kStatuses) {
    if (const std::size_t count = summary.count(status); count > 0) {
      counts.push_back(fmt::format("{} {}", count, to_text(status)));
    }
  }
  std::vector<std::string> lines{fmt::format("{} in {:.1f} s: {}",
                                             with_unit(summary.lessons.size(), "lesson", "lessons"), summary.seconds,
                                             fmt::join(counts, ", "))};
  if (summary.costs.paid_calls > 0 || summary.costs.saved_calls > 0) {
    lines.push_back(fmt::format("paid ${:.4f} ({}, {:.0f} credits of ElevenLabs); saved ${:.4f} by reuse ({})",
                                summary.costs.paid_usd, with_unit(summary.costs.paid_calls, "call", "calls"),
                                summary.costs.paid_credits, summary.costs.saved_usd,
                                with_unit(summary.costs.saved_calls, "asset", "assets")));
  }
  return lines;
}

std::vector<std::string> shortcomings(const BatchSummary& summary) {
  std::vector<std::string> lines;
  std::vector<NotBegun> not_begun;
  for (const BatchOutcome& outcome : summary.lessons) {
    const bool is_lost_to_stop = outcome.status == BatchStatus::kStopped && !outcome.video_url.empty();
    if (outcome.status == BatchStatus::kFailed || is_lost_to_stop) {
      for (const std::string& reason : outcome.reasons) lines.push_back(outcome.name + ": " + reason);
    }
    if (outcome.status != BatchStatus::kNotBegun) continue;
    const std::string reason = outcome.reasons.empty() ? "" : outcome.reasons.front();
    const bool is_known = !not_begun.empty() && not_begun.back().reason == reason;
    if (!is_known) not_begun.push_back({reason, outcome.name, 0});
    ++not_begun.back().lessons;
  }
  for (std::size_t i = 0; i < std::min(not_begun.size(), kMostNotBegun); ++i) lines.push_back(to_line(not_begun[i]));
  if (not_begun.size() > kMostNotBegun) {
    lines.push_back(
        fmt::format("{} more lessons were not begun; batch.json names them all",
                    std::accumulate(not_begun.begin() + kMostNotBegun, not_begun.end(), std::size_t{0},
                                    [](std::size_t sum, const NotBegun& each) { return sum + each.lessons; })));
  }
  return lines;
}

}  // namespace vina
