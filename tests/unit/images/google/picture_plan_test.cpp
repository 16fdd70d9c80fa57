// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "images/google/google_images.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

class PicturePlanTest : public ::testing::Test {
 protected:
  PlannedPicture plan(const Figure& figure) { return plan_picture(figure, settings_, store_, prices_).value(); }
  std::string key_of(const std::string& prompt) { return plan({.id = "figure-1-1", .image_prompt = prompt}).key.hex; }

  testing::ScratchFolder scratch_;
  AssetStore store_{scratch_ / "cache"};
  PriceList prices_ = PriceList::shipped();
  GoogleSettings settings_;
};

TEST_F(PicturePlanTest, SaysWhatWouldBeAskedAndWhatItCosts) {
  const PlannedPicture planned = plan({.id = "figure-1-2", .image_prompt = "A paper boat"});
  EXPECT_THAT(planned.prompt, HasSubstr("A paper boat"));
  EXPECT_EQ(planned.usd, prices_.picture_usd("gemini-nano-banana-2.1", "1K"));
  EXPECT_GT(planned.usd, 0.03);
  EXPECT_FALSE(planned.is_there);
}

TEST_F(PicturePlanTest, LooksForItsOwnPictureAlone) {
  const Figure figure{.id = "figure-1-2", .image_prompt = "A paper boat"};
  const json request = json::parse(R"({"other": true})");
  store_.get_or_make(request, [](const auto&) { return Asset{"x", "png", "{}"}; }, {});
  EXPECT_FALSE(plan(figure).is_there);
}

TEST_F(PicturePlanTest, SharesThePictureOfFiguresWithTheSamePrompt) {
  const PlannedPicture one =
      plan({.id = "figure-1-2", .purpose = "Before", .image_prompt = "A boat", .accessibility_alt = "One boat"});
  const PlannedPicture other =
      plan({.id = "fig-3", .purpose = "After", .image_prompt = "A boat", .layout = "grid", .accessibility_alt = "Two"});
  EXPECT_EQ(one.key.hex, other.key.hex);
  EXPECT_NE(one.key.hex, key_of("A ship"));
}

TEST_F(PicturePlanTest, TellsPicturesApartByAllThatShapesThem) {
  std::vector<std::string> keys{key_of("A boat")};
  settings_.style = "vibrant";
  keys.push_back(key_of("A boat"));
  settings_.viewer.profession = "Nurse";
  keys.push_back(key_of("A boat"));
  settings_.size = "2K";
  keys.push_back(key_of("A boat"));
  settings_.model = "gemini-3-pro-image";
  keys.push_back(key_of("A boat"));
  settings_.base_url = "http://127.0.0.1:8080";
  keys.push_back(key_of("A boat"));
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(std::unique(keys.begin(), keys.end()), keys.end());
}

TEST_F(PicturePlanTest, SharesPicturesAcrossKeysAndPorts) {
  settings_.base_url = "http://127.0.0.1:8080";
  const std::string key = key_of("A boat");
  settings_.base_url = "http://127.0.0.1:9090/";
  settings_.key = Secret{"another-key"};
  EXPECT_EQ(key_of("A boat"), key);
}

TEST_F(PicturePlanTest, KnowsNoPriceOfAnUnknownModel) {
  settings_.model = "some-model-of-2027";
  EXPECT_EQ(plan({.id = "figure-1-2", .image_prompt = "A boat"}).usd, std::nullopt);
}

TEST_F(PicturePlanTest, HasNothingForAFigureWithoutAPrompt) {
  EXPECT_FALSE(plan_picture({.id = "figure-1-2", .purpose = "Show"}, settings_, store_, prices_));
}

TEST_F(PicturePlanTest, NamesSettingsThatCannotWork) {
  settings_.size = "1k";
  EXPECT_THROW(plan({.id = "figure-1-2", .image_prompt = "A boat"}), Error);
}

TEST_F(PicturePlanTest, NeedsAKeyForMakingPicturesAlone) {
  SpendLedger ledger{scratch_ / "ledger.jsonl"};
  Budget budget;
  HttpClient http;
  VendorChannel channel{http, google_conduct(settings_, 3)};
  try {
    make_google_images(settings_, channel, store_, ledger, budget, prices_);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    EXPECT_THAT(error.what(), HasSubstr("set GOOGLE_AI_API_KEY"));
  }
}

}  // namespace
}  // namespace vina
