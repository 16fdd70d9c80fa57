// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/google/google_answer.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "images/google/google_error.h"
#include "images/google/google_request.h"
#include "remote/answer_json.h"
#include "remote/vendor_text.h"
#include "wrap/crypto/base64.h"

namespace vina {
namespace {

using nlohmann::json;

/// The first request and two repeats: what Google's answers without a picture are worth.
constexpr int kMostAttemptsWithoutPicture = 3;

/// What is kept of usageMetadata, in bytes; a few hundred are usual.
constexpr std::size_t kLargestUsage = 4096;

constexpr const char* kChangePrompt = "change the figure's image_prompt";

/// A member of an object; null where it is missing or `parent` is none.
const json& member(const json& parent, const char* name) {
  static const json null;
  if (!parent.is_object()) return null;
  const auto found = parent.find(name);
  return found == parent.end() ? null : *found;
}

/// Empty where it is not a text.
const std::string& text(const json& value) {
  static const std::string nothing;
  return value.is_string() ? value.get_ref<const std::string&>() : nothing;
}

const json& list(const json& value) {
  static const json nothing = json::array();
  return value.is_array() ? value : nothing;
}

bool is_true(const json& value) {
  return value.is_boolean() && value.get<bool>();
}

GoogleAnswer without_picture(Verdict::Kind kind, ErrorKind error, std::string message) {
  Verdict verdict{.kind = kind, .error = error, .message = std::move(message)};
  if (kind == Verdict::Kind::kRetry) verdict.most_attempts = kMostAttemptsWithoutPicture;
  return {.verdict = std::move(verdict), .picture = std::nullopt, .is_unreadable = false};
}

GoogleAnswer refusal(std::string message) {
  return without_picture(Verdict::Kind::kFail, ErrorKind::kProviderRefused, std::move(message));
}

GoogleAnswer unreadable(std::string_view what) {
  Verdict verdict{.kind = Verdict::Kind::kRetry,
                  .error = ErrorKind::kProviderUnavailable,
                  .message = fmt::format("Google's answer cannot be read ({}); try again later", what)};
  return {.verdict = std::move(verdict), .picture = std::nullopt, .is_unreadable = true};
}

/// ": 'The picture was withheld.'", or nothing.
std::string after_colon(std::string_view words) {
  const std::string line = plain_line(words);
  return line.empty() ? "" : ": '" + line + "'";
}

/// A count of tokens; nothing where it is none.
std::optional<std::int64_t> count(const json& value) {
  constexpr std::int64_t kMostTokens = std::int64_t{1} << 40;
  if (!value.is_number_integer()) return std::nullopt;
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t{kMostTokens}) return std::nullopt;
  const auto number = value.get<std::int64_t>();
  return number < 0 || number > kMostTokens ? std::nullopt : std::optional{number};
}

/// Without a picture, no candidate may be counted, and none of them is a picture where that is not said.
std::optional<GoogleUsage> read_usage(const json& metadata, bool has_picture) {
  const std::optional<std::int64_t> prompt = count(member(metadata, "promptTokenCount"));
  std::optional<std::int64_t> candidates = count(member(metadata, "candidatesTokenCount"));
  if (!has_picture && !candidates) candidates = 0;
  if (!prompt || !candidates) return std::nullopt;
  GoogleUsage usage{.prompt = *prompt};
  for (const json& detail : list(member(metadata, "candidatesTokensDetails"))) {
    if (text(member(detail, "modality")) == "IMAGE") usage.picture += count(member(detail, "tokenCount")).value_or(0);
  }
  if ((has_picture && usage.picture == 0) || usage.picture > *candidates) return std::nullopt;
  usage.text = *candidates - usage.picture + count(member(metadata, "thoughtsTokenCount")).value_or(0);
  return usage;
}

std::string details_of(const json& document) {
  json details = json::object();
  for (const char* name : {"modelVersion", "responseId"}) {
    const std::string& value = text(member(document, name));
    if (!value.empty()) details[name] = plain_line(value);
  }
  const json& usage = member(document, "usageMetadata");
  if (usage.is_object() && usage.dump().size() <= kLargestUsage) details["usageMetadata"] = usage;
  return details.dump();
}

GoogleAnswer with_picture(const std::string& base64, const json& document) {
  std::optional<std::string> content = crypto::base64_decode(base64);
  if (!content || content->empty()) return unreadable("its picture is not base64");
  GoogleAnswer answer;
  answer.picture =
      GooglePicture{std::move(*content), details_of(document), read_usage(member(document, "usageMetadata"), true)};
  return answer;
}

/// Parts marked as thoughts are drafts. The last picture is the finished one.
const std::string* last_picture(const json& document) {
  const std::string* found = nullptr;
  for (const json& candidate : list(member(document, "candidates"))) {
    for (const json& part : list(member(member(candidate, "content"), "parts"))) {
      if (is_true(member(part, "thought"))) continue;
      const json& data = member(part, "inlineData");
      if (!text(member(data, "mimeType")).starts_with("image/")) continue;
      const std::string& base64 = text(member(data, "data"));
      if (!base64.empty()) found = &base64;
    }
  }
  return found;
}

enum class Ending {
  kNoPicture,    ///< none was made; the next attempt may do better
  kUnspecified,  ///< a failure without a reason
  kFiltered,     ///< of the picture or the prompt
  kForbidden,
  kTooClose,  ///< to an existing work
  kTooLong,
  kUnexpected,  ///< has no place in a request for a picture
};

struct FinishReason {
  std::string_view name;
  Ending ending;
};

constexpr std::array kFinishReasons{
    FinishReason{"", Ending::kUnspecified},
    FinishReason{"STOP", Ending::kNoPicture},
    FinishReason{"NO_IMAGE", Ending::kNoPicture},
    FinishReason{"IMAGE_OTHER", Ending::kUnspecified},
    FinishReason{"OTHER", Ending::kUnspecified},
    FinishReason{"MALFORMED_RESPONSE", Ending::kUnspecified},
    FinishReason{"FINISH_REASON_UNSPECIFIED", Ending::kUnspecified},
    FinishReason{"SAFETY", Ending::kFiltered},
    FinishReason{"IMAGE_SAFETY", Ending::kFiltered},
    FinishReason{"PROHIBITED_CONTENT", Ending::kForbidden},
    FinishReason{"IMAGE_PROHIBITED_CONTENT", Ending::kForbidden},
    FinishReason{"BLOCKLIST", Ending::kForbidden},
    FinishReason{"SPII", Ending::kForbidden},
    FinishReason{"RECITATION", Ending::kTooClose},
    FinishReason{"IMAGE_RECITATION", Ending::kTooClose},
    FinishReason{"MAX_TOKENS", Ending::kTooLong},
    FinishReason{"LANGUAGE", Ending::kUnexpected},
    FinishReason{"MALFORMED_FUNCTION_CALL", Ending::kUnexpected},
    FinishReason{"UNEXPECTED_TOOL_CALL", Ending::kUnexpected},
    FinishReason{"TOO_MANY_TOOL_CALLS", Ending::kUnexpected},
    FinishReason{"MISSING_THOUGHT_SIGNATURE", Ending::kUnexpected},
    FinishReason{"ESCALATION", Ending::kUnexpected},
};

/// Even Google's own clients meet values they do not know, so an unknown one is a failure without a reason.
Ending ending_of(std::string_view reason) {
  const auto found = std::find_if(kFinishReasons.begin(), kFinishReasons.end(),
                                  [reason](const FinishReason& known) { return known.name == reason; });
  return found == kFinishReasons.end() ? Ending::kUnspecified : found->ending;
}

/// What the model said instead.
std::string spoken_words(const json& candidate) {
  std::string words;
  for (const json& part : list(member(member(candidate, "content"), "parts"))) {
    if (!is_true(member(part, "thought"))) words += text(member(part, "text")) + " ";
  }
  return words;
}

GoogleAnswer judge_ending(std::string_view reason, const json& candidate) {
  const std::string& sentence = text(member(candidate, "finishMessage"));
  const std::string name = reason.empty() ? "no reason given" : plain_line(reason, 60);
  const std::string why = name + after_colon(sentence);
  switch (ending_of(reason)) {
    case Ending::kNoPicture:
      return without_picture(
          Verdict::Kind::kRetry, ErrorKind::kProviderRefused,
          fmt::format("Google answered without a picture ({}{}); {}", name,
                      after_colon(sentence.empty() ? spoken_words(candidate) : sentence), kChangePrompt));
    case Ending::kUnspecified:
      return without_picture(Verdict::Kind::kRetry, ErrorKind::kProviderUnavailable,
                             fmt::format("Google failed to make the picture ({}); try again later", why));
    case Ending::kFiltered:
      return refusal(fmt::format("Google's safety filter withheld the picture ({}); {}", why, kChangePrompt));
    case Ending::kForbidden:
      return refusal(fmt::format("Google refused to make the picture ({}); {}", why, kChangePrompt));
    case Ending::kTooClose:
      return refusal(
          fmt::format("Google found the picture too close to an existing work ({}); {}", why, kChangePrompt));
    case Ending::kTooLong:
      return refusal(
          fmt::format("the picture would need more tokens than the model may use ({}); shorten the figure's "
                      "image_prompt",
                      why));
    case Ending::kUnexpected:
      return refusal(fmt::format("Google ended without a picture ({}); {}, or use another model", why, kChangePrompt));
  }
  return unreadable("an ending that cannot be");
}

GoogleAnswer read_generated(const json& document) {
  const json& feedback = member(document, "promptFeedback");
  const std::string& block_reason = text(member(feedback, "blockReason"));
  if (!block_reason.empty()) {
    return refusal(fmt::format("Google refused the prompt ({}{}); {}", plain_line(block_reason, 60),
                               after_colon(text(member(feedback, "blockReasonMessage"))), kChangePrompt));
  }
  if (const std::string* picture = last_picture(document)) return with_picture(*picture, document);
  const json& candidates = list(member(document, "candidates"));
  const json nothing;
  const json& candidate = candidates.empty() ? nothing : candidates.back();
  return judge_ending(text(member(candidate, "finishReason")), candidate);
}

/// A filtered picture has a reason and no bytes; an element with safety attributes has neither.
GoogleAnswer read_predicted(const json& document) {
  std::string reason;
  for (const json& prediction : list(member(document, "predictions"))) {
    const std::string& base64 = text(member(prediction, "bytesBase64Encoded"));
    if (!base64.empty()) return with_picture(base64, document);
    if (reason.empty()) reason = text(member(prediction, "raiFilteredReason"));
  }
  return refusal(fmt::format("Google's safety filter withheld the picture ({}); {}",
                             reason.empty() ? "no reason given" : "'" + plain_line(reason) + "'", kChangePrompt));
}

}  // namespace

std::optional<GoogleUsage> read_kept_usage(std::string_view details) {
  const json kept = parse_answer(details).value_or(nullptr);
  return read_usage(member(kept, "usageMetadata"), true);
}

GoogleAnswer read_google_answer(const HttpResponse& answer, std::string_view model) {
  if (answer.status != 200) return {judge_google_error(answer, model), std::nullopt, false};
  json document = parse_answer(answer.body).value_or(nullptr);
  if (document.is_array() && document.size() == 1) document = json(std::move(document.front()));
  if (!document.is_object()) return unreadable("it is no JSON object");
  if (member(document, "error").is_object()) return {judge_google_error(answer, model), std::nullopt, false};
  GoogleAnswer read =
      google_method(model) == GoogleMethod::kPredict ? read_predicted(document) : read_generated(document);
  if (!read.picture && !read.is_unreadable) {
    read.is_without_picture = true;
    read.usage = read_usage(member(document, "usageMetadata"), false);
  }
  return read;
}

}  // namespace vina
