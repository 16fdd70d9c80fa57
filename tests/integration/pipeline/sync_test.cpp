// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Renders a lesson spoken in clicks and finds every click, reveal, cut and caption in the finished files.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <ostream>
#include <sstream>
#include <stop_token>
#include <string>
#include <vector>

#include "check/check_video.h"
#include "images/gradient_images.h"
#include "pipeline/render_pipeline.h"
#include "publish/folder_publisher.h"
#include "support/caption_file.h"
#include "support/click_speech.h"
#include "support/command.h"
#include "support/decoded_video.h"
#include "support/scratch_folder.h"
#include "support/video_decoders.h"
#include "timeline/timeline_builder.h"

namespace vina {
namespace {

constexpr std::int64_t kMillisecond = milliseconds(1).count();

Slide slide_of(const std::string& title, const std::vector<std::string>& talks) {
  Slide slide{title, SlideType::kConcept, {}};
  for (const std::string& talk : talks) {
    slide.items.push_back({"Point " + std::to_string(slide.items.size() + 1) + " of " + title, talk, std::nullopt});
  }
  return slide;
}

/// Talks of odd and of even numbers of words, of several sentences, and a slide of one word. With `brief_talks` there
/// are talks of a single word before others as well: too short to read, and in sync all the same.
Lesson lesson_in_clicks(bool brief_talks) {
  Lesson lesson;
  lesson.title = "A lesson in clicks";
  lesson.slides = {
      slide_of("The start", {"One two three four.", "We see a big red sun. It is up, and so are we.", "So we go now."}),
      slide_of("Stop", {"Stop."}),
      slide_of("Five", {"A b c d e.", "Then it ran off.", "So we sat on a log for a bit, and then we ate.",
                        "It is all we had.", "Ha."}),
      slide_of("The end", {"That is all for now, my dear old pal.", "Bye bye."}),
  };
  if (brief_talks) {
    for (const std::size_t slide : {0U, 2U, 3U}) lesson.slides[slide].items[1].talk = "Go.";
  }
  return lesson;
}

struct Variant {
  std::string name;
  int transition_frames = 9;
  TimelineOptions timeline;
  bool brief_talks = false;
};

void PrintTo(const Variant& variant, std::ostream* out) {
  *out << variant.name;
}

/// How much a click is at each sample: the strength of its 3 kHz in the millisecond from there on.
std::vector<double> click_strengths(const std::vector<std::int16_t>& sound) {
  constexpr std::size_t kLength = static_cast<std::size_t>(ClickSpeech::kClick.count());
  std::vector<double> strengths(sound.size() < kLength ? 0 : sound.size() - kLength);
  for (std::size_t at = 0; at < strengths.size(); ++at) {
    double sum = 0;
    for (std::size_t i = 0; i < kLength; ++i) sum += sound[at + i] * (i / 8 % 2 == 0 ? 1.0 : -1.0);
    strengths[at] = std::abs(sum);
  }
  return strengths;
}

/// Where clicks begin, told from the sound alone: the best place within 50 ms on either side that is at least a third
/// as strong as the strongest.
std::vector<std::int64_t> find_clicks(const std::vector<std::int16_t>& sound) {
  const std::vector<double> strengths = click_strengths(sound);
  const double least = *std::max_element(strengths.begin(), strengths.end()) / 3;
  std::vector<std::int64_t> clicks;
  double best = 0;
  for (std::size_t at = 0; at < strengths.size(); ++at) {
    if (strengths[at] < least) continue;
    const auto position = static_cast<std::int64_t>(at);
    if (clicks.empty() || position - clicks.back() > 50 * kMillisecond) {
      clicks.push_back(position);
      best = strengths[at];
    } else if (strengths[at] > best) {
      clicks.back() = position;
      best = strengths[at];
    }
  }
  return clicks;
}

/// The frames in which something begins to move, told from the pictures alone: the eye sees a change to the frame
/// before, and saw none there.
std::vector<std::int64_t> find_movements(const std::vector<testing::VideoPacket>& packets,
                                         std::vector<std::string>& complaints) {
  constexpr int kVisible = 6;  ///< grey levels
  constexpr int kArea = 300;   ///< pixels
  std::vector<std::int64_t> movements;
  std::vector<std::uint8_t> before;
  std::int64_t frame = 0;
  bool moved = false;
  complaints = testing::decode_with_ffmpeg(packets, [&](const testing::DecodedFrame& decoded) {
    int area = 0;
    const auto luma = static_cast<std::size_t>(decoded.size.width) * static_cast<std::size_t>(decoded.size.height);
    if (frame > 0 && decoded.samples != before) {
      for (std::size_t i = 0; i < luma; ++i) area += std::abs(int{decoded.samples[i]} - int{before[i]}) > kVisible;
    }
    if (area > kArea && !moved) movements.push_back(frame);
    moved = area > kArea;
    before = decoded.samples;
    ++frame;
  });
  return movements;
}

/// A finished video, what was planned for it, and what was found in it.
struct Rendered {
  Timeline timeline;
  std::vector<std::int64_t> words;      ///< where each word of the lesson has its click, in samples
  std::vector<std::int64_t> clicks;     ///< see find_clicks
  std::vector<std::int64_t> movements;  ///< see find_movements
  std::vector<std::string> complaints;  ///< of the decoder of pictures
  std::int64_t frames = 0;
  std::vector<testing::WrittenCue> cues;
  CheckResult check;  ///< what `vina check` says
};

Timeline plan_for(const Lesson& lesson, const TimelineOptions& options) {
  ClickSpeech speech;
  std::vector<Narration> narrations;
  for (const Slide& slide : lesson.slides) {
    SpeechRequest request;
    for (const Item& item : slide.items) request.talks.push_back(item.talk);
    narrations.push_back(speech.narrate(request, {}));
  }
  return build_timeline(lesson, narrations, options);
}

Rendered render_and_look(const Variant& variant) {
  const testing::ScratchFolder folder;
  const Lesson lesson = lesson_in_clicks(variant.brief_talks);
  RenderOptions options;
  options.output = folder / "out.mp4";
  options.transition_frames = variant.transition_frames;
  options.timeline = variant.timeline;
  const Providers providers{.images = make_gradient_images(),
                            .speech = std::make_unique<ClickSpeech>(),
                            .publisher = make_folder_publisher()};
  const RenderResult result = render_with(providers, lesson, {}, options, {}, {});

  Rendered rendered;
  rendered.timeline = plan_for(lesson, options.timeline);
  for (const TimelineSlide& slide : rendered.timeline.slides) {
    for (const TimelineWord& word : slide.words) rendered.words.push_back(word.start.count());
  }
  rendered.clicks = find_clicks(testing::decode_sound(result.video));
  const std::vector<testing::VideoPacket> packets = testing::read_video_packets(result.video);
  rendered.frames = static_cast<std::int64_t>(packets.size());
  rendered.movements = find_movements(packets, rendered.complaints);
  rendered.cues = testing::read_webvtt(result.webvtt);
  rendered.check = check_video({.video = result.video, .report = result.report, .offline = true}, {});
  return rendered;
}

class Sync : public ::testing::TestWithParam<Variant> {
 protected:
  void SetUp() override {
    VINA_REQUIRE_PROGRAM("ffmpeg");
    static std::map<std::string, Rendered> all;
    const auto found = all.find(GetParam().name);
    video = found != all.end() ? &found->second : &(all[GetParam().name] = render_and_look(GetParam()));
  }

  const Rendered* video = nullptr;
};

TEST_P(Sync, EveryClickIsHeardWithinAMillisecondOfItsPlace) {
  ASSERT_EQ(video->clicks.size(), video->words.size());
  std::int64_t furthest = 0;
  for (std::size_t i = 0; i < video->clicks.size(); ++i) {
    const std::int64_t distance = std::abs(video->clicks[i] - video->words[i]);
    EXPECT_LE(distance, kMillisecond) << "word " << i + 1 << " is heard at sample " << video->clicks[i];
    furthest = std::max(furthest, distance);
  }
  RecordProperty("furthest_click_in_samples", std::to_string(furthest));
}

TEST_P(Sync, EveryCutAndRevealIsSeenInItsFrameAndWithItsClick) {
  EXPECT_TRUE(video->complaints.empty()) << video->complaints.front();
  EXPECT_EQ(video->frames, video->timeline.length.count());
  std::vector<std::int64_t> planned;
  std::vector<std::size_t> words_of_reveals;  ///< of each planned movement: which word it comes with
  constexpr std::size_t kNoWord = static_cast<std::size_t>(-1);
  std::size_t word = 0;
  for (const TimelineSlide& slide : video->timeline.slides) {
    if (slide.start > Frames{0}) {
      planned.push_back(slide.start.count());
      words_of_reveals.push_back(kNoWord);
    }
    for (std::size_t i = 0; i < slide.words.size(); ++i, ++word) {
      if (i > 0 && slide.words[i].item == slide.words[i - 1].item) continue;
      planned.push_back(slide.items[slide.words[i].item].reveal.count());
      words_of_reveals.push_back(word);
    }
  }
  ASSERT_EQ(video->movements, planned);
  ASSERT_EQ(video->clicks.size(), video->words.size());
  for (std::size_t i = 0; i < planned.size(); ++i) {
    if (words_of_reveals[i] == kNoWord) continue;
    EXPECT_LE(std::abs(video->clicks[words_of_reveals[i]] - video->movements[i] * kSamplesPerFrame), kSamplesPerFrame)
        << "frame " << video->movements[i] << " reveals a bullet away from its click";
  }
}

TEST_P(Sync, HasAReportThatHoldsWhereItIsChecked) {
  EXPECT_GT(video->check.findings.size(), 20U);
  for (const Finding& finding : video->check.findings) {
    EXPECT_TRUE(finding.ok) << finding.check << ": " << finding.found << "; expected: " << finding.expected;
  }
}

TEST_P(Sync, EveryCaptionStartsWithTheClickOfItsFirstWord) {
  ASSERT_EQ(video->clicks.size(), video->words.size());
  std::size_t word = 0;
  for (const testing::WrittenCue& cue : video->cues) {
    ASSERT_LT(word, video->words.size());
    const double early = static_cast<double>(video->words[word]) / kMillisecond - static_cast<double>(cue.start_ms);
    EXPECT_GE(early, -1.0) << cue.lines.front() << " is shown after it is said";
    EXPECT_LE(early, 1.0) << cue.lines.front() << " is shown before it is said";
    EXPECT_LE(std::abs(cue.start_ms * kMillisecond - video->clicks[word]), kSamplesPerFrame) << cue.lines.front();
    for (const std::string& line : cue.lines) {
      std::istringstream in{line};
      for (std::string shown; in >> shown; ++word) {
        ASSERT_LT(word, video->words.size());
        EXPECT_GT(cue.end_ms * kMillisecond, video->words[word]) << shown << " is said when its caption is gone";
      }
    }
  }
  EXPECT_EQ(word, video->words.size());
}

INSTANTIATE_TEST_SUITE_P(
    Options, Sync,
    ::testing::Values(
        Variant{"Defaults", 9, {}}, Variant{"NoTransition", 0, {}},
        Variant{"HardlyAnySilence", 0, {.lead_in = milliseconds(50), .item_pause = Samples{0}, .tail = Samples{0}}},
        Variant{"OddSilences",
                15,
                {.lead_in = milliseconds(777), .item_pause = milliseconds(333), .tail = milliseconds(111)}},
        Variant{"BriefTalks", 9, {}, true}),
    [](const auto& variant) { return variant.param.name; });

}  // namespace
}  // namespace vina
