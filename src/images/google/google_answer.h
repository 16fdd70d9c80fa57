// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "remote/http_message.h"
#include "remote/vendor_channel.h"

namespace vina {

/// What Google counted for one picture, in tokens.
struct GoogleUsage {
  std::int64_t prompt = 0;
  std::int64_t text = 0;  ///< text and thoughts, which cost the same
  std::int64_t picture = 0;
};

/// A picture as it was sent; nothing is known about its bytes yet.
struct GooglePicture {
  std::string content;
  std::string details;               ///< JSON: modelVersion, responseId, usageMetadata, as far as they were sent
  std::optional<GoogleUsage> usage;  ///< nothing where the answer does not say, or not say all
};

struct GoogleAnswer {
  Verdict verdict;                       ///< kDone: `picture` is there. most_attempts: of answers without a picture
  std::optional<GooglePicture> picture;  ///< moved out of the answer
  /// A success that cannot be read: the picture was made and may be charged, but it is lost.
  bool is_unreadable = false;
  /// A success that says why there is no picture. What Google counted, the prompt at least, may be charged.
  bool is_without_picture = false;
  std::optional<GoogleUsage> usage = std::nullopt;  ///< of an answer without a picture
};

/// What Google counted for a kept picture, from its details; nothing where they do not say.
std::optional<GoogleUsage> read_kept_usage(std::string_view details);

/// Finds the picture in an answer to `:generateContent` or `:predict`, or says why there is none. Any bytes are an
/// answer of some kind; nothing is thrown.
GoogleAnswer read_google_answer(const HttpResponse& answer, std::string_view model);

}  // namespace vina
