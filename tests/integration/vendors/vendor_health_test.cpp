// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// What `vina doctor --online` says of the vendors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "cli/health_of_vendors.h"
#include "fake_cloud/fake_cloud.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Not;

auto is(const std::string& name, Health health, const std::string& finding) {
  return AllOf(Field(&HealthCheck::name, name), Field(&HealthCheck::health, health),
               Field(&HealthCheck::finding, HasSubstr(finding)));
}

class VendorHealthTest : public ::testing::Test {
 protected:
  VendorHealthTest() {
    google_.key = Secret{"fake-google-key"};
    google_.base_url = cloud_.url();
    elevenlabs_.key = Secret{"fake-elevenlabs-key"};
    elevenlabs_.base_url = cloud_.url();
    cloudinary_.cloud_name = "fake-cloud";
    cloudinary_.api_key = Secret{"123456789012345"};
    cloudinary_.api_secret = Secret{"fake-cloudinary-secret"};
    cloudinary_.base_url = cloud_.url();
  }

  std::vector<HealthCheck> examine(const std::stop_token& stop = {}) const {
    std::vector<HealthCheck> checks;
    examine_google(google_, stop, checks);
    examine_elevenlabs(elevenlabs_, stop, checks);
    examine_cloudinary(cloudinary_, stop, checks);
    return checks;
  }

  fake::FakeCloud cloud_;
  GoogleSettings google_;
  ElevenLabsSettings elevenlabs_;
  CloudinarySettings cloudinary_;
};

TEST_F(VendorHealthTest, IsGoodWhereAllKeysModelsAndVoicesAreThere) {
  const std::vector<HealthCheck> checks = examine();
  EXPECT_THAT(checks, Each(Field(&HealthCheck::health, Health::kGood)));
  for (const char* area : {"Google", "ElevenLabs", "Cloudinary"}) {
    EXPECT_THAT(checks, Contains(AllOf(Field(&HealthCheck::area, area), is("key", Health::kGood, "answered in"))));
    EXPECT_THAT(checks, Contains(AllOf(Field(&HealthCheck::area, area), Field(&HealthCheck::name, "quota"))));
  }
  EXPECT_THAT(checks, Contains(is("model", Health::kGood, "gemini-nano-banana-2.1 is there")));
  EXPECT_THAT(checks, Contains(is("model", Health::kGood, "eleven_multilingual_v2 is there")));
  EXPECT_THAT(checks, Contains(is("voice", Health::kGood, "21m00Tcm4TlvDq8ikWAM")));
  EXPECT_THAT(checks, Contains(is("quota", Health::kGood, "121000 credits left, plan creator")));
  const fake::JournalSnapshot journal = cloud_.journal();
  EXPECT_TRUE(journal.charges.empty()) << "looking is free";
}

TEST_F(VendorHealthTest, AsksNobodyWithoutKeys) {
  google_.key = Secret{};
  elevenlabs_.key = Secret{};
  cloudinary_ = {};
  const std::vector<HealthCheck> checks = examine();
  ASSERT_EQ(checks.size(), 3U);
  EXPECT_THAT(checks, Each(is("key", Health::kPartial, "none")));
  EXPECT_TRUE(is_healthy(checks)) << "vina works offline";
  EXPECT_TRUE(cloud_.journal().requests.empty());
}

TEST_F(VendorHealthTest, TellsWrongKeysAndNeverShowsThem) {
  google_.key = Secret{"planted-1"};
  elevenlabs_.key = Secret{"planted-2"};
  cloudinary_.api_secret = Secret{"planted-3"};
  const std::vector<HealthCheck> checks = examine();
  EXPECT_FALSE(is_healthy(checks));
  EXPECT_THAT(checks, Each(Field(&HealthCheck::finding, Not(HasSubstr("planted")))));
  EXPECT_THAT(checks, Contains(AllOf(Field(&HealthCheck::area, "Google"), is("key", Health::kMissing, "API key"))));
  EXPECT_THAT(checks, Contains(AllOf(Field(&HealthCheck::area, "ElevenLabs"), is("problem", Health::kMissing, ""))));
  EXPECT_THAT(checks, Contains(AllOf(Field(&HealthCheck::area, "Cloudinary"), is("key", Health::kMissing, ""))));
}

TEST_F(VendorHealthTest, NamesTheSuccessorOfARetiredModel) {
  google_.model = "imagen-4.0-generate-001";
  EXPECT_THAT(examine(), Contains(AllOf(is("model", Health::kMissing, "imagen-4.0-generate-001"),
                                        Field(&HealthCheck::cure, "set VINA_IMAGE_MODEL to gemini-nano-banana-2.1"))));
  elevenlabs_.model = "eleven_monolingual_v1";
  const std::vector<HealthCheck> checks = examine();
  EXPECT_THAT(checks, Contains(is("problem", Health::kMissing, "set VINA_SPEECH_MODEL to eleven_multilingual_v2")));
  EXPECT_THAT(checks, Contains(AllOf(Field(&HealthCheck::area, "ElevenLabs"), is("key", Health::kGood, "answered"))))
      << "the key is not what is wrong";
}

TEST_F(VendorHealthTest, NamesAVoiceThatIsNotThere) {
  elevenlabs_.voice_id = "NoSuchVoice000000001";
  EXPECT_THAT(examine(), Contains(is("problem", Health::kMissing, "NoSuchVoice000000001")));
}

TEST_F(VendorHealthTest, ReportsSettingsThatCannotWork) {
  google_.model = "models/x";
  EXPECT_THAT(examine(), Contains(is("settings", Health::kMissing, "VINA_IMAGE_MODEL")));
}

TEST_F(VendorHealthTest, SaysWhoDoesNotAnswer) {
  cloud_.stop();
  const std::vector<HealthCheck> checks = examine();
  EXPECT_THAT(checks, Each(Field(&HealthCheck::health, Health::kMissing)));
  EXPECT_EQ(checks.size(), 3U);
}

TEST_F(VendorHealthTest, EndsWithAStopRequest) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(examine(stop.get_token()), Error);
}

}  // namespace
}  // namespace vina
