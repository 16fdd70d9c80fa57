// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// Any bytes with any status are a picture or a verdict in one line. Corpus: tests/fixtures/wire.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <nlohmann/json.hpp>

#include "images/google/google_answer.h"
#include "wrap/icu/utf8.h"

namespace {

bool is_one_line(const std::string& message) {
  const bool has_controls =
      std::any_of(message.begin(), message.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return !message.empty() && message.size() < 1000 && !has_controls && vina::icu::is_valid_utf8(message);
}

void check(const vina::GoogleAnswer& answer) {
  const bool is_done = answer.verdict.kind == vina::Verdict::Kind::kDone;
  if (is_done != answer.picture.has_value()) std::abort();
  if (!is_done && !is_one_line(answer.verdict.message)) std::abort();
  if (is_done && (answer.is_unreadable || answer.picture->content.empty())) std::abort();
  if (is_done && !nlohmann::json::accept(answer.picture->details)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vina::HttpResponse answer;
  answer.body.assign(data, data + size);
  for (const int status : {200, 400, 403, 404, 429, 503}) {
    answer.status = status;
    check(vina::read_google_answer(answer, "gemini-nano-banana-2.1"));
    check(vina::read_google_answer(answer, "imagen-4.0-generate-001"));
  }
  return 0;
}
