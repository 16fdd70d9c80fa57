// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/price_list.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/resources.h"
#include "storage/small_json.h"

namespace vina {
namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
  throw Error{ErrorKind::kMedia, "the price list '" + file.string() + "' " + why + "; mend it, or install vina again"};
}

Json read_document(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (!in) refuse(file, "cannot be read");
  std::optional<Json> json = parse_json_object(text);
  if (!json) refuse(file, "is not a JSON object");
  return std::move(*json);
}

double amount(const Json& figure, const char* name) {
  const auto value = figure.at(name).get<double>();
  if (!(value >= 0 && value < 1e9)) throw std::out_of_range{name};
  return value;
}

/// A figure nobody can look up again is worth little.
void require_origin(const Json& figure) {
  if (figure.at("source").get<std::string>().empty() || figure.at("date").get<std::string>().size() != 10) {
    throw std::out_of_range{"source, date"};
  }
}

}  // namespace

PriceList::PriceList(const std::filesystem::path& file) {
  const Json json = read_document(file);
  try {
    date_ = json.at("date").get<std::string>();
    for (const Json& figure : json.at("pictures")) {
      require_origin(figure);
      picture_usd_[figure.at("model").get<std::string>()][figure.at("size").get<std::string>()] = amount(figure, "usd");
    }
    for (const Json& figure : json.at("picture_tokens")) {
      require_origin(figure);
      token_rates_[figure.at("model").get<std::string>()] = {
          .prompt_usd = amount(figure, "prompt_usd_per_million") / 1e6,
          .text_usd = amount(figure, "text_usd_per_million") / 1e6,
          .picture_usd = amount(figure, "picture_usd_per_million") / 1e6};
    }
    for (const Json& figure : json.at("speech_models")) {
      require_origin(figure);
      credits_per_character_[figure.at("model").get<std::string>()] = amount(figure, "credits_per_character");
    }
    for (const Json& figure : json.at("speech_plans")) {
      require_origin(figure);
      const double credits = amount(figure, "credits");
      if (credits < 1) throw std::out_of_range{"credits"};
      credit_usd_[figure.at("plan").get<std::string>()] = amount(figure, "usd") / credits;
    }
  } catch (const Json::exception& error) {
    refuse(file, std::string{"has a member that is missing or of another type ("} + error.what() + ")");
  } catch (const std::out_of_range& error) {
    refuse(file, std::string{"has a wrong value ("} + error.what() + ")");
  }
}

PriceList PriceList::shipped() {
  return PriceList{resources_folder() / "prices.json"};
}

std::optional<double> PriceList::picture_usd(const std::string& model, const std::string& size) const {
  const auto sizes = picture_usd_.find(model);
  if (sizes == picture_usd_.end()) return std::nullopt;
  const auto price = sizes->second.find(size);
  return price == sizes->second.end() ? std::nullopt : std::optional{price->second};
}

std::optional<TokenRates> PriceList::token_rates(const std::string& model) const {
  const auto found = token_rates_.find(model);
  return found == token_rates_.end() ? std::nullopt : std::optional{found->second};
}

double PriceList::credits_per_character(const std::string& model) const {
  const auto found = credits_per_character_.find(model);
  return found == credits_per_character_.end() ? 1.0 : found->second;
}

std::vector<std::string> PriceList::plans() const {
  std::vector<std::string> names;
  for (const auto& [plan, usd] : credit_usd_) names.push_back(plan);
  return names;
}

std::optional<double> PriceList::credit_usd(const std::string& plan) const {
  if (!plan.empty()) {
    const auto found = credit_usd_.find(plan);
    return found == credit_usd_.end() ? std::nullopt : std::optional{found->second};
  }
  const auto dearest = std::max_element(credit_usd_.begin(), credit_usd_.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
  return dearest == credit_usd_.end() ? std::nullopt : std::optional{dearest->second};
}

}  // namespace vina
