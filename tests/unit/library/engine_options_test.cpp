// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "library/engine_options.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace vina {
namespace {

using std::chrono_literals::operator""ms;
using ::testing::HasSubstr;

v1::RenderOptions plain_options() {
  v1::RenderOptions options;
  options.output = "out.mp4";
  return options;
}

std::string refusal(const std::function<void(v1::RenderOptions&)>& change) {
  v1::RenderOptions options = plain_options();
  change(options);
  try {
    to_engine(options, {});
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    return error.public_message();
  }
  return "accepted";
}

TEST(EngineOptions, HaveTheEnginesDefaultsForAVideo) {
  const RenderOptions options = to_engine(plain_options(), {});
  const RenderOptions defaults;
  EXPECT_EQ(options.output, "out.mp4");
  EXPECT_EQ(options.report, defaults.report);
  EXPECT_EQ(options.captions, defaults.captions);
  EXPECT_EQ(options.language, defaults.language);
  EXPECT_EQ(options.words_per_minute, defaults.words_per_minute);
  EXPECT_EQ(options.timeline.lead_in, defaults.timeline.lead_in);
  EXPECT_EQ(options.timeline.item_pause, defaults.timeline.item_pause);
  EXPECT_EQ(options.timeline.tail, defaults.timeline.tail);
  EXPECT_EQ(options.theme, defaults.theme);
  EXPECT_EQ(options.logo, defaults.logo);
  EXPECT_EQ(options.safe_area, defaults.safe_area);
  EXPECT_EQ(options.images, defaults.images);
  EXPECT_EQ(options.voice, defaults.voice);
  EXPECT_EQ(options.voice_fallback, defaults.voice_fallback);
  EXPECT_EQ(options.publish, defaults.publish);
  EXPECT_EQ(options.public_id, defaults.public_id);
  EXPECT_EQ(options.transition_frames, defaults.transition_frames);
  EXPECT_EQ(options.hold, defaults.hold);
  EXPECT_EQ(options.gop, defaults.gop);
  EXPECT_EQ(options.loudness_lufs, defaults.loudness_lufs);
  EXPECT_EQ(options.threads, defaults.threads);
  EXPECT_EQ(options.fresh, defaults.fresh);
  EXPECT_EQ(options.strict, defaults.strict);
  EXPECT_EQ(options.verify, defaults.verify);
  EXPECT_EQ(options.vendors.google.style, defaults.vendors.google.style);
}

TEST(EngineOptions, HaveTheEnginesDefaultsForVendors) {
  const v1::VendorOptions defaults;
  const v1::VendorOptions engine = to_public(VendorOptions{});
  EXPECT_EQ(defaults.google.base_url, engine.google.base_url);
  EXPECT_EQ(defaults.google.model, engine.google.model);
  EXPECT_EQ(defaults.google.size, engine.google.size);
  EXPECT_EQ(defaults.elevenlabs.base_url, engine.elevenlabs.base_url);
  EXPECT_EQ(defaults.elevenlabs.voice_id, engine.elevenlabs.voice_id);
  EXPECT_EQ(defaults.elevenlabs.model, engine.elevenlabs.model);
  EXPECT_EQ(defaults.elevenlabs.stability, engine.elevenlabs.stability);
  EXPECT_EQ(defaults.elevenlabs.similarity_boost, engine.elevenlabs.similarity_boost);
  EXPECT_EQ(defaults.elevenlabs.style, engine.elevenlabs.style);
  EXPECT_EQ(defaults.elevenlabs.seed, engine.elevenlabs.seed);
  EXPECT_EQ(defaults.elevenlabs.plan, engine.elevenlabs.plan);
  EXPECT_EQ(defaults.cloudinary.base_url, engine.cloudinary.base_url);
  EXPECT_EQ(defaults.cloudinary.folder, engine.cloudinary.folder);
  EXPECT_EQ(defaults.cloudinary.signature, engine.cloudinary.signature);
  EXPECT_EQ(defaults.images_in_flight, engine.images_in_flight);
  EXPECT_EQ(defaults.speech_in_flight, engine.speech_in_flight);
  EXPECT_EQ(defaults.cache, engine.cache);
  EXPECT_EQ(defaults.budget_usd, engine.budget_usd);
}

TEST(EngineOptions, TakeEveryMemberOfVendorsThereAndBack) {
  v1::VendorOptions vendors;
  vendors.google = {"key-g", "https://google.example", "model-g", "2K"};
  vendors.elevenlabs = {"key-e", "https://elevenlabs.example", "voice", "model-e", 0.1, 0.2, 0.3, 4, "pro"};
  vendors.cloudinary = {"cloud", "key-c", "secret", "https://cloudinary.example", "folder", "sha256"};
  vendors.images_in_flight = 5;
  vendors.speech_in_flight = 6;
  vendors.cache = "/cache";
  vendors.budget_usd = 7.5;
  const v1::VendorOptions back = to_public(to_engine(vendors));
  EXPECT_EQ(back.google.api_key, "key-g");
  EXPECT_EQ(back.google.base_url, "https://google.example");
  EXPECT_EQ(back.google.model, "model-g");
  EXPECT_EQ(back.google.size, "2K");
  EXPECT_EQ(back.elevenlabs.api_key, "key-e");
  EXPECT_EQ(back.elevenlabs.base_url, "https://elevenlabs.example");
  EXPECT_EQ(back.elevenlabs.voice_id, "voice");
  EXPECT_EQ(back.elevenlabs.model, "model-e");
  EXPECT_EQ(back.elevenlabs.stability, 0.1);
  EXPECT_EQ(back.elevenlabs.similarity_boost, 0.2);
  EXPECT_EQ(back.elevenlabs.style, 0.3);
  EXPECT_EQ(back.elevenlabs.seed, 4U);
  EXPECT_EQ(back.elevenlabs.plan, "pro");
  EXPECT_EQ(back.cloudinary.cloud_name, "cloud");
  EXPECT_EQ(back.cloudinary.api_key, "key-c");
  EXPECT_EQ(back.cloudinary.api_secret, "secret");
  EXPECT_EQ(back.cloudinary.base_url, "https://cloudinary.example");
  EXPECT_EQ(back.cloudinary.folder, "folder");
  EXPECT_EQ(back.cloudinary.signature, "sha256");
  EXPECT_EQ(back.images_in_flight, 5);
  EXPECT_EQ(back.speech_in_flight, 6);
  EXPECT_EQ(back.cache, "/cache");
  EXPECT_EQ(back.budget_usd, 7.5);
}

TEST(EngineOptions, TakeWhatOneVideoHasOfItsOwn) {
  v1::RenderOptions options = plain_options();
  options.voice_id = "another";
  options.image_style = "vibrant";
  options.viewer = {"nurse", "health", "senior"};
  options.transition = "none";
  options.hold = "encode";
  options.gop = 2000ms;
  options.tail = 700ms;
  const RenderOptions engine = to_engine(options, {});
  EXPECT_EQ(engine.vendors.elevenlabs.voice_id, "another");
  EXPECT_EQ(engine.vendors.google.style, "vibrant");
  EXPECT_EQ(engine.vendors.google.viewer.profession, "nurse");
  EXPECT_EQ(engine.vendors.google.viewer.industry, "health");
  EXPECT_EQ(engine.vendors.google.viewer.experience, "senior");
  EXPECT_EQ(engine.transition_frames, 0);
  EXPECT_EQ(engine.hold, HoldMode::kEncode);
  EXPECT_EQ(engine.gop, Frames{60});
  EXPECT_EQ(engine.timeline.tail, milliseconds(700));
}

TEST(EngineOptions, RefuseWhatHasNoCounterpart) {
  EXPECT_THAT(refusal([](auto& options) { options.output.clear(); }), HasSubstr("--output is empty"));
  EXPECT_EQ(refusal([](auto& options) { options.transition = "wipe"; }), "--transition is 'wipe'; choose fade or none");
  EXPECT_EQ(refusal([](auto& options) { options.hold = ""; }), "--hold is ''; choose skip or encode");
  EXPECT_THAT(refusal([](auto& options) { options.gop = -1ms; }), HasSubstr("--gop is -1 ms"));
  EXPECT_THAT(refusal([](auto& options) { options.lead_in = std::chrono::milliseconds::max(); }),
              HasSubstr("--lead-in is 9223372036854775807 ms"));
}

}  // namespace
}  // namespace vina
