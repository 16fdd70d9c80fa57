// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vina {

/// US dollars for one token of a picture's call.
struct TokenRates {
  double prompt_usd = 0;
  double text_usd = 0;  ///< of the answer, thoughts included
  double picture_usd = 0;
};

/// What vendors charge, from resources/prices.json, where each figure has a date and a source.
class PriceList {
 public:
  /// Throws Error (kMedia) for a file that is not what it should be.
  explicit PriceList(const std::filesystem::path& file);
  /// The one that comes with vina (base/resources.h).
  static PriceList shipped();

  /// US dollars for one picture of a size ("1K", "2K", "4K"), with prompt and thinking; nothing for a model the list
  /// does not know.
  std::optional<double> picture_usd(const std::string& model, const std::string& size) const;
  /// For the price of a call whose answer says how many tokens it took; nothing for a model the list has no rates of.
  std::optional<TokenRates> token_rates(const std::string& model) const;
  /// Credits for one character spoken by a model; 1 for a model the list does not know.
  double credits_per_character(const std::string& model) const;
  /// US dollars for one credit in a plan ("creator"); nothing for a plan the list does not know. Empty: the dearest
  /// plan.
  std::optional<double> credit_usd(const std::string& plan) const;
  /// The names of the plans the list knows, in alphabetical order.
  std::vector<std::string> plans() const;
  /// "2026-11-22"
  const std::string& date() const { return date_; }

 private:
  std::string date_;
  std::map<std::string, std::map<std::string, double>> picture_usd_;  ///< [model][size]
  std::map<std::string, TokenRates> token_rates_;
  std::map<std::string, double> credits_per_character_;
  std::map<std::string, double> credit_usd_;  ///< [plan]
};

}  // namespace vina
