// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/cue_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "unit/captions/caption_rules.h"
#include "unit/captions/simulated_speech.h"

namespace vina {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::vector<std::string>> lines_of(const CaptionSet& set) {
  std::vector<std::vector<std::string>> lines;
  for (const Cue& cue : set.cues) lines.push_back(cue.lines);
  return lines;
}

CaptionSet captions_of_talks(const std::vector<std::string>& talks, const std::string& language = "en") {
  const Lesson lesson = tests::lesson_of(talks);
  return build_cues(lesson, tests::even_timeline(lesson), {language});
}

std::vector<std::vector<std::string>> lines_of_talk(const std::string& talk, const std::string& language = "en") {
  return lines_of(captions_of_talks({talk}, language));
}

/// One slide of one item whose words are spoken at the given times, in milliseconds from the lesson's start.
struct TimedWord {
  std::string text;
  std::int64_t start;
  std::int64_t end;
};
Timeline timeline_with(const std::string& talk, const std::vector<TimedWord>& words, std::int64_t length_ms) {
  Timeline timeline;
  TimelineSlide slide;
  slide.length = next_frame_border(milliseconds(length_ms));
  slide.items.push_back({frame_at(milliseconds(words.front().start)), milliseconds(words.front().start),
                         milliseconds(words.back().end), Samples{0}});
  std::size_t position = 0;
  for (const TimedWord& word : words) {
    position = talk.find(word.text, position);
    slide.words.push_back(
        {0, {position, position + word.text.size()}, milliseconds(word.start), milliseconds(word.end)});
    position += word.text.size();
  }
  timeline.slides.push_back(slide);
  timeline.length = slide.length;
  return timeline;
}

class ExampleLesson : public ::testing::TestWithParam<const char*> {};

TEST_P(ExampleLesson, KeepsEveryRuleAtUsualSpeed) {
  const Lesson lesson = tests::example_lesson(GetParam());
  for (const int words_per_minute : {120, 160, 185}) {
    const Timeline timeline = tests::even_timeline(lesson, words_per_minute);
    const CaptionSet set = build_cues(lesson, timeline, {});
    EXPECT_THAT(tests::broken_rules(lesson, timeline, set), IsEmpty()) << words_per_minute << " words a minute";
    EXPECT_THAT(set.warnings, IsEmpty()) << words_per_minute << " words a minute";
    EXPECT_LE(set.fastest_characters_per_second, 20.0);
  }
}

TEST_P(ExampleLesson, StartsEachCueWithItsFirstWord) {
  const Lesson lesson = tests::example_lesson(GetParam());
  const Timeline timeline = tests::even_timeline(lesson);
  const CaptionSet set = build_cues(lesson, timeline, {});
  for (const Cue& cue : set.cues) {
    Samples nearest{kSampleRate};
    for (const TimelineSlide& slide : timeline.slides) {
      for (const TimelineWord& word : slide.words) {
        const Samples distance = std::max(word.start - cue.start, cue.start - word.start);
        nearest = std::min(nearest, distance);
      }
    }
    EXPECT_LE(nearest, milliseconds(1)) << cue.lines.front();
  }
}

INSTANTIATE_TEST_SUITE_P(Lessons, ExampleLesson, ::testing::Values("what_llms_are", "many_scripts", "longest_allowed"));

TEST(CueBuilder, KeepsTheTextAndTheLinesForAnyVoice) {
  std::mt19937 random{20'260'114};
  std::string families;
  for (int i = 0; i < 13; ++i) families += "👩‍👩‍👧‍👦";
  const std::vector<std::string> texts{
      "The half-life of 3.5 mg CO₂ — see https://example.org/a/very/long/path?with=query&and=more#or-less — is "
      "\"short\".",
      "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ist ein Wort, e.g. Dr. Meier.",
      "—  Dashes – and … “quotes” ( in  brackets )   , 'alone' ! ? ¿Qué? !!! ... – – –",
      "ワクチンは安全な見本を体に見せます。体はそれを覚えます。「本物」のウイルスが来たとき、体は数時間で反応できます"
      "。",
      "ประเทศไทยมีภาษาเขียนที่ไม่มีช่องว่างระหว่างคำ และต้องใช้พจนานุกรมในการตัดคำ",
      "يعرض اللقاح على الجسم صورة آمنة من الفيروس، حتى يتعرّف عليها؛ ثم ماذا؟",
      families + " families 🇩🇪🇫🇷🇮🇹🇯🇵",
      "a",
      "...",
      "A\u00a0B\u00a0C no-break\u202fspaces　and　ideographic　ones",
      "one\ttwo\n\nthree   four",
      "한국어는 띄어쓰기가 있지만 줄바꿈은 음절 사이에서도 가능합니다. 그래서 조심해야 합니다."};
  for (int round = 0; round < 150; ++round) {
    Lesson lesson;
    for (int s = 0; s < 2; ++s) {
      Slide slide;
      for (unsigned i = 0; i < 1 + random() % 3; ++i) {
        std::string talk;
        for (unsigned part = 0; part < 1 + random() % 4; ++part) talk += texts[random() % texts.size()] + " ";
        talk.pop_back();
        slide.items.push_back({"A bullet", talk, std::nullopt});
      }
      lesson.slides.push_back(slide);
    }
    std::vector<Narration> narrations;
    for (const Slide& slide : lesson.slides) narrations.push_back(tests::wild_voice(slide, random));
    const Timeline timeline = tests::timeline_of(lesson, narrations);
    CaptionOptions options;
    options.characters_per_line = round % 3 == 0 ? 12 : 25;
    options.lines = 1 + round % 3;
    const CaptionSet set = build_cues(lesson, timeline, {"en", ""}, options);
    ASSERT_THAT(tests::broken_rules(lesson, timeline, set, options), IsEmpty()) << "round " << round;
  }
}

TEST(CueBuilder, GivesTheSameCuesEachTime) {
  const Lesson lesson = tests::example_lesson("what_llms_are");
  const Timeline timeline = tests::even_timeline(lesson);
  EXPECT_EQ(build_cues(lesson, timeline, {}).cues, build_cues(lesson, timeline, {}).cues);
}

TEST(CueBuilder, CutsAfterSentencesAndClauses) {
  EXPECT_THAT(lines_of_talk("It answers every question at once, but nobody checks the answers. Do you check them?"),
              ElementsAre(ElementsAre("It answers every question", "at once, but nobody", "checks the answers."),
                          ElementsAre("Do you check them?")));
}

TEST(CueBuilder, DoesNotLeaveArticlesOrPrepositionsAtTheEndOfALine) {
  for (const std::string& talk :
       {std::string{"We look at the answers of a model that was trained on the whole of the web by the researchers."},
        std::string{"In the middle of the night the nurse on the ward gives the patient half of the daily dose."}}) {
    for (const auto& lines : lines_of_talk(talk)) {
      for (const std::string& line : lines) {
        for (const char* word : {" the", " of", " a", " on", " by", " in"}) EXPECT_FALSE(line.ends_with(word)) << line;
      }
    }
  }
}

TEST(CueBuilder, KeepsNamesTitlesAndUnitsTogether) {
  for (const auto& lines : lines_of_talk("Yesterday we measured with Dr. Marie Curie about 37.5 degrees in London.")) {
    for (const std::string& line : lines) {
      for (const char* word : {"Dr.", "Marie", "37.5"}) EXPECT_FALSE(line.ends_with(word)) << line;
    }
  }
}

TEST(CueBuilder, BreaksAWordLongerThanALineWithoutAHyphen) {
  EXPECT_THAT(lines_of_talk("Rindfleischetikettierungsüberwachungsaufgabe", "de"),
              ElementsAre(ElementsAre("Rindfleischetikettierungs", "überwachungsaufgabe")));
}

TEST(CueBuilder, CountsEastAsianCharactersTwice) {
  for (const auto& lines : lines_of_talk("本物のウイルスが来たとき、体は数時間で反応できます。", "ja")) {
    for (const std::string& line : lines) {
      EXPECT_LE(icu::count_graphemes(line), 12U) << line;
      EXPECT_FALSE(line.starts_with("、") || line.starts_with("。")) << line;
    }
  }
}

TEST(CueBuilder, LeavesALoneDashWithTheWordBeforeIt) {
  const std::string talk = "He said \u2013 and I agree \u2013 that it works.";
  for (const auto& lines : lines_of_talk(talk)) EXPECT_FALSE(lines.front().starts_with("\u2013"));
}

TEST(CueBuilder, HasNoCueWithWordsOfTwoItems) {
  EXPECT_THAT(lines_of(captions_of_talks({"Yes indeed.", "No, never."})),
              ElementsAre(ElementsAre("Yes indeed."), ElementsAre("No, never.")));
}

TEST(CueBuilder, LingersAndThenLeavesTheScreen) {
  const std::string talk = "Quick words now. Then.";
  const Lesson lesson = tests::lesson_of({talk});
  const Timeline timeline =
      timeline_with(talk, {{"Quick", 500, 700}, {"words", 700, 900}, {"now", 900, 1000}, {"Then", 6000, 6400}}, 9000);
  const CaptionSet set = build_cues(lesson, timeline, {"en"});
  ASSERT_THAT(set.cues, SizeIs(2));
  // 16 characters at 17 a second, from the first word on.
  EXPECT_NEAR(to_seconds(set.cues[0].end), 0.5 + 16.0 / 17.0, 0.002);
  EXPECT_EQ(set.cues[1].start, milliseconds(6000));
  EXPECT_NEAR(to_seconds(set.cues[1].end), 6.0 + 25.0 / 30.0, 0.002);
}

TEST(CueBuilder, ClosesShortGapsToTwoFrames) {
  const std::string talk = "The first sentence is here. The second sentence is here.";
  const Lesson lesson = tests::lesson_of({talk});
  const CaptionSet set = build_cues(
      lesson,
      timeline_with(talk, {{"The first sentence is here", 500, 2500}, {"The second sentence is here", 2900, 5000}},
                    5600),
      {"en"});
  ASSERT_THAT(set.cues, SizeIs(2));
  EXPECT_EQ(set.cues[1].start - set.cues[0].end, to_samples(Frames{2}));
}

TEST(CueBuilder, KeepsNoCueLongerThanSevenSeconds) {
  const std::string talk = "Well, goodbye.";
  const Lesson lesson = tests::lesson_of({talk});
  const CaptionSet set =
      build_cues(lesson, timeline_with(talk, {{"Well", 500, 10'000}, {"goodbye", 12'000, 22'000}}, 23'000), {"en"});
  ASSERT_THAT(set.cues, SizeIs(2));
  for (const Cue& cue : set.cues) EXPECT_EQ(cue.end - cue.start, milliseconds(7000));
}

TEST(CueBuilder, TakesNoMoreLinesThanItNeeds) {
  ASSERT_EQ(tests::fewest_lines("Hide the next word, guess it, compare, and adjust.", 25), 2U);
  // One line that is too short for its neighbours, and three where two would do, as the clauses alone would have it.
  EXPECT_THAT(lines_of_talk("This first bullet is as long as a bullet may be."),
              ElementsAre(ElementsAre("This first bullet is as", "long as a bullet may be.")));
  EXPECT_THAT(lines_of_talk("Fluent is not the same as true."),
              ElementsAre(ElementsAre("Fluent is not", "the same as true.")));
  EXPECT_THAT(lines_of_talk("So ask for the exact sentence behind each claim."),
              ElementsAre(ElementsAre("So ask for", "the exact sentence", "behind each claim.")));
}

TEST(CueBuilder, DoesNotLeaveAFewWordsOfTheNextClauseBehind) {
  for (const auto& lines : lines_of_talk("So bring the source into the conversation, and ask for the exact sentence "
                                         "behind each claim.")) {
    EXPECT_FALSE(lines.back().ends_with("and ask")) << lines.back();
  }
}

TEST(CueBuilder, StartsAndEndsWithAWordThatIsTooShortToRead) {
  const Lesson lesson = tests::lesson_of({"Yes.", "This is the second bullet of the slide."});
  const Timeline timeline = tests::even_timeline(lesson);
  const CaptionSet set = build_cues(lesson, timeline, {"en"});
  const std::vector<TimelineWord>& words = timeline.slides[0].words;
  EXPECT_EQ(set.cues.at(0).start, words[0].start);
  EXPECT_EQ(set.cues.at(0).end, words[1].start) << "all of the pause, gap included";
  EXPECT_EQ(set.cues.at(1).start, words[1].start);
  ASSERT_THAT(set.warnings, SizeIs(1));
  EXPECT_EQ(set.warnings[0].place, "/slides/0/items/0/talk");
  EXPECT_THAT(set.warnings[0].message, HasSubstr("leave a longer pause after it"));
}

TEST(CueBuilder, StaysLongEnoughToBeReadIfThereIsAPause) {
  const std::string talk = "Go.";
  const Lesson lesson = tests::lesson_of({talk});
  const CaptionSet set = build_cues(lesson, timeline_with(talk, {{"Go", 500, 620}}, 3000), {"en"});
  ASSERT_THAT(set.cues, SizeIs(1));
  EXPECT_EQ(set.cues[0].start, milliseconds(500));
  EXPECT_EQ(set.cues[0].end, milliseconds(500) + to_samples(Frames{25}));
  EXPECT_THAT(set.warnings, IsEmpty());
}

TEST(CueBuilder, JoinsSentencesThatAreTooShortAlone) {
  const std::string talk = "Yes. No. Who knows?";
  const Lesson lesson = tests::lesson_of({talk});
  const CaptionSet set = build_cues(
      lesson,
      timeline_with(talk, {{"Yes", 500, 700}, {"No", 900, 1100}, {"Who", 1300, 1400}, {"knows", 1400, 1700}}, 3000),
      {"en"});
  EXPECT_THAT(lines_of(set), ElementsAre(ElementsAre("Yes. No. Who knows?")));
  EXPECT_THAT(set.warnings, IsEmpty());
}

TEST(CueBuilder, StaysUntilItsLastWordIsSpokenEvenWithoutAGap) {
  const std::string talk = "The first sentence is here. The second sentence is here.";
  const Lesson lesson = tests::lesson_of({talk});
  const CaptionSet set = build_cues(
      lesson,
      timeline_with(talk, {{"The first sentence is here", 500, 2870}, {"The second sentence is here", 2900, 5000}},
                    5010),
      {"en"});
  ASSERT_THAT(set.cues, SizeIs(2));
  EXPECT_EQ(set.cues[0].end, milliseconds(2870));
  EXPECT_EQ(set.cues[1].start, milliseconds(2900));
  EXPECT_GE(set.cues[1].end, milliseconds(5000));
}

TEST(CueBuilder, WarnsOfSpeechThatNobodyCanRead) {
  const std::string talk = "Far too many words are spoken here in far too short a time for anyone to read along.";
  const Lesson lesson = tests::lesson_of({talk});
  const Timeline timeline = timeline_with(talk,
                                          {{"Far", 50, 100},
                                           {"too many words are spoken here in far", 100, 600},
                                           {"too short a time for anyone to read along", 600, 1000}},
                                          1050);
  const CaptionSet set = build_cues(lesson, timeline, {"en"});
  ASSERT_FALSE(set.warnings.empty());
  EXPECT_EQ(set.warnings.front().place, "/slides/0/items/0/talk");
  EXPECT_THAT(set.warnings.front().message, HasSubstr("characters a second"));
  EXPECT_GT(set.fastest_characters_per_second, 20.0);
  EXPECT_THAT(tests::broken_rules(lesson, timeline, set), IsEmpty());
}

TEST(CueBuilder, RefusesLimitsThatMakeNoSense) {
  const Lesson lesson = tests::lesson_of({"Hello."});
  const Timeline timeline = tests::even_timeline(lesson);
  const auto refused = [&](auto&& change) {
    CaptionOptions options;
    change(options);
    try {
      build_cues(lesson, timeline, {}, options);
    } catch (const Error& error) {
      return error.kind() == ErrorKind::kInvalidOption;
    }
    return false;
  };
  EXPECT_TRUE(refused([](CaptionOptions& o) { o.characters_per_line = 3; }));
  EXPECT_TRUE(refused([](CaptionOptions& o) { o.lines = 0; }));
  EXPECT_TRUE(refused([](CaptionOptions& o) { o.target_characters_per_second = 30; }));
  EXPECT_TRUE(refused([](CaptionOptions& o) { o.longest = Samples{0}; }));
  EXPECT_TRUE(refused([](CaptionOptions& o) { o.shortest = milliseconds(8000); }));
  EXPECT_TRUE(refused([](CaptionOptions& o) { o.gap = milliseconds(-1); }));
}

}  // namespace
}  // namespace vina
