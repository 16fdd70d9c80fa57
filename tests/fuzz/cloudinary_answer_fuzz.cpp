// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Any bytes as the answer of any status: a verdict in words, never a crash, and no asset but the one that was sent.
// Corpus: tests/fixtures/wire.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "publish/cloudinary_answer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vina;
  const std::string text{reinterpret_cast<const char*>(data), size};
  const CloudinaryUpload upload{"video", "shorts/job-42/final", 5'242'880, Secret{"abcd"}};
  for (const int status : {200, 302, 400, 401, 420, 423, 429, 503}) {
    for (const HttpResponse& response :
         {HttpResponse{status, {}, text},
          HttpResponse{
              status, {{"X-Cld-Error", text}, {"Retry-After", text}, {"X-FeatureRateLimit-Reset", text}}, ""}}) {
      for (const Verdict& verdict :
           {judge_cloudinary(response), judge_cloudinary_piece(response), judge_cloudinary_upload(response, upload)}) {
        const bool is_done = verdict.kind == Verdict::Kind::kDone;
        if (is_done != verdict.message.empty()) std::abort();
        if (is_done && status != 200) std::abort();
        if (verdict.hint && verdict.hint->count() < 0) std::abort();
      }
      const bool is_taken = judge_cloudinary_upload(response, upload).kind == Verdict::Kind::kDone;
      if (is_taken && !cloudinary_secure_url(response).starts_with("https://")) std::abort();
    }
  }
  return 0;
}
