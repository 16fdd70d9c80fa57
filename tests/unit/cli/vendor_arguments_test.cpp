// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/vendor_arguments.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/cli/program_test.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class VendorArgumentsTest : public testing::ProgramTest {
 protected:
  VendorArgumentsTest() { surroundings.environment.home = scratch.path().string(); }

  bool accepted(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"render", lesson, "-o", video, "--quiet"});
    return run(arguments) == 0;
  }

  /// The message of the usage error that `arguments` give.
  std::string refused(const std::vector<std::string>& arguments) {
    given = {};
    EXPECT_FALSE(accepted(arguments));
    EXPECT_THAT(out(), IsEmpty());
    EXPECT_TRUE(given.output.empty()) << "nothing was rendered";
    return err();
  }

  void set_keys() {
    surroundings.environment.vendors = {{"GOOGLE_AI_API_KEY", "a-key"},
                                        {"ELEVENLABS_API_KEY", "a-key"},
                                        {"CLOUDINARY_URL", "cloudinary://key:secret@cloud"}};
  }
};

TEST_F(VendorArgumentsTest, LandInTheirFields) {
  set_keys();
  ASSERT_TRUE(accepted({"--voice",
                        "elevenlabs",
                        "--voice-fallback",
                        "espeak",
                        "--voice-id",
                        "Voice1",
                        "--voice-stability",
                        "0",
                        "--voice-similarity",
                        "1",
                        "--voice-style",
                        "0.25",
                        "--voice-seed",
                        "4294967295",
                        "--images",
                        "google",
                        "--image-style",
                        "vibrant",
                        "--profession",
                        "Clinical Researcher",
                        "--industry",
                        "pharmaceuticals",
                        "--experience",
                        "two years",
                        "--cache",
                        "paid",
                        "--budget",
                        "2.50",
                        "--publish",
                        "cloudinary",
                        "--cloudinary-folder",
                        "acme/courses",
                        "--public-id",
                        "intro"}))
      << err();
  EXPECT_EQ(given.voice, "elevenlabs");
  EXPECT_EQ(given.voice_fallback, "espeak");
  const VendorOptions& vendors = given.vendors;
  EXPECT_EQ(vendors.elevenlabs.voice_id, "Voice1");
  EXPECT_EQ(vendors.elevenlabs.stability, 0.0);
  EXPECT_EQ(vendors.elevenlabs.similarity_boost, 1.0);
  EXPECT_EQ(vendors.elevenlabs.style, 0.25);
  EXPECT_EQ(vendors.elevenlabs.seed, 4'294'967'295U);
  EXPECT_EQ(given.images, "google");
  EXPECT_EQ(vendors.google.style, "vibrant");
  EXPECT_EQ(vendors.google.viewer.profession, "Clinical Researcher");
  EXPECT_EQ(vendors.google.viewer.industry, "pharmaceuticals");
  EXPECT_EQ(vendors.google.viewer.experience, "two years");
  EXPECT_EQ(vendors.cache, "paid");
  EXPECT_EQ(vendors.budget_usd, 2.5);
  EXPECT_EQ(given.publish, "cloudinary");
  EXPECT_EQ(vendors.cloudinary.folder, "acme/courses");
  EXPECT_EQ(given.public_id, "intro");
}

TEST_F(VendorArgumentsTest, LeaveTheDefaultsAloneWhereTheyAreNotTyped) {
  ASSERT_TRUE(accepted({})) << err();
  const VendorOptions defaults;
  EXPECT_EQ(given.voice, "auto");
  EXPECT_EQ(given.voice_fallback, "");
  EXPECT_EQ(given.publish, "auto");
  EXPECT_EQ(given.public_id, "");
  EXPECT_EQ(given.vendors.elevenlabs.stability, defaults.elevenlabs.stability);
  EXPECT_EQ(given.vendors.elevenlabs.similarity_boost, defaults.elevenlabs.similarity_boost);
  EXPECT_EQ(given.vendors.elevenlabs.style, defaults.elevenlabs.style);
  EXPECT_EQ(given.vendors.elevenlabs.seed, defaults.elevenlabs.seed);
  EXPECT_EQ(given.vendors.google.style, defaults.google.style);
  EXPECT_EQ(given.vendors.cloudinary.folder, "vina_lessons");
  EXPECT_EQ(given.vendors.cache, scratch.path() / ".cache" / "vina");
  EXPECT_FALSE(given.vendors.budget_usd.has_value());
}

TEST_F(VendorArgumentsTest, WinOverTheEnvironment) {
  set_keys();
  surroundings.environment.vendors["ELEVENLABS_VOICE_ID"] = "Voice1";
  ASSERT_TRUE(accepted({})) << err();
  EXPECT_EQ(given.vendors.elevenlabs.voice_id, "Voice1");
  ASSERT_TRUE(accepted({"--voice-id", "Voice2"})) << err();
  EXPECT_EQ(given.vendors.elevenlabs.voice_id, "Voice2");
}

TEST_F(VendorArgumentsTest, NameOptionValueAndCureWhereANumberIsWrong) {
  for (const std::string value : {"abc", "5 dollars", "$5", "1,50", "nan", "inf"}) {
    EXPECT_EQ(refused({"--budget", value}),
              "error: --budget is '" + value + "'; give an amount in US dollars, such as 2.50\n");
  }
  EXPECT_EQ(refused({"--budget=-1"}), "error: --budget is -1; give an amount in US dollars, 0 or more\n");
  for (const std::string option : {"--voice-stability", "--voice-similarity", "--voice-style"}) {
    for (const std::string value : {"2", "1.01", "-0.1", "half", "50%", "nan"}) {
      std::string argument = option;
      argument += "=" + value;
      EXPECT_EQ(refused({argument}), "error: " + option + " is '" + value + "'; give a number from 0 to 1\n");
    }
  }
  for (const std::string value : {"-1", "4294967296", "1.5", "1e3", "dice", "+1"}) {
    EXPECT_EQ(refused({"--voice-seed=" + value}),
              "error: --voice-seed is '" + value + "'; give a whole number from 0 to 4294967295\n");
  }
}

TEST_F(VendorArgumentsTest, ListTheChoices) {
  EXPECT_EQ(refused({"--voice", "robot"}), "error: --voice is 'robot'; choose auto, elevenlabs or espeak\n");
  EXPECT_EQ(refused({"--publish", "ftp"}), "error: --publish is 'ftp'; choose auto, cloudinary or folder\n");
  EXPECT_EQ(refused({"--voice-fallback", "robot"}), "error: --voice-fallback is 'robot'; the only one is espeak\n");
  EXPECT_EQ(refused({"--image-style", "baroque"}),
            "error: --image-style is 'baroque'; choose professional, minimalist or vibrant\n");
}

TEST_F(VendorArgumentsTest, NameTheSettingsTheVendorCouldNotTake) {
  set_keys();
  EXPECT_THAT(refused({"--voice-id", "../user"}), AllOf(HasSubstr("'../user'"), HasSubstr("ELEVENLABS_VOICE_ID")));
  EXPECT_THAT(refused({"--cloudinary-folder", "/acme"}), AllOf(HasSubstr("'/acme'"), HasSubstr("--cloudinary-folder")));
  EXPECT_EQ(refused({"--profession", "one\ntwo"}),
            "error: --profession is not plain text in UTF-8; write it as one line\n");
  EXPECT_EQ(refused({"--industry", std::string(201, 'x')}),
            "error: --industry has 201 bytes; at most 200 are used, so shorten it\n");
  EXPECT_THAT(refused({"--experience", "\xff"}), HasSubstr("--experience is not plain text"));
  surroundings.environment.vendors["VINA_SPEECH_MODEL"] = "eleven_v3";
  EXPECT_THAT(refused({"--voice-stability", "0.3"}), AllOf(HasSubstr("0.3"), HasSubstr("0, 0.5 or 1")));
  surroundings.environment.vendors["VINA_IMAGE_SIZE"] = "2k";
  EXPECT_EQ(refused({}), "error: VINA_IMAGE_SIZE is '2k'; set it to 1K, 2K or 4K\n");
}

TEST_F(VendorArgumentsTest, RefuseNumbersOfTheEnvironmentThatAreOutOfRange) {
  surroundings.environment.vendors = {{"VIDEO_PARALLEL_IMAGES", "0"}};
  EXPECT_EQ(refused({}), "error: VIDEO_PARALLEL_IMAGES is 0; it must be from 1 to 64\n");
  surroundings.environment.vendors = {{"VIDEO_PARALLEL_AUDIO", "65"}};
  EXPECT_EQ(refused({}), "error: VIDEO_PARALLEL_AUDIO is 65; it must be from 1 to 64\n");
}

TEST_F(VendorArgumentsTest, RefuseHalfOfCloudinarysKeys) {
  surroundings.environment.vendors = {{"CLOUDINARY_API_KEY", "key"}, {"CLOUDINARY_API_SECRET", "secret"}};
  EXPECT_THAT(refused({}), AllOf(HasSubstr("CLOUDINARY_CLOUD_NAME"), HasSubstr("--publish folder")));
  EXPECT_TRUE(accepted({"--publish", "folder"})) << err();
}

TEST_F(VendorArgumentsTest, RefuseAVendorWithoutAKey) {
  EXPECT_THAT(refused({"--images", "google"}), HasSubstr("GOOGLE_AI_API_KEY"));
  EXPECT_THAT(refused({"--voice", "elevenlabs"}), HasSubstr("ELEVENLABS_API_KEY"));
  EXPECT_THAT(refused({"--publish", "cloudinary"}), HasSubstr("CLOUDINARY_URL"));
}

}  // namespace
}  // namespace vina
