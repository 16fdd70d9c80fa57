// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/error_answers.h"

#include <array>

#include "base/error.h"

namespace vina::fake {
namespace {

struct Usual {
  int status;
  std::string_view code;
  std::string_view message;
};

constexpr std::array<Usual, 12> kGoogle{{
    {400, "INVALID_ARGUMENT", "Request contains an invalid argument."},
    {401, "UNAUTHENTICATED", "Request had invalid authentication credentials."},
    {403, "PERMISSION_DENIED", "The caller does not have permission."},
    {404, "NOT_FOUND", "Requested entity was not found."},
    {408, "DEADLINE_EXCEEDED", "Request timed out."},
    {409, "ABORTED", "The operation was aborted."},
    {429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."},
    {499, "CANCELLED", "The operation was cancelled."},
    {500, "INTERNAL", "An internal error has occurred. Please retry."},
    {502, "UNAVAILABLE", "Bad gateway."},
    {503, "UNAVAILABLE", "The model is overloaded. Please try again later."},
    {504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."},
}};

constexpr std::array<Usual, 15> kElevenLabs{{
    {400, "invalid_parameters", "The request is not valid."},
    {401, "invalid_api_key", "Invalid API key"},
    {402, "paid_plan_required", "This needs a paid plan."},
    {403, "feature_not_available", "Your plan does not include this feature."},
    {404, "voice_not_found", "A voice with that voice_id was not found."},
    {408, "request_timeout", "The request took too long."},
    {409, "already_running", "The same request is already running."},
    {413, "request_too_large", "The request is too large."},
    {422, "invalid_parameters", "Unprocessable request."},
    {425, "too_early", "Try again later."},
    {429, "system_busy", "The system is experiencing heavy traffic, please try again."},
    {500, "internal_error", "An internal error has occurred."},
    {502, "internal_error", "Bad gateway."},
    {503, "service_unavailable", "The service is not available at the moment."},
    {504, "internal_error", "Gateway timeout."},
}};

constexpr std::array<Usual, 13> kCloudinary{{
    {400, "", "Invalid request"},
    {401, "", "Unauthorized"},
    {403, "", "Not allowed"},
    {404, "", "Resource not found"},
    {409, "", "Resource already exists"},
    {413, "", "Request Entity Too Large"},
    {420, "", "Rate Limit Exceeded. Please retry later."},
    {423, "", "Resource is still being processed"},
    {429, "", "Too Many Requests"},
    {500, "", "General Error"},
    {502, "", "Bad gateway"},
    {503, "", "Service unavailable"},
    {504, "", "Gateway timeout"},
}};

template <std::size_t Count>
Usual usual(const std::array<Usual, Count>& table, int status) {
  for (const Usual& entry : table) {
    if (entry.status == status) return entry;
  }
  return {status, "UNKNOWN", "Something went wrong."};
}

std::string_view elevenlabs_type(int status) {
  switch (status) {
    case 400:
    case 422:
      return "validation_error";
    case 401:
      return "authentication_error";
    case 402:
      return "payment_required";
    case 403:
      return "authorization_error";
    case 404:
      return "not_found";
    case 409:
      return "conflict";
    case 429:
      return "rate_limit_error";
    case 503:
      return "service_unavailable";
    default:
      return status >= 500 ? "internal_error" : "invalid_request";
  }
}

/// The older name of a kind, where it has one.
std::string_view elevenlabs_status(std::string_view code) {
  if (code == "concurrent_limit_exceeded") return "too_many_concurrent_requests";
  if (code == "text_too_long") return "max_character_limit_exceeded";
  return code;
}

std::optional<Answer> without_json(const Complaint& complaint, std::string_view message) {
  Answer answer;
  answer.status = complaint.status;
  if (complaint.shape == "empty") return answer;
  if (complaint.shape == "text") {
    answer.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    answer.body = message;
    return answer;
  }
  if (complaint.shape != "html") return std::nullopt;
  answer.headers.emplace_back("Content-Type", "text/html");
  const std::string title = std::to_string(complaint.status) + " " + std::string{message};
  answer.body = "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title +
                "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
  return answer;
}

struct Recorded {
  std::string_view name;
  int status;
  std::string_view body;
};

constexpr std::array<Recorded, 11> kRecorded{{
    {"gemini_err_429_minute", 429, R"json({"error": {"code": 429,
 "message": "Quota exceeded for this minute. Please retry in 41.3s.", "status": "RESOURCE_EXHAUSTED", "details": [
 {"@type": "type.googleapis.com/google.rpc.Help",
  "links": [{"description": "Rate limits", "url": "https://ai.google.dev/gemini-api/docs/rate-limits"}]},
 {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [
  {"quotaMetric": "generativelanguage.googleapis.com/generate_requests_per_model",
   "quotaId": "GenerateRequestsPerMinutePerProjectPerModel",
   "quotaDimensions": {"location": "global", "model": "gemini-nano-banana-2.1"}, "quotaValue": "10"}]},
 {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "41s"}]}})json"},
    {"gemini_err_429_day", 429, R"json({"error": {"code": 429,
 "message": "Daily quota exceeded. Please retry in 1h52m56.4s.", "status": "RESOURCE_EXHAUSTED", "details": [
 {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [
  {"quotaMetric": "generativelanguage.googleapis.com/generate_requests_per_model_per_day",
   "quotaId": "GenerateRequestsPerDayPerProjectPerModel",
   "quotaDimensions": {"location": "global", "model": "gemini-nano-banana-2.1"}, "quotaValue": "250"}]},
 {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "6776s"}]}})json"},
    {"gemini_err_400_key", 400, R"json({"error": {"code": 400,
 "message": "API key not valid. Please pass a valid API key.", "status": "INVALID_ARGUMENT", "details": [
 {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com",
  "metadata": {"service": "generativelanguage.googleapis.com"}},
 {"@type": "type.googleapis.com/google.rpc.LocalizedMessage", "locale": "en-US",
  "message": "API key not valid. Please pass a valid API key."}]}})json"},
    {"gemini_err_404_retired", 404, R"json({"error": {"code": 404, "message":
 "This model models/imagen-4.0-generate-001 is no longer available. Please update your code to use models/gemini-nano-banana-2.1.",
 "status": "NOT_FOUND"}})json"},
    {"gemini_err_503", 503, R"json({"error": {"code": 503,
 "message": "The model is overloaded. Please try again later.", "status": "UNAVAILABLE"}})json"},
    {"eleven_err_current", 429, R"json({"detail": {"type": "rate_limit_error", "code": "concurrent_limit_exceeded",
 "status": "too_many_concurrent_requests", "message": "Too many concurrent requests. Your plan allows 5.",
 "request_id": "req-77", "param": null}})json"},
    {"eleven_err_legacy", 401, R"json({"detail": {"status": "quota_exceeded", "message":
 "This request exceeds your quota of 10000. You have 12 credits remaining, while 90 credits are required for this request."}})json"},
    {"eleven_err_422", 422, R"json({"detail": [{"loc": ["body", "voice_settings", "stability"],
 "msg": "Input should be less than or equal to 1", "type": "less_than_equal"}]})json"},
    {"eleven_err_string", 404, R"json({"detail": "Not Found"})json"},
    {"cld_err_signature", 401, R"json({"error": {"message":
 "Invalid Signature 0000000000000000000000000000000000000000. String to sign - 'public_id=shorts/job-42/final&timestamp=1795348800'."}})json"},
    {"cld_err_stale", 400, R"json({"error": {"message":
 "Stale request - reported time is 2026-11-22 09:00:00 +0000 which is more than 1 hour ago"}})json"},
}};

}  // namespace

std::vector<std::string> error_shapes(std::string_view vendor) {
  std::vector<std::string> shapes{"html", "text", "empty"};
  if (vendor == "elevenlabs") {
    shapes.insert(shapes.end(), {"current", "legacy", "list", "string"});
  } else {
    shapes.emplace_back("envelope");
    if (vendor == "google") shapes.emplace_back("array");
  }
  return shapes;
}

Answer google_error(const Complaint& complaint) {
  const Usual said = usual(kGoogle, complaint.status);
  const std::string message = complaint.message.empty() ? std::string{said.message} : complaint.message;
  if (auto answer = without_json(complaint, message)) return *answer;
  Json body{{"error",
             {{"code", complaint.status},
              {"message", message},
              {"status", complaint.code.empty() ? std::string{said.code} : complaint.code}}}};
  if (!complaint.details.empty()) body["error"]["details"] = complaint.details;
  if (complaint.shape == "array") body = Json::array({body});
  return json_answer(complaint.status, body, "application/json; charset=UTF-8");
}

Answer elevenlabs_error(const Complaint& complaint) {
  const Usual said = usual(kElevenLabs, complaint.status);
  const std::string message = complaint.message.empty() ? std::string{said.message} : complaint.message;
  const std::string code = complaint.code.empty() ? std::string{said.code} : complaint.code;
  if (auto answer = without_json(complaint, message)) return *answer;
  if (complaint.shape == "string") return json_answer(complaint.status, {{"detail", message}});
  const std::string status{elevenlabs_status(code)};
  if (complaint.shape == "legacy") {
    return json_answer(complaint.status, {{"detail", {{"status", status}, {"message", message}}}});
  }
  if (complaint.shape == "list") {
    const Json entry{{"loc", {"body", "text"}}, {"msg", message}, {"type", code}};
    return json_answer(complaint.status, {{"detail", Json::array({entry})}});
  }
  return json_answer(complaint.status, {{"detail",
                                         {{"type", elevenlabs_type(complaint.status)},
                                          {"code", code},
                                          {"status", status},
                                          {"message", message},
                                          {"request_id", "req-refused"},
                                          {"param", nullptr}}}});
}

Answer cloudinary_error(const Complaint& complaint) {
  const Usual said = usual(kCloudinary, complaint.status);
  const std::string message = complaint.message.empty() ? std::string{said.message} : complaint.message;
  std::optional<Answer> plain = without_json(complaint, message);
  Answer answer =
      plain ? *plain
            : json_answer(complaint.status, {{"error", {{"message", message}}}}, "application/json; charset=utf-8");
  answer.headers.emplace_back("X-Cld-Error", message);
  return answer;
}

Answer vendor_error(std::string_view vendor, const Complaint& complaint) {
  if (vendor == "google") return google_error(complaint);
  if (vendor == "elevenlabs") return elevenlabs_error(complaint);
  return cloudinary_error(complaint);
}

Json retry_info(const std::string& delay) {
  return {{"@type", "type.googleapis.com/google.rpc.RetryInfo"}, {"retryDelay", delay}};
}

Json quota_failure(const std::string& quota_id, const std::string& model, const std::string& value) {
  const Json violation{{"quotaMetric", "generativelanguage.googleapis.com/generate_requests_per_model"},
                       {"quotaId", quota_id},
                       {"quotaDimensions", {{"location", "global"}, {"model", model}}},
                       {"quotaValue", value}};
  return {{"@type", "type.googleapis.com/google.rpc.QuotaFailure"}, {"violations", Json::array({violation})}};
}

std::optional<Answer> recorded_error(std::string_view name) {
  for (const Recorded& recorded : kRecorded) {
    if (recorded.name == name) return json_answer(recorded.status, Json::parse(recorded.body));
  }
  return std::nullopt;
}

std::vector<std::string> recorded_errors() {
  std::vector<std::string> names;
  for (const Recorded& recorded : kRecorded) names.emplace_back(recorded.name);
  return names;
}

}  // namespace vina::fake
