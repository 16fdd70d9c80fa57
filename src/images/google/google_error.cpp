// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/google/google_error.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "images/google/google_settings.h"
#include "remote/answer_json.h"
#include "remote/retry_after.h"
#include "remote/vendor_text.h"
#include "remote/wait_words.h"

namespace vina {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

/// What matters of an answer that is no success.
struct GoogleError {
  bool is_googles = false;  ///< the envelope was there, so no proxy speaks
  int http_status = 0;
  std::string status;                  ///< "RESOURCE_EXHAUSTED"
  std::string message;                 ///< as it came
  std::vector<std::string> reasons;    ///< of ErrorInfo: "API_KEY_INVALID"
  std::vector<std::string> quota_ids;  ///< of QuotaFailure
  bool quota_is_zero = false;
  std::optional<milliseconds> retry_delay;

  bool has_reason(std::string_view reason) const {
    return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
  }
  bool mentions(std::string_view words) const {
    const auto same = [](char a, char b) {
      return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return std::search(message.begin(), message.end(), words.begin(), words.end(), same) != message.end();
  }
  bool has_quota_per(std::string_view period) const {
    return std::any_of(quota_ids.begin(), quota_ids.end(),
                       [period](const std::string& id) { return id.find(period) != std::string::npos; });
  }
};

std::string text_at(const json& object, const char* name) {
  const auto member = object.is_object() ? object.find(name) : object.end();
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string{};
}

/// "limit: 0", but not "limit: 05" nor "limit: 0.5".
bool says_limit_is_zero(std::string_view message) {
  constexpr std::string_view kWords = "limit: 0";
  for (std::size_t at = message.find(kWords); at != std::string_view::npos; at = message.find(kWords, at + 1)) {
    const std::string_view rest = message.substr(at + kWords.size());
    const bool goes_on =
        !rest.empty() &&
        (std::isdigit(static_cast<unsigned char>(rest[0])) != 0 ||
         (rest.size() > 1 && rest[0] == '.' && std::isdigit(static_cast<unsigned char>(rest[1])) != 0));
    if (!goes_on) return true;
  }
  return false;
}

void read_detail(const json& detail, GoogleError& error) {
  const std::string type = text_at(detail, "@type");
  if (type.ends_with("google.rpc.ErrorInfo")) error.reasons.push_back(text_at(detail, "reason"));
  if (type.ends_with("google.rpc.RetryInfo")) error.retry_delay = read_protobuf_duration(text_at(detail, "retryDelay"));
  if (!type.ends_with("google.rpc.QuotaFailure")) return;
  const auto violations = detail.find("violations");
  if (violations == detail.end() || !violations->is_array()) return;
  for (const json& violation : *violations) {
    error.quota_ids.push_back(text_at(violation, "quotaId"));
    error.quota_is_zero |= text_at(violation, "quotaValue") == "0";
  }
}

/// What a body that is not Google's says, in a few words.
std::string words_of(std::string_view body) {
  const std::string text = plain_line(body);
  if (text.empty()) return "an empty answer";
  if (text.starts_with('<')) return "an HTML page, perhaps of a proxy";
  return "'" + text + "'";
}

GoogleError read_error(const HttpResponse& answer) {
  GoogleError error;
  error.http_status = answer.status;
  json document = parse_answer(answer.body).value_or(nullptr);
  if (document.is_array() && document.size() == 1) document = json(document.front());
  const auto envelope = document.is_object() ? document.find("error") : document.end();
  if (!document.is_object() || envelope == document.end() || !envelope->is_object()) {
    error.message = words_of(answer.body);
    return error;
  }
  error.is_googles = true;
  error.status = text_at(*envelope, "status");
  error.message = text_at(*envelope, "message");
  error.quota_is_zero = says_limit_is_zero(error.message);
  const auto code = envelope->find("code");
  if (answer.status == 200 && code != envelope->end() && code->is_number_integer()) {
    error.http_status = code->get<int>();
  }
  const auto details = envelope->find("details");
  if (details == envelope->end() || !details->is_array()) return error;
  for (const json& detail : *details) read_detail(detail, error);
  return error;
}

std::string quoted(const GoogleError& error) {
  if (!error.is_googles) return error.message;
  const std::string text = plain_line(error.message);
  return text.empty() ? fmt::format("status {}", error.http_status) : "'" + text + "'";
}

Verdict failure(ErrorKind kind, std::string message) {
  return {.kind = Verdict::Kind::kFail, .error = kind, .message = std::move(message)};
}

Verdict rejection(std::string_view what, const GoogleError& error, std::string_view cure) {
  return failure(ErrorKind::kProviderRejected, fmt::format("Google {} ({}); {}", what, quoted(error), cure));
}

bool is_about_key(const GoogleError& error) {
  return error.has_reason("API_KEY_INVALID") || error.mentions("API key not valid") ||
         error.mentions("API key expired");
}

Verdict judge_400(const GoogleError& error) {
  if (is_about_key(error)) {
    return rejection("does not accept the API key", error, "check GOOGLE_AI_API_KEY, or make a new key in AI Studio");
  }
  if (error.status == "FAILED_PRECONDITION") {
    return rejection("does not serve this project", error,
                     "turn billing on for the project of GOOGLE_AI_API_KEY, or use one where the API is offered");
  }
  return rejection("does not accept the request", error, "check VINA_IMAGE_MODEL and the image size");
}

Verdict judge_403(const GoogleError& error) {
  if (!error.is_googles) {
    return failure(ErrorKind::kProviderUnavailable,
                   fmt::format("something between here and Google forbids the request ({}); check the proxy and "
                               "VINA_GOOGLE_BASE_URL",
                               quoted(error)));
  }
  if (error.mentions("leaked")) {
    return rejection("has blocked the API key since it was made public", error,
                     "make a new key in AI Studio and set GOOGLE_AI_API_KEY to it");
  }
  if (error.has_reason("SERVICE_DISABLED")) {
    return rejection("has the Gemini API switched off in this project", error,
                     "enable the Generative Language API for the project of GOOGLE_AI_API_KEY");
  }
  if (error.has_reason("API_KEY_SERVICE_BLOCKED")) {
    return rejection("does not let this API key use the Gemini API", error,
                     "lift the key's restrictions, or set GOOGLE_AI_API_KEY to another key");
  }
  if (error.mentions("unregistered caller")) {
    return rejection("was sent no API key", error, "set GOOGLE_AI_API_KEY");
  }
  return rejection("does not permit the request", error, "check the rights of GOOGLE_AI_API_KEY and of its project");
}

Verdict judge_404(const GoogleError& error, std::string_view model) {
  if (!error.is_googles) {
    return failure(
        ErrorKind::kInvalidOption,
        fmt::format("there is no Gemini API at that address ({}); check VINA_GOOGLE_BASE_URL", quoted(error)));
  }
  // Only these words prove that a model is retired; the others are also used for a typing error.
  if (error.mentions("no longer available")) {
    const std::optional<std::string> successor = successor_of(model, error.message);
    return rejection(
        fmt::format("has switched the model {} off", model), error,
        successor ? "set VINA_IMAGE_MODEL to " + *successor : "ask 'vina doctor --online' for another one");
  }
  return rejection(fmt::format("does not know the model {}", model), error,
                   fmt::format("set VINA_IMAGE_MODEL to one that makes pictures, such as {}", kGoogleDefaultModel));
}

Verdict judge_429(const GoogleError& error) {
  if (error.quota_is_zero) {
    return rejection("gives this project no pictures", error,
                     "image models are paid only: turn billing on for the project of GOOGLE_AI_API_KEY");
  }
  Verdict verdict;
  verdict.error = ErrorKind::kRateLimited;
  verdict.hint = error.retry_delay;
  verdict.slow_down = true;
  if (error.has_quota_per("PerDay")) {
    verdict.kind = Verdict::Kind::kFail;
    verdict.message = fmt::format(
        "Google's quota for today is used up ({}); try again {} (the day turns at midnight, US Pacific time), or raise "
        "the quota in AI Studio",
        quoted(error), error.retry_delay ? "in " + in_words(*error.retry_delay) : "tomorrow");
    return verdict;
  }
  verdict.kind = Verdict::Kind::kRetry;
  verdict.message = fmt::format("Google asks for fewer requests ({}); try again {}, or lower VIDEO_PARALLEL_IMAGES",
                                quoted(error), error.retry_delay ? "in " + in_words(*error.retry_delay) : "later");
  return verdict;
}

Verdict judge_status(const GoogleError& error, std::string_view model) {
  const int status = error.http_status;
  if (status == 400) return judge_400(error);
  if (status == 401) return rejection("does not accept the credentials", error, "check GOOGLE_AI_API_KEY");
  if (status == 403) return judge_403(error);
  if (status == 404) return judge_404(error, model);
  if (status == 429) return judge_429(error);
  if (status == 408 || status == 500 || status == 502 || status == 503 || status == 504) {
    return {.kind = Verdict::Kind::kRetry,
            .error = ErrorKind::kProviderUnavailable,
            .message = fmt::format("Google is not available (status {}, {}); try again later", status, quoted(error)),
            .hint = error.retry_delay};
  }
  if (error.is_googles && status >= 400 && status < 500 && status != 499) {
    return rejection(fmt::format("does not accept the request (status {})", status), error,
                     "check VINA_IMAGE_MODEL and the image size");
  }
  return failure(ErrorKind::kProviderUnavailable,
                 fmt::format("Google's answer has status {} and makes no sense here ({}); check "
                             "VINA_GOOGLE_BASE_URL, or try again later",
                             status, quoted(error)));
}

bool is_part_of_id(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_';
}

}  // namespace

Verdict judge_google_error(const HttpResponse& answer, std::string_view model) {
  GoogleError error = read_error(answer);
  if (!error.retry_delay) error.retry_delay = retry_after(answer, std::chrono::system_clock::now());
  return judge_status(error, model);
}

std::optional<milliseconds> read_protobuf_duration(std::string_view text) {
  constexpr std::int64_t kMostSeconds = std::int64_t{365} * 24 * 3600;
  if (!text.ends_with('s')) return std::nullopt;
  text.remove_suffix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  const auto is_digits = [](std::string_view digits) {
    return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (whole.empty() || part.size() > 9 || !is_digits(whole) || !is_digits(part)) return std::nullopt;
  std::int64_t seconds = 0;
  for (const char c : whole) seconds = std::min(seconds * 10 + (c - '0'), kMostSeconds);
  std::int64_t nanoseconds = 0;
  for (std::size_t i = 0; i < 9; ++i) nanoseconds = nanoseconds * 10 + (i < part.size() ? part[i] - '0' : 0);
  return std::chrono::ceil<milliseconds>(std::chrono::seconds{seconds} + std::chrono::nanoseconds{nanoseconds});
}

std::optional<std::string> successor_of(std::string_view model, std::string_view message) {
  constexpr std::string_view kPrefix = "models/";
  for (std::size_t at = message.find(kPrefix); at != std::string_view::npos; at = message.find(kPrefix, at + 1)) {
    const std::string_view rest = message.substr(at + kPrefix.size());
    std::string_view id = rest.substr(
        0, static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_part_of_id) - rest.begin()));
    while (id.ends_with('.')) id.remove_suffix(1);
    if (!id.empty() && id != model && id.size() <= kLongestVendorQuote) return std::string{id};
  }
  if (model == kGoogleDefaultModel) return std::nullopt;
  return std::string{kGoogleDefaultModel};
}

}  // namespace vina
