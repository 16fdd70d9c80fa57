// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// What the health check says of ElevenLabs.
#include "speech/elevenlabs/elevenlabs_health.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include <nlohmann/json.hpp>

#include "integration/vendors/elevenlabs_voice.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::ElevenLabsVoice;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kKey;
using ::testing::SizeIs;

TEST_F(ElevenLabsVoice, IsHealthy) {
  start(json::object(), {.character_count = 1'000});
  const ElevenLabsHealth health = check_elevenlabs(settings_, *channel_, {});
  EXPECT_THAT(health.problems, IsEmpty());
  EXPECT_THAT(health.unknown, IsEmpty());
  EXPECT_EQ(health.plan, "creator");
  EXPECT_EQ(health.credits_left, 120'000);
  EXPECT_NE(health.voice_name, "");
  EXPECT_TRUE(health.latency);
  EXPECT_EQ(charged(), 0);
}

TEST_F(ElevenLabsVoice, SaysWhatIsWrongWithIt) {
  start(json::object(), {.may_read_user = false});
  const ElevenLabsHealth restricted = check_elevenlabs(settings_, *channel_, {});
  EXPECT_THAT(restricted.problems, IsEmpty()) << "such a key can speak all the same";
  EXPECT_THAT(restricted.unknown, SizeIs(1));

  settings_.model = "eleven_gone";
  settings_.voice_id = "NoSuchVoice";
  const ElevenLabsHealth wrong = check_elevenlabs(settings_, *channel_, {});
  EXPECT_THAT(wrong.problems, Contains(HasSubstr("eleven_multilingual_v2")));
  EXPECT_THAT(wrong.problems, Contains(HasSubstr("NoSuchVoice")));

  settings_ = {.key = Secret{"sk_wrong"}, .base_url = cloud_->url()};
  EXPECT_THAT(check_elevenlabs(settings_, *channel_, {}).problems, ElementsAre(HasSubstr("ELEVENLABS_API_KEY")));

  settings_ = {.key = Secret{kKey}, .base_url = "http://127.0.0.1:1"};
  EXPECT_THAT(check_elevenlabs(settings_, *channel_, {}).problems, SizeIs(1));

  start(json::object(), {.character_limit = 1'000, .character_count = 1'000});
  EXPECT_THAT(check_elevenlabs({.key = Secret{kKey}, .base_url = cloud_->url()}, *channel_, {}).problems,
              ElementsAre(HasSubstr("credits")));
}

}  // namespace
}  // namespace vina
