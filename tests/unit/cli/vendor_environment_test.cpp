// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/vendor_environment.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

using Variables = decltype(Environment::vendors);

Environment environment_with(const Variables& variables) {
  Environment environment;
  environment.vendors = variables;
  environment.home = "/home/me";
  return environment;
}

VendorOptions options_of(const Variables& variables) {
  return vendor_options(environment_with(variables));
}

std::string refusal(const Environment& environment) {
  try {
    vendor_options(environment);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    EXPECT_EQ(error.public_message(), error.what()) << "nothing is said in the log that is not said to the user";
    return error.public_message();
  }
  return "accepted";
}

TEST(VendorEnvironment, KeepsTheDefaultsWhereNothingIsSet) {
  const VendorOptions options = options_of({});
  const VendorOptions defaults;
  EXPECT_TRUE(options.google.key.empty());
  EXPECT_EQ(options.google.base_url, defaults.google.base_url);
  EXPECT_EQ(options.google.model, defaults.google.model);
  EXPECT_EQ(options.google.size, defaults.google.size);
  EXPECT_TRUE(options.elevenlabs.key.empty());
  EXPECT_EQ(options.elevenlabs.voice_id, defaults.elevenlabs.voice_id);
  EXPECT_EQ(options.elevenlabs.plan, "");
  EXPECT_EQ(options.cloudinary.cloud_name, "");
  EXPECT_EQ(options.cloudinary.hash, CloudinaryHash::kSha1);
  EXPECT_EQ(options.images_in_flight, 3);
  EXPECT_EQ(options.speech_in_flight, 3);
  EXPECT_FALSE(options.budget_usd.has_value());
}

TEST(VendorEnvironment, ReadsEveryVariable) {
  Variables variables{{"GOOGLE_AI_API_KEY", "google key"},
                      {"VINA_GOOGLE_BASE_URL", "http://127.0.0.1:1"},
                      {"VINA_IMAGE_MODEL", "gemini-3-pro-image"},
                      {"VINA_IMAGE_SIZE", "2K"},
                      {"ELEVENLABS_API_KEY", "elevenlabs key"},
                      {"ELEVENLABS_VOICE_ID", "Voice1"},
                      {"VINA_ELEVENLABS_BASE_URL", "http://127.0.0.1:2"},
                      {"VINA_SPEECH_MODEL", "eleven_v3"},
                      {"VINA_ELEVENLABS_PLAN", "creator"},
                      {"CLOUDINARY_CLOUD_NAME", "cloud"},
                      {"CLOUDINARY_API_KEY", "cloudinary key"},
                      {"CLOUDINARY_API_SECRET", "cloudinary secret"},
                      {"VINA_CLOUDINARY_BASE_URL", "http://127.0.0.1:3"},
                      {"VINA_CLOUDINARY_SIGNATURE", "sha256"},
                      {"VIDEO_PARALLEL_IMAGES", "7"},
                      {"VIDEO_PARALLEL_AUDIO", "2"}};
  const VendorOptions options = options_of(variables);
  EXPECT_EQ(options.google.key.reveal(), "google key");
  EXPECT_EQ(options.google.base_url, "http://127.0.0.1:1");
  EXPECT_EQ(options.google.model, "gemini-3-pro-image");
  EXPECT_EQ(options.google.size, "2K");
  EXPECT_EQ(options.elevenlabs.key.reveal(), "elevenlabs key");
  EXPECT_EQ(options.elevenlabs.voice_id, "Voice1");
  EXPECT_EQ(options.elevenlabs.base_url, "http://127.0.0.1:2");
  EXPECT_EQ(options.elevenlabs.model, "eleven_v3");
  EXPECT_EQ(options.elevenlabs.plan, "creator");
  EXPECT_EQ(options.cloudinary.cloud_name, "cloud");
  EXPECT_EQ(options.cloudinary.api_key.reveal(), "cloudinary key");
  EXPECT_EQ(options.cloudinary.api_secret.reveal(), "cloudinary secret");
  EXPECT_EQ(options.cloudinary.base_url, "http://127.0.0.1:3");
  EXPECT_EQ(options.cloudinary.hash, CloudinaryHash::kSha256);
  EXPECT_EQ(options.images_in_flight, 7);
  EXPECT_EQ(options.speech_in_flight, 2);
  variables.insert({{"GEMINI_API_KEY", ""}, {"CLOUDINARY_URL", ""}});
  for (const std::string& name : vendor_variables()) EXPECT_TRUE(variables.contains(name)) << name << " has no test";
}

TEST(VendorEnvironment, PrefersGooglesOwnNameOfTheKey) {
  EXPECT_EQ(options_of({{"GEMINI_API_KEY", "a"}}).google.key.reveal(), "a");
  EXPECT_EQ(options_of({{"GEMINI_API_KEY", "a"}, {"GOOGLE_AI_API_KEY", "b"}}).google.key.reveal(), "b");
}

TEST(VendorEnvironment, ReadsCloudinarysUrl) {
  const CloudinarySettings settings =
      options_of({{"CLOUDINARY_URL", "cloudinary://key:secret@cloud?signature_algorithm=sha256"}}).cloudinary;
  EXPECT_EQ(settings.cloud_name, "cloud");
  EXPECT_EQ(settings.api_key.reveal(), "key");
  EXPECT_EQ(settings.api_secret.reveal(), "secret");
  EXPECT_EQ(settings.hash, CloudinaryHash::kSha256);
}

TEST(VendorEnvironment, MixesNoPartsWithCloudinarysUrl) {
  const std::string url = "cloudinary://key:secret@cloud";
  const CloudinarySettings named =
      options_of({{"CLOUDINARY_URL", url}, {"CLOUDINARY_CLOUD_NAME", "other"}, {"CLOUDINARY_API_KEY", "mine"}})
          .cloudinary;
  EXPECT_EQ(named.cloud_name, "other");
  EXPECT_EQ(named.api_key.reveal(), "mine");
  EXPECT_TRUE(named.api_secret.empty()) << "the secret of another cloud";
  const CloudinarySettings unnamed = options_of({{"CLOUDINARY_URL", url}, {"CLOUDINARY_API_KEY", "mine"}}).cloudinary;
  EXPECT_EQ(unnamed.cloud_name, "cloud");
  EXPECT_EQ(unnamed.api_key.reveal(), "key");
}

TEST(VendorEnvironment, TakesPartsOfCloudinarysKeysThatAreNotEnough) {
  const CloudinarySettings settings = options_of({{"CLOUDINARY_API_KEY", "key"}}).cloudinary;
  EXPECT_EQ(settings.cloud_name, "");
  EXPECT_EQ(settings.api_key.reveal(), "key") << "so that the missing ones can be named";
}

TEST(VendorEnvironment, LetsSettingsOfVinaWinOverTheUrlsOptions) {
  const CloudinarySettings settings =
      options_of({{"CLOUDINARY_URL",
                   "cloudinary://key:secret@cloud?upload_prefix=https://a.example&signature_algorithm=sha256"},
                  {"VINA_CLOUDINARY_BASE_URL", "https://b.example"},
                  {"VINA_CLOUDINARY_SIGNATURE", "sha1"}})
          .cloudinary;
  EXPECT_EQ(settings.base_url, "https://b.example");
  EXPECT_EQ(settings.hash, CloudinaryHash::kSha1);
}

TEST(VendorEnvironment, NamesTheVariableItCannotRead) {
  for (const std::string name : {"VIDEO_PARALLEL_IMAGES", "VIDEO_PARALLEL_AUDIO"}) {
    for (const std::string value : {"three", "3.5", "3 ", "99999999999"}) {
      EXPECT_EQ(refusal(environment_with({{name, value}})), name + " is '" + value + "'; give a whole number");
    }
  }
  EXPECT_THAT(refusal(environment_with({{"VINA_CLOUDINARY_SIGNATURE", "md5"}})),
              AllOf(HasSubstr("VINA_CLOUDINARY_SIGNATURE"), HasSubstr("'md5'"), HasSubstr("sha1 or sha256")));
}

TEST(VendorEnvironment, NeverShowsAUrlThatHoldsASecret) {
  for (const char* url : {"https://pLaNtEd@cloud", "cloudinary://pLaNtEd", "cloudinary://key:pLaNtEd@",
                          "cloudinary://pLaNtEd:<secret>@cloud", "cloudinary://:pLaNtEd@cloud"}) {
    EXPECT_THAT(refusal(environment_with({{"CLOUDINARY_URL", url}})),
                AllOf(HasSubstr("CLOUDINARY_URL"), Not(HasSubstr("pLaNtEd"))))
        << url;
  }
}

TEST(VendorEnvironment, KnowsTheCacheFolder) {
  Environment environment;
  EXPECT_EQ(vendor_options(environment).cache, "") << "only who pays needs one";
  environment.xdg_cache_home = "not/absolute";
  EXPECT_EQ(vendor_options(environment).cache, "");
  environment.home = "/home/me";
  EXPECT_EQ(vendor_options(environment).cache, "/home/me/.cache/vina");
  environment.xdg_cache_home = "/caches";
  EXPECT_EQ(vendor_options(environment).cache, "/caches/vina");
}

}  // namespace
}  // namespace vina
