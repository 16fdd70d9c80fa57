// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/sound_meter.h"

#include <cstddef>
#include <stop_token>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.h"

namespace vina {
namespace {

TEST(SoundMeter, LeavesALongSlideWhenItIsToldToStop) {
  SoundMeter meter{{.audio_specific_config = {std::byte{0x11}, std::byte{0x90}}, .channels = 2}};  // AAC-LC, 48 kHz
  std::stop_source stop;
  stop.request_stop();
  try {
    meter.add({.access_units = {{std::byte{0xFF}}}}, stop.get_token());
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled) << "nothing is decoded any more";
  }
}

}  // namespace
}  // namespace vina
