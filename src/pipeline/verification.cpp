// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/verification.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "check/check_video.h"
#include "check/receipt.h"
#include "check/url_check.h"
#include "remote/http_client.h"

namespace vina {
namespace {

/// `and_so`: "it was not published".
void require_as_reported(const std::vector<Finding>& findings, const RenderResult& result, const char* and_so) {
  std::string lines;
  for (const Finding& finding : findings) {
    if (!finding.ok) lines += fmt::format("{}: {}; expected: {}\n", finding.check, finding.found, finding.expected);
  }
  if (lines.empty()) return;
  throw Error{ErrorKind::kNotAsReported, fmt::format("{}'{}' is finished, but not what its report says; {}", lines,
                                                     result.video.string(), and_so)};
}

}  // namespace

void verify_files(const RenderResult& result, std::string_view report, const std::stop_token& stop) {
  const Receipt receipt = parse_receipt(report, result.report);
  require_as_reported(check_files(result.video, receipt, stop), result, "the files stay, and are not published");
}

void verify_publication(const RenderResult& result, const std::stop_token& stop) {
  HttpClient client;
  const Finding urls = check_urls(read_receipt(result.report), result.video.parent_path(), &client, stop);
  require_as_reported({urls}, result, "the files stay");
}

}  // namespace vina
