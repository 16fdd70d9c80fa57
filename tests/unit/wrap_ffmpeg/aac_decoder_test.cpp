// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/aac_decoder.h"

#include <array>
#include <cstddef>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

extern "C" {
#include <libavutil/log.h>
}

#include "base/error.h"
#include "wrap/ffmpeg/log.h"

namespace vina::ffmpeg {
namespace {

/// AAC-LC, 48,000 samples a second, two channels (ISO/IEC 14496-3, 1.6.2.1).
constexpr std::array kStereo{std::byte{0x11}, std::byte{0x90}};

TEST(AacDecoder, QuotesNothingThatWasLoggedBeforeIt) {
  capture_log();
  av_log(nullptr, AV_LOG_ERROR, "of another decoder\n");
  AacDecoder decoder{kStereo};
  try {
    decoder.decode({});
    FAIL() << "decoded nothing";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kMedia);
    EXPECT_THAT(error.what(), ::testing::StartsWith("AAC decoder: avcodec_send_packet failed: "));
    EXPECT_THAT(error.what(), ::testing::Not(::testing::HasSubstr("of another decoder")));
  }
}

}  // namespace
}  // namespace vina::ffmpeg
