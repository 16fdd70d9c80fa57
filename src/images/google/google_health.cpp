// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/google/google_health.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "images/google/google_error.h"
#include "images/google/google_request.h"
#include "remote/answer_json.h"

namespace vina {
namespace {

using nlohmann::json;

constexpr int kMostPages = 20;

struct ListedModel {
  std::string id;
  bool generates_content = false;
  bool predicts = false;
};

struct ModelPage {
  std::vector<ListedModel> models;
  std::string next;  ///< token of the next page; empty: this is the last
};

std::string text_at(const json& object, const char* name) {
  const auto member = object.is_object() ? object.find(name) : object.end();
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string{};
}

ListedModel read_model(const json& entry) {
  ListedModel model{.id = text_at(entry, "name")};
  if (model.id.starts_with("models/")) model.id.erase(0, std::string_view{"models/"}.size());
  if (!entry.is_object() || !entry.contains("supportedGenerationMethods")) return model;
  for (const json& method : entry.at("supportedGenerationMethods")) {
    model.generates_content |= method == "generateContent";
    model.predicts |= method == "predict";
  }
  return model;
}

/// Nothing if the body is no list of models.
std::optional<ModelPage> read_page(const std::string& body) {
  const json document = parse_answer(body).value_or(nullptr);
  if (!document.is_object() || document.contains("error")) return std::nullopt;
  const json models = document.value("models", json::array());  // an empty list is left out
  if (!models.is_array()) return std::nullopt;
  ModelPage page;
  for (const json& entry : models) page.models.push_back(read_model(entry));
  page.next = text_at(document, "nextPageToken");
  return page;
}

Verdict judge_list(const HttpResponse& answer) {
  if (answer.status != 200) return judge_google_error(answer, "");
  if (read_page(answer.body)) return {};
  return {.kind = Verdict::Kind::kFail,
          .error = ErrorKind::kProviderUnavailable,
          .message = "the answer is no list of models; check VINA_GOOGLE_BASE_URL"};
}

std::vector<ListedModel> list_models(const GoogleSettings& settings, VendorChannel& channel,
                                     const std::stop_token& stop, std::chrono::milliseconds& latency) {
  std::vector<ListedModel> models;
  std::string token;
  for (int count = 0; count < kMostPages; ++count) {
    VendorCall call;
    call.subject = "list of models";
    call.request = [&](int) { return google_models_request(settings, token); };
    call.judge = judge_list;
    const auto start = std::chrono::steady_clock::now();
    const CallOutcome outcome = channel.call(call, stop);
    if (count == 0) {
      latency = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    }
    ModelPage page = read_page(outcome.response.body).value_or(ModelPage{});
    std::move(page.models.begin(), page.models.end(), std::back_inserter(models));
    if (page.next.empty() || page.next == token) break;
    token = std::move(page.next);
  }
  return models;
}

bool makes_pictures(const ListedModel& model) {
  const bool is_named_so = model.id.find("image") != std::string::npos || model.id.find("banana") != std::string::npos;
  return model.generates_content && is_named_so;
}

const ListedModel* find_model(const std::vector<ListedModel>& models, std::string_view id) {
  const auto found = std::find_if(models.begin(), models.end(), [id](const ListedModel& m) { return m.id == id; });
  return found == models.end() ? nullptr : &*found;
}

/// The finished form of a preview, else the default, else any that makes pictures.
std::optional<std::string> listed_successor(const std::vector<ListedModel>& models, const std::string& gone) {
  const std::string finished = gone.substr(0, gone.find("-preview"));
  for (const std::string& id : {finished, std::string{kGoogleDefaultModel}}) {
    const ListedModel* model = find_model(models, id);
    if (id != gone && model != nullptr && model->generates_content) return id;
  }
  const auto found = std::find_if(models.begin(), models.end(), makes_pictures);
  return found == models.end() ? std::nullopt : std::optional{found->id};
}

/// Models that Google has said it will switch off (state of November 2026).
bool is_ending(std::string_view model) {
  return model == "gemini-3.1-flash-image" || model == "gemini-2.5-flash-image";
}

std::string advice(const std::optional<std::string>& successor) {
  return successor ? "set VINA_IMAGE_MODEL to " + *successor
                   : "set VINA_IMAGE_MODEL to a model that makes pictures, as listed in AI Studio";
}

GoogleHealth judge_model(const GoogleSettings& settings, const std::vector<ListedModel>& models) {
  const ListedModel* model = find_model(models, settings.model);
  const bool predicts = google_method(settings.model) == GoogleMethod::kPredict;
  GoogleHealth health;
  if (model != nullptr && (predicts ? model->predicts : model->generates_content)) {
    health.finding = settings.model + " is there";
    if (!is_ending(settings.model)) return health;
    health.state = GoogleHealth::State::kModelEnding;
    health.finding += ", and will be switched off";
  } else {
    health.state = GoogleHealth::State::kModelMissing;
    health.finding =
        settings.model + (model == nullptr ? " is not among the models of this key: retired, or never there"
                                           : " is there, but cannot be asked for pictures");
  }
  health.successor = listed_successor(models, settings.model);
  health.cure = advice(health.successor);
  return health;
}

/// Messages end in "; cure".
GoogleHealth from_error(const Error& error) {
  const std::string& message = error.public_message();
  const std::size_t cure = message.rfind("; ");
  GoogleHealth health;
  health.state = error.kind() == ErrorKind::kProviderRejected ? GoogleHealth::State::kKeyRejected
                                                              : GoogleHealth::State::kUnreachable;
  health.finding = message.substr(0, cure);
  health.cure = cure == std::string::npos ? "try again later" : message.substr(cure + 2);
  return health;
}

}  // namespace

GoogleHealth check_google(const GoogleSettings& settings, VendorChannel& channel, const std::stop_token& stop) {
  validate(settings);
  if (settings.key.empty()) {
    return {.state = GoogleHealth::State::kKeyRejected, .finding = "no key", .cure = "set GOOGLE_AI_API_KEY"};
  }
  std::chrono::milliseconds latency{0};
  try {
    const std::vector<ListedModel> models = list_models(settings, channel, stop, latency);
    GoogleHealth health = judge_model(settings, models);
    health.latency = latency;
    return health;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled) throw;
    return from_error(error);
  }
}

}  // namespace vina
