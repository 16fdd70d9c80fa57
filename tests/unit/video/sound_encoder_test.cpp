// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/sound/sound_encoder.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.h"
#include "unit/video/decoded_sound.h"
#include "unit/video/spoken_lesson.h"
#include "video/sound/soundtrack.h"

namespace vina {
namespace {

using testing::AccessUnits;
using testing::decode;
using testing::DecodedSound;
using testing::Level;
using testing::make_speech;
using testing::make_spoken_lesson;
using testing::measure_level;
using testing::Pcm;
using testing::SpokenLesson;
using testing::tight_timeline;

AccessUnits encode(const SpokenLesson& lesson, const SoundOptions& options = {}) {
  const SoundEncoder encoder{lesson.timeline, lesson.narrations, options};
  AccessUnits access_units;
  for (std::size_t slide = 0; slide < lesson.timeline.slides.size(); ++slide) {
    EncodedSound sound = encoder.encode_slide(slide, {});
    std::ranges::move(sound.access_units, std::back_inserter(access_units));
  }
  EXPECT_EQ(static_cast<std::int64_t>(access_units.size()), encoder.access_unit_count());
  return access_units;
}

std::vector<float> read_soundtrack(const SpokenLesson& lesson, const SoundOptions& options = {}) {
  const Soundtrack soundtrack{lesson.timeline, lesson.narrations, options};
  std::vector<float> sound(static_cast<std::size_t>(soundtrack.length().count()));
  soundtrack.read(Samples{0}, sound, {});
  return sound;
}

double energy(std::span<const float> sound) {
  double sum = 0;
  for (const float sample : sound) sum += static_cast<double>(sample) * static_cast<double>(sample);
  return sum;
}

double signal_to_noise_db(std::span<const float> sound, std::span<const float> decoded) {
  std::vector<float> noise(sound.size());
  for (std::size_t i = 0; i < sound.size(); ++i) noise[i] = decoded[i] - sound[i];
  return 10 * std::log10((energy(sound) + 1e-12) / (energy(noise) + 1e-12));
}

SpokenLesson three_slides(const TimelineOptions& options = {}, double level = 0.5) {
  return make_spoken_lesson({{make_speech(milliseconds(4100), level, 1), make_speech(milliseconds(3333), level, 2)},
                             {make_speech(milliseconds(5011), level, 3)},
                             {make_speech(milliseconds(2500), level, 4), make_speech(milliseconds(1777), level, 5)}},
                            options);
}

TEST(SoundEncoder, BringsEveryClickOutAtItsSample) {
  for (const TimelineOptions& options : {TimelineOptions{}, tight_timeline()}) {
    // Clicks at the first and last sample of talks, and inside.
    Pcm talk(30'011, 0);
    for (const std::size_t at : {0U, 9000U, 17'003U, 30'010U}) talk[at] = 20'000;
    const SpokenLesson lesson = make_spoken_lesson({{talk, talk}, {talk}, {talk, talk, talk}, {talk}}, options);
    const DecodedSound decoded = decode(encode(lesson));
    for (const TimelineSlide& slide : lesson.timeline.slides) {
      for (const TimelineItem& item : slide.items) {
        for (const std::int64_t at : {0, 9000, 17'003, 30'010}) {
          const std::int64_t click = (item.speech_start + Samples{at}).count();
          const auto around = std::span{decoded.left}.subspan(static_cast<std::size_t>(click - 48), 96);
          const auto loudest =
              std::ranges::max_element(around, [](float a, float b) { return std::abs(a) < std::abs(b); });
          EXPECT_EQ(loudest - around.begin(), 48) << "click at " << click;
          EXPECT_GT(*loudest, 0.3F);
        }
      }
    }
  }
}

TEST(SoundEncoder, CoversTheVideoUpToOneAccessUnit) {
  const SpokenLesson lesson = three_slides();
  const SoundEncoder encoder{lesson.timeline, lesson.narrations, {}};
  const std::int64_t covered = encoder.access_unit_count() * kSamplesPerAccessUnit;
  const std::int64_t video = to_samples(lesson.timeline.length).count();
  EXPECT_GE(covered, video);
  EXPECT_LT(covered, video + kSamplesPerAccessUnit);
  EXPECT_EQ(decode(encode(lesson)).left.size(), static_cast<std::size_t>(covered));
}

TEST(SoundEncoder, AnnouncesStereoAacLcAt48Kilohertz) {
  const SpokenLesson lesson = three_slides();
  const SoundFormat format = SoundEncoder{lesson.timeline, lesson.narrations, {}}.format();
  EXPECT_EQ(format.channels, 2);
  EXPECT_EQ(format.bit_rate, 128'000);
  // Object type 2, frequency index 3, channel configuration 2.
  ASSERT_GE(format.audio_specific_config.size(), 2U);
  EXPECT_EQ(format.audio_specific_config[0], std::byte{0x11});
  EXPECT_EQ(format.audio_specific_config[1], std::byte{0x90});
}

TEST(SoundEncoder, SoundsLikeTheSoundtrackOnBothChannelsAndAcrossJoins) {
  for (const TimelineOptions& options : {TimelineOptions{}, tight_timeline()}) {
    const SpokenLesson lesson = three_slides(options);
    const std::vector<float> sound = read_soundtrack(lesson);
    const DecodedSound decoded = decode(encode(lesson));
    EXPECT_EQ(decoded.left, decoded.right);
    EXPECT_GT(signal_to_noise_db(sound, std::span{decoded.left}.first(sound.size())), 30);
    for (const TimelineSlide& slide : lesson.timeline.slides) {
      const std::int64_t join = to_samples(slide.end()).count();
      for (std::int64_t from = join - 9600; from <= join + 9600 - 960; from += 480) {
        if (from + 960 > static_cast<std::int64_t>(sound.size())) break;
        const auto expected = std::span{sound}.subspan(static_cast<std::size_t>(from), 960);
        const auto heard = std::span{decoded.left}.subspan(static_cast<std::size_t>(from), 960);
        double worst = 0;
        for (std::size_t i = 0; i < 960; ++i) worst = std::max(worst, std::abs(double{expected[i]} - double{heard[i]}));
        // Silence has no ratio: there the difference itself must stay inaudible.
        EXPECT_TRUE(signal_to_noise_db(expected, heard) > 25 || worst < 0.01)
            << "at " << from - join << " from a join: " << signal_to_noise_db(expected, heard) << " dB, " << worst;
      }
    }
  }
}

TEST(SoundEncoder, JoinsSlidesAsWellAsOneEncoderOfTheWholeLesson) {
  // So quiet that every gain is the largest one: then the slides and the same talks on one slide sound alike.
  const double level = 0.0015;
  const std::vector<Pcm> talks{make_speech(milliseconds(4100), level, 1), make_speech(milliseconds(5011), level, 2),
                               make_speech(milliseconds(2500), level, 3)};
  for (const TimelineOptions& options : {TimelineOptions{}, tight_timeline()}) {
    const SpokenLesson apart = make_spoken_lesson({{talks[0]}, {talks[1]}, {talks[2]}}, options);
    SpokenLesson together = make_spoken_lesson({talks}, options);
    together.timeline.length = apart.timeline.length;
    together.timeline.slides[0].length = apart.timeline.length;
    for (std::size_t i = 0; i < talks.size(); ++i) {
      const TimelineItem& item = apart.timeline.slides[i].items[0];
      together.timeline.slides[0].items[i].speech_start = item.speech_start;
      together.timeline.slides[0].items[i].speech_end = item.speech_end;
    }
    ASSERT_EQ(read_soundtrack(apart), read_soundtrack(together));
    const std::vector<float> sound = read_soundtrack(apart);
    const DecodedSound two_encoders = decode(encode(apart));
    const DecodedSound one_encoder = decode(encode(together));
    for (const std::size_t slide : {1U, 2U}) {
      const std::int64_t join = to_samples(apart.timeline.slides[slide].start).count();
      for (std::int64_t from = join - 9600; from < join + 9600; from += 480) {
        const auto window = [&](std::span<const float> samples) {
          return samples.subspan(static_cast<std::size_t>(from), 960);
        };
        const double apart_db = signal_to_noise_db(window(sound), window(two_encoders.left));
        const double together_db = signal_to_noise_db(window(sound), window(one_encoder.left));
        EXPECT_GT(apart_db, std::min(together_db, 30.0) - 2.0) << "at " << from - join << " from a join";
      }
    }
  }
}

TEST(SoundEncoder, GivesTheSameBytesOnAnyThreadsInAnyOrder) {
  const SpokenLesson lesson = three_slides(tight_timeline());
  const AccessUnits in_order = encode(lesson);
  const SoundEncoder encoder{lesson.timeline, lesson.narrations, {}};
  std::vector<EncodedSound> slides(3);
  {
    std::vector<std::jthread> threads;
    for (std::size_t slide = slides.size(); slide-- > 0;) {
      threads.emplace_back([&, slide] { slides[slide] = encoder.encode_slide(slide, {}); });
    }
  }
  AccessUnits at_once;
  for (EncodedSound& sound : slides) std::ranges::move(sound.access_units, std::back_inserter(at_once));
  EXPECT_EQ(in_order, at_once);
}

TEST(SoundEncoder, SpendsAboutTheAnnouncedRateOnSpeechAndLittleOnSilence) {
  const SpokenLesson speech = make_spoken_lesson({{make_speech(milliseconds(20'000))}}, tight_timeline());
  std::size_t bytes = 0;
  std::size_t largest = 0;
  for (const auto& unit : encode(speech)) {
    bytes += unit.size();
    largest = std::max(largest, unit.size());
  }
  EXPECT_NEAR(static_cast<double>(bytes) * 8 / 20.05, 128'000, 45'000);
  EXPECT_LT(largest, 1536U);  // 6,144 bits a channel, ISO/IEC 14496-3, 4.5.3.1

  TimelineOptions long_tail;
  long_tail.tail = milliseconds(10'000);
  const AccessUnits silence = encode(make_spoken_lesson({{make_speech(milliseconds(500))}}, long_tail));
  for (std::size_t i = 60; i < silence.size(); ++i) EXPECT_LT(silence[i].size(), 30U);
}

class Loudness : public ::testing::TestWithParam<double> {};

TEST_P(Loudness, IsReachedWithPeaksUnderMinusOneDecibel) {
  for (const double level : {0.9, 0.5, 0.02}) {
    const Level measured = measure_level(encode(three_slides({}, level), {.loudness_lufs = GetParam()}));
    EXPECT_NEAR(measured.integrated_lufs, GetParam(), 1.0) << "level " << level;
    EXPECT_LE(measured.true_peak_dbtp, -1.0) << "level " << level;
  }
}

INSTANTIATE_TEST_SUITE_P(SoundEncoder, Loudness, ::testing::Values(-31.0, -23.0, -16.0, -14.0, -12.0));

TEST(SoundEncoder, StaysUnderMinusOneDecibelWhereTheLoudnessIsOutOfReach) {
  const Level measured = measure_level(encode(three_slides(), {.loudness_lufs = -9}));
  EXPECT_GT(measured.integrated_lufs, -11.5);
  EXPECT_LE(measured.true_peak_dbtp, -1.0);
}

TEST(SoundEncoder, BringsLoudAndQuietSlidesToOneLevel) {
  const SpokenLesson lesson =
      make_spoken_lesson({{make_speech(milliseconds(6000), 0.9, 1)}, {make_speech(milliseconds(6000), 0.01, 2)}});
  const std::vector<float> sound = read_soundtrack(lesson);
  const std::span<const float> all{sound};
  const auto second = static_cast<std::size_t>(to_samples(lesson.timeline.slides[1].start).count());
  EXPECT_NEAR(10 * std::log10(energy(all.first(second)) / energy(all.subspan(second))), 0, 1.0);
}

TEST(SoundEncoder, LevelsASingleShortWordLikeTheRest) {
  const Pcm word = make_speech(milliseconds(230), 0.05, 9);
  const SpokenLesson lesson = make_spoken_lesson({{make_speech(milliseconds(6000))}, {word}});
  const Level measured = measure_level(encode(lesson));
  EXPECT_NEAR(measured.integrated_lufs, -16, 1.0);
  EXPECT_LE(measured.true_peak_dbtp, -1.0);
  const std::vector<float> sound = read_soundtrack(lesson);
  const auto mean_energy = [&](const TimelineItem& item, Samples length) {
    return energy(std::span{sound}.subspan(static_cast<std::size_t>(item.speech_start.count()),
                                           static_cast<std::size_t>(length.count()))) /
           static_cast<double>(length.count());
  };
  const double speech = mean_energy(lesson.timeline.slides[0].items[0], milliseconds(2000));
  const double alone = mean_energy(lesson.timeline.slides[1].items[0], milliseconds(230));
  EXPECT_NEAR(10 * std::log10(alone / speech), 0, 3);
}

TEST(SoundEncoder, LetsSilenceBeSilence) {
  const SpokenLesson lesson = make_spoken_lesson({{Pcm(48'000, 0)}, {Pcm(10, 0)}});
  for (const float sample : decode(encode(lesson)).left) ASSERT_EQ(sample, 0.0F);
}

TEST(SoundEncoder, StopsWithin100Milliseconds) {
  Pcm minute = make_speech(milliseconds(60'000));
  auto spool = std::make_shared<PcmSpool>();
  for (int i = 0; i < 20; ++i) spool->append(minute);
  SpokenLesson lesson = make_spoken_lesson({{Pcm(1, 0)}});
  lesson.narrations[0].sound = spool;
  TimelineSlide& slide = lesson.timeline.slides[0];
  slide.items[0].sound_start = Samples{0};
  slide.items[0].speech_end = slide.items[0].speech_start + spool->length();
  slide.length = next_frame_border(slide.items[0].speech_end);
  lesson.timeline.length = slide.length;
  const SoundEncoder encoder{lesson.timeline, lesson.narrations, {}};
  for (const int wait_ms : {5, 50, 2500}) {  // while measuring, and while encoding
    std::stop_source stop;
    std::chrono::steady_clock::time_point asked;
    const std::jthread killer{[&] {
      std::this_thread::sleep_for(std::chrono::milliseconds{wait_ms});
      asked = std::chrono::steady_clock::now();
      stop.request_stop();
    }};
    try {
      (void)encoder.encode_slide(0, stop.get_token());
      FAIL() << "finished";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::milliseconds{100});
  }
}

TEST(SoundOptions, NamesTheRangeOfTheLoudness) {
  for (const double loudness : {-8.9, -31.1, 3.0, std::numeric_limits<double>::quiet_NaN()}) {
    try {
      validate(SoundOptions{.loudness_lufs = loudness});
      FAIL() << loudness;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
      EXPECT_NE(std::string{error.what()}.find("-31 to -9"), std::string::npos) << error.what();
    }
  }
  EXPECT_NO_THROW(validate(SoundOptions{.loudness_lufs = -31}));
  EXPECT_NO_THROW(validate(SoundOptions{.loudness_lufs = -9}));
}

}  // namespace
}  // namespace vina
