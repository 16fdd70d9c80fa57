// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/talk_recorder.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace vina {
namespace {

/// A square wave, loud from its first sample to its last.
std::vector<std::int16_t> tone(Samples length, std::int16_t amplitude = 8000) {
  std::vector<std::int16_t> samples(static_cast<std::size_t>(length.count()), amplitude);
  for (std::size_t index = 0; index < samples.size(); index += 2)
    samples[index] = static_cast<std::int16_t>(-amplitude);
  return samples;
}

std::vector<std::int16_t> silence(Samples length) {
  return std::vector<std::int16_t>(static_cast<std::size_t>(length.count()));
}

TEST(TalkRecorder, LeavesOutTheSilenceBeforeTheOnsetButAMillisecond) {
  PcmSpool sound;
  TalkRecorder recorder{sound};
  recorder.append(silence(milliseconds(300)));
  std::vector<std::int16_t> chunk = silence(milliseconds(20));
  const auto loud = tone(milliseconds(500));
  chunk.insert(chunk.end(), loud.begin(), loud.end());
  recorder.append(chunk);
  recorder.append(silence(milliseconds(200)));
  const auto recording = recorder.finish();
  EXPECT_EQ(recording.item.start, Samples{0});
  EXPECT_EQ(recording.item.end, milliseconds(501));
  std::vector<std::int16_t> read(49);
  sound.read(recording.item.start, read);
  EXPECT_EQ(read[47], 0);
  EXPECT_EQ(read[48], -8000);
}

TEST(TalkRecorder, KeepsASoftOnset) {
  PcmSpool sound;
  TalkRecorder recorder{sound};
  recorder.append(silence(milliseconds(100)));
  recorder.append(tone(milliseconds(60), 200));  // −44 dBFS: an "h"
  recorder.append(tone(milliseconds(100)));
  EXPECT_EQ(recorder.finish().item.end, milliseconds(160));
}

TEST(TalkRecorder, MovesAMarkToWhereItIsHeard) {
  PcmSpool sound;
  sound.append(silence(milliseconds(1000)));  // a talk before this one
  TalkRecorder recorder{sound};
  recorder.mark({0, 3}, Samples{0});
  recorder.append(silence(milliseconds(50)));  // the closure of a "t"
  recorder.append(tone(milliseconds(200)));
  recorder.append(silence(milliseconds(300)));  // a pause
  recorder.mark({4, 7}, milliseconds(550));
  recorder.append(tone(milliseconds(100)));
  const auto recording = recorder.finish();
  ASSERT_EQ(recording.marks.size(), 2U);
  EXPECT_EQ(recording.item.start, milliseconds(1000));
  EXPECT_EQ(recording.marks[0].start, milliseconds(1000));
  EXPECT_EQ(recording.marks[0].end, milliseconds(1200));
  EXPECT_EQ(recording.marks[1].start, milliseconds(1500));
  EXPECT_EQ(recording.marks[1].end, milliseconds(1600));
  EXPECT_EQ(recording.item.end, milliseconds(1600));
}

TEST(TalkRecorder, GivesAShortSilenceForATalkWithoutSound) {
  PcmSpool sound;
  TalkRecorder recorder{sound};
  recorder.append(silence(milliseconds(2000)));
  const auto recording = recorder.finish();
  EXPECT_EQ(recording.item.end - recording.item.start, milliseconds(250));
  EXPECT_EQ(sound.length(), milliseconds(250));
}

}  // namespace
}  // namespace vina
