// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/price_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

Json small_list() {
  return Json::parse(R"({"date": "2026-11-22",
    "pictures": [{"model": "m", "size": "1K", "usd": 0.5, "source": "s", "date": "2026-11-22"}],
    "picture_tokens": [{"model": "m", "prompt_usd_per_million": 1, "text_usd_per_million": 2,
                        "picture_usd_per_million": 3, "source": "s", "date": "2026-11-22"}],
    "speech_models": [{"model": "v", "credits_per_character": 0.5, "source": "s", "date": "2026-11-22"}],
    "speech_plans": [{"plan": "p", "usd": 10, "credits": 1000, "source": "s", "date": "2026-11-22"}]})");
}

class PriceListTest : public ::testing::Test {
 protected:
  PriceList read(const std::string& text) {
    std::ofstream{scratch_ / "prices.json"} << text;
    return PriceList{scratch_ / "prices.json"};
  }

  void expect_refused(const std::string& text, const std::string& reason) {
    try {
      read(text);
      FAIL() << "no error for " << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kMedia);
      EXPECT_THAT(error.public_message(), HasSubstr(reason));
      EXPECT_THAT(error.public_message(), HasSubstr("prices.json"));
      EXPECT_EQ(error.public_message().find('\n'), std::string::npos);
    }
  }

  testing::ScratchFolder scratch_;
};

TEST_F(PriceListTest, KnowsWhatStandsInTheFile) {
  const PriceList prices = read(small_list().dump());
  EXPECT_EQ(prices.date(), "2026-11-22");
  EXPECT_EQ(prices.picture_usd("m", "1K"), 0.5);
  ASSERT_TRUE(prices.token_rates("m"));
  EXPECT_DOUBLE_EQ(prices.token_rates("m")->prompt_usd, 1e-6);
  EXPECT_DOUBLE_EQ(prices.token_rates("m")->text_usd, 2e-6);
  EXPECT_DOUBLE_EQ(prices.token_rates("m")->picture_usd, 3e-6);
  EXPECT_EQ(prices.credits_per_character("v"), 0.5);
  EXPECT_EQ(prices.credit_usd("p"), 0.01);
  EXPECT_EQ(prices.plans(), std::vector<std::string>{"p"});
}

TEST_F(PriceListTest, SaysWhatItDoesNotKnow) {
  const PriceList prices = read(small_list().dump());
  EXPECT_FALSE(prices.picture_usd("m", "8K").has_value());
  EXPECT_FALSE(prices.picture_usd("n", "1K").has_value());
  EXPECT_FALSE(prices.token_rates("n").has_value());
  EXPECT_EQ(prices.credits_per_character("w"), 1.0);
  EXPECT_FALSE(prices.credit_usd("q").has_value());
}

TEST_F(PriceListTest, TakesTheDearestPlanWhereNoneIsNamed) {
  Json json = small_list();
  json["speech_plans"].push_back(
      {{"plan", "small"}, {"usd", 5}, {"credits", 100}, {"source", "s"}, {"date", "2026-11-22"}});
  EXPECT_EQ(read(json.dump()).credit_usd(""), 0.05);
  json["speech_plans"] = Json::array();
  EXPECT_FALSE(read(json.dump()).credit_usd("").has_value());
}

TEST_F(PriceListTest, RefusesWhatIsNoPriceList) {
  expect_refused("", "is not a JSON object");
  expect_refused("[]", "is not a JSON object");
  expect_refused("{}", "missing");
  Json json = small_list();
  json["pictures"][0]["usd"] = "0.5";
  expect_refused(json.dump(), "another type");
  json = small_list();
  json["pictures"][0]["usd"] = -1;
  expect_refused(json.dump(), "wrong value");
  json = small_list();
  json["speech_plans"][0]["credits"] = 0;
  expect_refused(json.dump(), "wrong value");
  json = small_list();
  json["speech_models"][0].erase("source");
  expect_refused(json.dump(), "source");
  EXPECT_THROW(PriceList{scratch_ / "none.json"}, Error);
}

TEST_F(PriceListTest, ComesWithFiguresForTheModelsInUse) {
  const PriceList prices = PriceList::shipped();
  EXPECT_GT(prices.picture_usd("gemini-nano-banana-2.1", "1K"), 0.0336) << "prompt and thinking cost as well";
  EXPECT_LT(prices.picture_usd("gemini-nano-banana-2.1", "1K"), prices.picture_usd("gemini-nano-banana-2.1", "4K"));
  EXPECT_FALSE(prices.picture_usd("gemini-3.1-flash-lite-image", "4K").has_value()) << "it makes no such picture";
  EXPECT_LT(prices.token_rates("gemini-nano-banana-2.1").value().picture_usd * 1120, 0.034);
  EXPECT_EQ(prices.credits_per_character("eleven_multilingual_v2"), 1.0);
  EXPECT_EQ(prices.credits_per_character("eleven_flash_v2_5"), 0.5);
  EXPECT_EQ(prices.credit_usd("starter"), 6.0 / 30'000);
  EXPECT_EQ(prices.credit_usd(""), prices.credit_usd("starter"));
}

TEST_F(PriceListTest, ComesWithAnOriginForEveryFigure) {
  const Json json = Json::parse(testing::content_of(std::filesystem::path{VINA_SOURCE_DIR} / "resources/prices.json"));
  std::size_t figures = 0;
  for (const char* list : {"pictures", "picture_tokens", "speech_models", "speech_plans"}) {
    for (const Json& figure : json[list]) {
      EXPECT_GT(figure["source"].get<std::string>().size(), 10U) << figure;
      EXPECT_LE(figure["date"].get<std::string>(), json["date"].get<std::string>()) << figure;
      ++figures;
    }
  }
  EXPECT_GT(figures, 15U);
}

}  // namespace
}  // namespace vina
