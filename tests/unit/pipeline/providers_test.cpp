// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/providers.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "fake_cloud/fake_cloud.h"
#include "pipeline/lesson_voice.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const Figure kFigure{.id = "leaf", .image_prompt = "A leaf"};

class ProvidersTest : public ::testing::Test {
 protected:
  ProvidersTest() {
    options.output = scratch / "tea.mp4";
    options.vendors.cache = scratch / "cache";
  }

  void set_keys() {
    options.vendors.google.key = Secret{"fake-google-key"};
    options.vendors.google.base_url = cloud.url();
    options.vendors.elevenlabs.key = Secret{"fake-elevenlabs-key"};
    options.vendors.elevenlabs.base_url = cloud.url();
    CloudinarySettings& cloudinary = options.vendors.cloudinary;
    cloudinary.cloud_name = "fake-cloud";
    cloudinary.api_key = Secret{"123456789012345"};
    cloudinary.api_secret = Secret{"fake-cloudinary-secret"};
    cloudinary.base_url = cloud.url();
  }

  /// The voice of a short narration.
  static std::string voice_of(SpeechProvider& speech) {
    return speech.narrate({.talks = {"Tea."}, .language = "en"}, {}).voice;
  }

  /// Whom the providers asked, by the vendors' journal.
  int asked(const std::string& vendor) const { return cloud.journal().charged(vendor); }

  std::string refusal() {
    try {
      make_providers(options);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
      return error.public_message();
    }
    return "accepted";
  }

  testing::ScratchFolder scratch;
  fake::FakeCloud cloud;
  RenderOptions options;
};

TEST_F(ProvidersTest, AreOfThisComputerWithoutKeys) {
  const Providers providers = make_providers(options);
  EXPECT_EQ(providers.vendors, nullptr);
  EXPECT_FALSE(providers.images->picture(kFigure, {}).has_value());
  EXPECT_THAT(voice_of(*providers.speech), HasSubstr("espeak"));
  EXPECT_EQ(providers.publisher->name(), "folder");
  EXPECT_EQ(providers.speech_fallback, nullptr);
  EXPECT_EQ(providers.pictures_at_once, 0U);
  EXPECT_EQ(providers.voices_at_once, 0U);
  EXPECT_FALSE(std::filesystem::exists(scratch / "cache")) << "nothing is paid, so nothing needs a place";
}

TEST_F(ProvidersTest, AreTheVendorsWithKeys) {
  set_keys();
  options.vendors.images_in_flight = 5;
  options.vendors.speech_in_flight = 2;
  const Providers providers = make_providers(options);
  ASSERT_NE(providers.vendors, nullptr);
  EXPECT_TRUE(providers.images->picture(kFigure, {}).has_value());
  EXPECT_EQ(asked("google"), 1);
  EXPECT_THAT(voice_of(*providers.speech), HasSubstr(options.vendors.elevenlabs.voice_id));
  EXPECT_EQ(asked("elevenlabs"), 1);
  EXPECT_EQ(providers.publisher->name(), "cloudinary");
  EXPECT_EQ(providers.pictures_at_once, 5U);
  EXPECT_EQ(providers.voices_at_once, 2U);
}

TEST_F(ProvidersTest, AreDecidedOneByOne) {
  set_keys();
  options.vendors.google.key = {};
  options.publish = "folder";
  const Providers providers = make_providers(options);
  EXPECT_FALSE(providers.images->picture(kFigure, {}).has_value());
  EXPECT_THAT(voice_of(*providers.speech), HasSubstr(options.vendors.elevenlabs.voice_id));
  EXPECT_EQ(providers.publisher->name(), "folder");
  EXPECT_EQ(providers.pictures_at_once, 0U);
}

TEST_F(ProvidersTest, LeaveKeysAloneWhereTheOfflineOnesAreNamed) {
  set_keys();
  options.images = "gradient";
  options.voice = "espeak";
  options.publish = "folder";
  options.vendors.cache.clear();
  options.vendors.google.base_url = "not looked at";
  const Providers providers = make_providers(options);
  EXPECT_EQ(providers.vendors, nullptr);
  EXPECT_THAT(voice_of(*providers.speech), HasSubstr("espeak"));
  EXPECT_TRUE(cloud.journal().requests.empty());
}

TEST_F(ProvidersTest, TakePicturesFromAFolder) {
  set_keys();
  options.images = scratch.path().string();
  const Providers providers = make_providers(options);
  EXPECT_FALSE(providers.images->picture(kFigure, {}).has_value()) << "there is none for this figure";
  std::ofstream{scratch / "leaf.png"} << "no picture";
  EXPECT_THROW(providers.images->picture(kFigure, {}), Error);
  EXPECT_TRUE(cloud.journal().requests.empty());
}

TEST_F(ProvidersTest, HaveTheFallbackThatWasAskedForBehindAVendorAlone) {
  options.voice_fallback = "espeak";
  EXPECT_EQ(make_providers(options).speech_fallback, nullptr) << "the offline voice cannot stand in for itself";
  set_keys();
  const Providers providers = make_providers(options);
  ASSERT_NE(providers.speech_fallback, nullptr);
  EXPECT_THAT(voice_of(*providers.speech_fallback), HasSubstr("espeak"));
}

TEST_F(ProvidersTest, NeedACacheWhereSomethingIsPaidAndNoneToPublish) {
  set_keys();
  options.vendors.cache.clear();
  EXPECT_THAT(refusal(), HasSubstr("--cache"));
  options.images = "gradient";
  options.voice = "espeak";
  const Providers providers = make_providers(options);
  EXPECT_EQ(providers.publisher->name(), "cloudinary");
  EXPECT_FALSE(providers.vendors->paid.has_value());
}

TEST_F(ProvidersTest, ShareTheVendorsTheyAreGiven) {
  set_keys();
  const auto vendors = std::make_shared<Vendors>(options.vendors, true);
  const Providers one = make_providers(options, vendors);
  const Providers two = make_providers(options, vendors);
  EXPECT_EQ(one.vendors, vendors);
  EXPECT_EQ(two.vendors, vendors);
  voice_of(*one.speech);
  voice_of(*two.speech);
  EXPECT_EQ(asked("elevenlabs"), 1);
  EXPECT_EQ(vendors->elevenlabs.figures().calls, 1);
}

TEST_F(ProvidersTest, SayWhichVariableHasTheKeyThatIsMissing) {
  options.images = "google";
  EXPECT_EQ(refusal(), "--images is google, which needs GOOGLE_AI_API_KEY in the environment or in a file .env");
  options.images = "auto";
  options.voice = "elevenlabs";
  EXPECT_EQ(refusal(), "--voice is elevenlabs, which needs ELEVENLABS_API_KEY in the environment or in a file .env");
  options.voice = "auto";
  options.publish = "cloudinary";
  EXPECT_EQ(
      refusal(),
      "--publish is cloudinary, which needs CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET (or "
      "CLOUDINARY_URL) in the environment or in a file .env");
}

TEST_F(ProvidersTest, DoNotGuessWhereSomeOfCloudinarysKeysAreMissing) {
  options.vendors.cloudinary.cloud_name = "fake-cloud";
  EXPECT_THAT(refusal(), AllOf(HasSubstr("CLOUDINARY_API_SECRET"), HasSubstr("--publish folder")));
  options.publish = "folder";
  EXPECT_EQ(make_providers(options).publisher->name(), "folder");
}

}  // namespace
}  // namespace vina
