// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/check_listing.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "cli/text_output.h"
#include "pipeline/written_json.h"

namespace vina {
namespace {

constexpr const char* kRow = "  {:<6} {:<18} {}\n";

using Json = nlohmann::ordered_json;

/// A finding that is wrong: what was found and, where there are several faults or they have a time, each in its place.
std::string wrong_rows(const Finding& finding) {
  if (finding.faults.empty()) return fmt::format(kRow, "WRONG", finding.check, one_line(finding.found));
  std::string rows;
  for (const Deviation& fault : finding.faults) {
    rows +=
        fmt::format(kRow, rows.empty() ? "WRONG" : "", rows.empty() ? finding.check : "", one_line(described(fault)));
  }
  return rows;
}

Json fault_json(const Deviation& fault) {
  const auto number = [](std::size_t value) { return value > 0 ? Json(value) : Json(nullptr); };
  return {{"seconds", fault.at ? Json(static_cast<double>(to_milliseconds(*fault.at)) / 1000) : Json(nullptr)},
          {"slide", number(fault.slide)},
          {"bullet", number(fault.bullet)},
          {"what", fault.what}};
}

std::vector<std::string> wrong_checks(const CheckResult& result) {
  std::vector<std::string> names;
  for (const Finding& finding : result.findings) {
    if (!finding.ok) names.push_back(finding.check);
  }
  return names;
}

}  // namespace

std::string to_table(const CheckResult& result) {
  std::string table = fmt::format("{}, by its report {}\n\"{}\", {} slide{}, {}\n\n", one_line(result.video.string()),
                                  one_line(result.report.string()), one_line(result.title), result.slides,
                                  result.slides == 1 ? "" : "s", clock_text(result.length));
  for (const Finding& finding : result.findings) {
    if (finding.ok) {
      table += fmt::format(kRow, "ok", finding.check, one_line(finding.found));
      continue;
    }
    table += wrong_rows(finding);
    table += fmt::format(kRow, "", "", "expected: " + one_line(finding.expected));
  }
  const std::vector<std::string> wrong = wrong_checks(result);
  table += wrong.empty()
               ? fmt::format("\nAll {} checks passed: the video is what its report says.\n", result.findings.size())
               : fmt::format("\n{} of {} checks failed: {}.\n", wrong.size(), result.findings.size(),
                             fmt::join(wrong, ", "));
  return table;
}

std::string to_json(const CheckResult& result) {
  Json json;
  json["ok"] = result.ok();
  json["video"] = result.video.string();
  json["report"] = result.report.string();
  json["findings"] = Json::array();
  for (const Finding& finding : result.findings) {
    Json faults = Json::array();
    for (const Deviation& fault : finding.faults) faults.push_back(fault_json(fault));
    json["findings"].push_back({{"check", finding.check},
                                {"ok", finding.ok},
                                {"expected", finding.expected},
                                {"found", finding.found},
                                {"faults", std::move(faults)}});
  }
  return written_json(json);
}

}  // namespace vina
