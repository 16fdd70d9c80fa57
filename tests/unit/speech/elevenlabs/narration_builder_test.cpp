// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// How well words and items are placed, whatever an alignment looks like.
#include "speech/elevenlabs/narration_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "../narration_contract.h"
#include "scripted_voice.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr ElevenLabsFormat kPcm{ElevenLabsFormat::Coding::kPcm, 48'000, 96'000};
constexpr Samples kFrame{kSamplesPerFrame};

using Details = std::function<SpeechDetails(const ScriptedSpeech&)>;

SpeechDetails as_spoken(const ScriptedSpeech& speech) {
  return {speech.alignment, {}};
}

struct Spoken {
  SpeechRequest request;
  ScriptedSpeech speech;
  Narration narration;
};

Spoken narrate(const std::vector<std::string>& talks, const Details& details, const std::string& language = "en",
               int noise = 0) {
  Spoken spoken{{.talks = talks}, {}, {}};
  const SentText sent = make_sent_texts(talks, 10'000, language).at(0);
  spoken.speech = speak_scripted(sent, milliseconds(120), noise);
  NarrationBuilder builder{spoken.request.talks, language};
  builder.add_part(sent, spoken.speech.pcm, kPcm, details(spoken.speech), {});
  spoken.narration = builder.finish();
  expect_valid_narration(spoken.request, spoken.narration);
  return spoken;
}

std::string word_of(const Spoken& spoken, const SpokenWord& word) {
  return std::string{word.text.of(spoken.request.talks[word.item])};
}

/// The longest way of a word's start from where it is spoken.
Samples worst_word(const Spoken& spoken) {
  Samples worst;
  for (const SpokenWord& word : spoken.narration.words) {
    const Samples start = spoken.speech.starts.at({word.item, word.text.begin});
    worst = std::max({worst, start - word.start, word.start - start});
  }
  return worst;
}

/// Items must start and end where their tones do.
void expect_exact_items(const Spoken& spoken, Samples tolerance = milliseconds(2)) {
  for (std::size_t item = 0; item < spoken.request.talks.size(); ++item) {
    const Samples start = spoken.speech.starts.at({item, 0});
    const Samples off = spoken.narration.items[item].start - start;
    EXPECT_LE(std::max(off, -off), tolerance) << "item " << item;
  }
}

const std::vector<std::vector<std::string>> kTalks{
    {"Vaccines train the body.", "It remembers them for years.", "That is all."},
    {"In 1796, 3.5 million people (12 %) had 0 doses.", "CO₂ at 37 °C: 5–10 µg ≤ x."},
    {"Hello 👩‍👩‍👧 family 💉, naïve café\u0301 cells.", "🇨🇭 flags count, too! 👍🏽"},
    {"R&D: 5 < 7 > 3 & more.", "Say <break time=\"0.6s\" /> aloud.", "&lt; is no sign."},
    {"ワクチンは安全な見本を体に見せます。体はそれを覚えます。",
     "本物のウイルスが来たとき、体は数時間で反応できます。"},
    {"疫苗训练身体。", "身体会记住它们。"},
    {"يعرض اللقاح على الجسم صورة آمنة من الفيروس حتى يتعرّف عليها.", "تبقى الذاكرة المناعية 5–10 سنوات."},
    {"टीका शरीर को एक सुरक्षित नमूना दिखाता है।", "संयुक्त अक्षर सही दिखने चाहिए।"},
    {"วัคซีนฝึกร่างกายให้รู้จักเชื้อโรค", "ร่างกายจำได้นาน"},
    {"One.", "Two.", "Three.", "Four.", "Five."},
    {"\"Quoted,\" he said — and left…", "(Bracketed) words."},
};

TEST(ElevenLabsNarration, PlacesEveryWordWithinAFrameOfTheAlignment) {
  for (const auto& talks : kTalks) {
    SCOPED_TRACE(talks.front());
    for (const char* language : {"en", "ja", "zh", "ar", "th"}) {
      const Spoken spoken = narrate(talks, as_spoken, language);
      EXPECT_LE(worst_word(spoken), kFrame) << language;
      expect_exact_items(spoken);
      EXPECT_THAT(spoken.narration.warnings, IsEmpty());
    }
  }
}

TEST(ElevenLabsNarration, FindsThePausesAlsoInANoisySound) {
  for (const auto& talks : kTalks) {
    SCOPED_TRACE(talks.front());
    const Spoken spoken = narrate(talks, as_spoken, "en", 200);
    EXPECT_LE(worst_word(spoken), kFrame);
    expect_exact_items(spoken);
  }
}

/// Ways in which an alignment may be written otherwise than the text that was sent.
std::vector<std::pair<const char*, std::function<CharacterTimes(CharacterTimes)>>> variations() {
  const auto each = [](const std::function<void(const TimedCharacter&, CharacterTimes&)>& change) {
    return [change](const CharacterTimes& times) {
      CharacterTimes changed;
      for (const TimedCharacter& time : times) change(time, changed);
      return changed;
    };
  };
  return {
      {"code points instead of characters", each([](const TimedCharacter& time, CharacterTimes& out) {
         for (std::size_t at = 0; at < time.text.size();) {
           const std::size_t begin = at;
           icu::next_character(time.text, at);
           out.push_back({time.text.substr(begin, at - begin), time.start, time.end});
         }
       })},
      {"no line ends", each([](const TimedCharacter& time, CharacterTimes& out) {
         if (time.text != "\n") out.push_back(time);
       })},
      {"no white space", each([](const TimedCharacter& time, CharacterTimes& out) {
         if (time.text != "\n" && time.text != " ") out.push_back(time);
       })},
      {"no punctuation", each([](const TimedCharacter& time, CharacterTimes& out) {
         if (std::string_view{".,!?…\"()—"}.find(time.text) == std::string_view::npos) out.push_back(time);
       })},
      {"signs in plain form", each([](TimedCharacter time, CharacterTimes& out) {
         if (time.text == "＆") time.text = "&";
         if (time.text == "＜") time.text = "<";
         if (time.text == "＞") time.text = ">";
         out.push_back(time);
       })},
      {"signs escaped", each([](TimedCharacter time, CharacterTimes& out) {
         if (time.text == "＆") time.text = "&amp;";
         if (time.text == "＜") time.text = "&lt;";
         if (time.text == "＞") time.text = "&gt;";
         out.push_back(time);
       })},
      {"signs escaped, letter by letter", each([](const TimedCharacter& time, CharacterTimes& out) {
         const std::string text = time.text == "＆"   ? "&amp;"
                                  : time.text == "＜" ? "&lt;"
                                  : time.text == "＞" ? "&gt;"
                                                      : "";
         if (text.empty()) out.push_back(time);
         for (const char c : text) out.push_back({std::string(1, c), time.start, time.end});
       })},
      {"upper case", each([](TimedCharacter time, CharacterTimes& out) {
         for (char& c : time.text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
         out.push_back(time);
       })},
      {"a space before and behind",
       [](CharacterTimes times) {
         times.insert(times.begin(), {" ", Samples{0}, Samples{0}});
         times.push_back({" ", times.back().end, times.back().end});
         return times;
       }},
      {"no end times", each([](TimedCharacter time, CharacterTimes& out) {
         time.end.reset();
         out.push_back(time);
       })},
      {"empty elements in between", each([](const TimedCharacter& time, CharacterTimes& out) {
         out.push_back({"", std::nullopt, std::nullopt});
         out.push_back(time);
       })},
  };
}

TEST(ElevenLabsNarration, CopesWithEveryWayOfWritingAnAlignment) {
  for (const auto& [name, change] : variations()) {
    for (const auto& talks : kTalks) {
      SCOPED_TRACE(std::string{name} + ": " + talks.front());
      const Spoken spoken = narrate(talks, [&](const ScriptedSpeech& speech) {
        return SpeechDetails{change(speech.alignment), {}};
      });
      expect_exact_items(spoken);
      // Without its punctuation, a word begins with its first letter.
      const Samples allowed = std::string_view{name} == "no punctuation" ? milliseconds(70) + kFrame : kFrame;
      EXPECT_LE(worst_word(spoken), allowed);
      EXPECT_THAT(spoken.narration.warnings, IsEmpty());
    }
  }
}

TEST(ElevenLabsNarration, BridgesWhatTheAlignmentLeavesOut) {
  // Emoji are not spoken, and so are not aligned.
  const Spoken spoken = narrate({"Hello 💉 there, dear friend.", "Bye 👋"}, [](const ScriptedSpeech& speech) {
    CharacterTimes kept;
    for (const TimedCharacter& time : speech.alignment) {
      if (time.text != "💉" && time.text != "👋") kept.push_back(time);
    }
    return SpeechDetails{kept, {}};
  });
  for (const SpokenWord& word : spoken.narration.words) {
    const std::string text = word_of(spoken, word);
    if (text == "💉" || text == "👋") continue;
    const Samples start = spoken.speech.starts.at({word.item, word.text.begin});
    EXPECT_LE(std::max(start - word.start, word.start - start), kFrame) << text;
  }
}

/// A text as it is spoken, with the same sound: words by number of characters of what they replace.
CharacterTimes spoken_as(const ScriptedSpeech& speech, const std::vector<std::pair<std::string, std::string>>& words) {
  CharacterTimes times{{" ", Samples{0}, Samples{0}}};
  std::size_t element = 0;
  for (const auto& [written, said] : words) {
    while (speech.alignment[element].text == " " || speech.alignment[element].text == "\n") ++element;
    const Samples start = *speech.alignment[element].start;
    std::string read;
    while (read.size() < written.size()) read += speech.alignment[element++].text;
    EXPECT_EQ(read, written);
    const Samples end = *speech.alignment[element - 1].end;
    const auto count = static_cast<std::int64_t>(said.size());
    for (std::int64_t i = 0; i < count; ++i) {
      times.push_back({std::string(1, said[static_cast<std::size_t>(i)]),
                       start + Samples{(end - start).count() * i / count},
                       start + Samples{(end - start).count() * (i + 1) / count}});
    }
    times.push_back({" ", end, end});
  }
  return times;
}

TEST(ElevenLabsNarration, FallsBackToTheTextAsItIsSpoken) {
  const Spoken spoken = narrate({"We had 3.5 million doses.", "In 1796 it began."}, [](const ScriptedSpeech& speech) {
    return SpeechDetails{{},
                         spoken_as(speech, {{"We", "we"},
                                            {"had", "had"},
                                            {"3.5", "three point five"},
                                            {"million", "million"},
                                            {"doses.", "doses."},
                                            {"In", "in"},
                                            {"1796", "seventeen ninety six"},
                                            {"it", "it"},
                                            {"began.", "began."}})};
  });
  EXPECT_LE(worst_word(spoken), kFrame);
  expect_exact_items(spoken);
  EXPECT_THAT(spoken.narration.warnings, IsEmpty());
}

TEST(ElevenLabsNarration, FallsBackToRomanisedWords) {
  const Spoken spoken = narrate(
      {"Привет мир", "Как дела"},
      [](const ScriptedSpeech& speech) {
        return SpeechDetails{
            {}, spoken_as(speech, {{"Привет", "Privet"}, {"мир", "mir"}, {"Как", "Kak"}, {"дела", "dela"}})};
      },
      "ru");
  EXPECT_LE(worst_word(spoken), kFrame);
  EXPECT_THAT(spoken.narration.warnings, IsEmpty());
}

TEST(ElevenLabsNarration, EstimatesWhatNobodyTellsAndSaysSo) {
  for (const auto& talks : kTalks) {
    SCOPED_TRACE(talks.front());
    const Spoken spoken = narrate(talks, [](const ScriptedSpeech&) { return SpeechDetails{}; });
    ASSERT_THAT(spoken.narration.warnings, SizeIs(1));
    EXPECT_THAT(spoken.narration.warnings[0].message, HasSubstr("estimate"));
    EXPECT_FALSE(spoken.narration.warnings[0].degrades);
    expect_exact_items(spoken);  // the pauses between items are long enough to be told
    EXPECT_LE(worst_word(spoken), milliseconds(900));
  }
}

TEST(ElevenLabsNarration, DoesNotBelieveAnAlignmentOfAnotherText) {
  const Spoken spoken = narrate(kTalks[0], [](const ScriptedSpeech& speech) {
    CharacterTimes other = speech.alignment;
    for (std::size_t index = 0; index < other.size(); ++index) other[index].text = index % 2 == 0 ? "q" : "z";
    return SpeechDetails{other, {}};
  });
  EXPECT_THAT(spoken.narration.warnings, SizeIs(1));
  const Spoken zeros = narrate(kTalks[0], [](const ScriptedSpeech& speech) {
    CharacterTimes all_at_once = speech.alignment;
    for (TimedCharacter& time : all_at_once) time.start = time.end = Samples{0};
    return SpeechDetails{all_at_once, {}};
  });
  EXPECT_THAT(zeros.narration.warnings, SizeIs(1));
  expect_exact_items(zeros);
}

TEST(ElevenLabsNarration, IsNotLedAstrayByTimesThatJump) {
  const Spoken spoken = narrate(kTalks[0], [](const ScriptedSpeech& speech) {
    CharacterTimes times = speech.alignment;
    times[4].start = speech.length() + milliseconds(60'000);  // far beyond the sound
    times[12].start = Samples{0};                             // backwards
    times[20].start = times[40].start;                        // forwards
    return SpeechDetails{times, {}};
  });
  EXPECT_LE(worst_word(spoken), kFrame + milliseconds(70));
  expect_exact_items(spoken);
}

TEST(ElevenLabsNarration, SpreadsTheRestWhereTheTimesEndEarly) {
  const Spoken spoken = narrate(kTalks[0], [](const ScriptedSpeech& speech) {
    CharacterTimes times = speech.alignment;
    for (std::size_t index = times.size() * 7 / 10; index < times.size(); ++index) {
      times[index].start.reset();
      times[index].end.reset();
    }
    return SpeechDetails{times, {}};
  });
  const Samples last = spoken.narration.words.back().start;
  EXPECT_GT(last * 100, spoken.speech.length() * 80) << "the last words must not be squeezed together";
  EXPECT_GT(spoken.narration.words.back().start, spoken.narration.words.at(spoken.narration.words.size() - 2).start);
}

TEST(ElevenLabsNarration, KeepsItsPromisesWhateverAnAlignmentSays) {
  std::mt19937 random{11};
  for (int round = 0; round < 250; ++round) {
    const auto& talks = kTalks[random() % kTalks.size()];
    SCOPED_TRACE("round " + std::to_string(round) + ": " + talks.front());
    const auto mangle = [&](const ScriptedSpeech& speech) {
      CharacterTimes times = speech.alignment;
      const auto changes = random() % (times.size() + 1);
      for (std::size_t change = 0; change < changes && !times.empty(); ++change) {
        TimedCharacter& time = times[random() % times.size()];
        switch (random() % 7) {
          case 0:
            time.start.reset();
            break;
          case 1:
            time.end.reset();
            break;
          case 2:
            time.start = Samples{static_cast<std::int64_t>(random() % 2'000'000)};
            break;
          case 3:
            time.end = Samples{static_cast<std::int64_t>(random() % 2'000'000)};
            break;
          case 4:
            time.text.clear();
            break;
          case 5:
            time.text = "\xFF";
            break;
          default:
            times.erase(times.begin() + static_cast<std::ptrdiff_t>(random() % times.size()));
            break;
        }
      }
      return random() % 2 == 0 ? SpeechDetails{times, {}} : SpeechDetails{{}, times};
    };
    narrate(talks, mangle, random() % 2 == 0 ? "en" : "ja");
  }
}

TEST(ElevenLabsNarration, JoinsPartsSampleExactly) {
  const std::vector<std::string> talks{"Aaa bbb ccc. Ddd eee fff. Ggg hhh iii.", "Jjj kkk lll."};
  const std::vector<SentText> parts = make_sent_texts(talks, 22, "en");
  ASSERT_GE(parts.size(), 3U);
  NarrationBuilder builder{talks, "en"};
  Samples offset;
  std::map<std::pair<std::size_t, std::size_t>, Samples> starts;
  for (const SentText& part : parts) {
    const ScriptedSpeech speech = speak_scripted(part);
    if (offset > Samples{0}) offset += milliseconds(200);
    for (const auto& [place, start] : speech.starts) starts.try_emplace(place, start + offset);
    builder.add_part(part, speech.pcm, kPcm, as_spoken(speech), {});
    offset += speech.length();
  }
  const Narration narration = builder.finish();
  expect_valid_narration({.talks = talks}, narration);
  EXPECT_LE(std::max(narration.sound->length() - offset, offset - narration.sound->length()), Samples{8});
  for (const SpokenWord& word : narration.words) {
    const Samples start = starts.at({word.item, word.text.begin});
    EXPECT_LE(std::max(start - word.start, word.start - start), kFrame) << word.item << " " << word.text.begin;
  }
}

TEST(ElevenLabsNarration, CutsAWordThatIsLongerThanARequest) {
  const std::vector<std::string> talks{std::string(50, 'a') + " b."};
  NarrationBuilder builder{talks, "en"};
  for (const SentText& part : make_sent_texts(talks, 20, "en")) {
    const ScriptedSpeech speech = speak_scripted(part);
    builder.add_part(part, speech.pcm, kPcm, as_spoken(speech), {});
  }
  const Narration narration = builder.finish();
  expect_valid_narration({.talks = talks}, narration);
  EXPECT_THAT(narration.words, SizeIs(2));
  EXPECT_GT(narration.words[1].start, narration.sound->length() - milliseconds(600));
}

TEST(ElevenLabsNarration, LivesWithASilentSound) {
  const std::vector<std::string> talks{"Nothing.", "Is heard."};
  const SentText sent = make_sent_texts(talks, 1'000, "en").at(0);
  for (const std::size_t samples : {48U, 4'800U, 48'000U}) {
    NarrationBuilder builder{talks, "en"};
    builder.add_part(sent, std::string(samples * 2, '\0'), kPcm, {}, {});
    expect_valid_narration({.talks = talks}, builder.finish());
  }
  NarrationBuilder builder{talks, "en"};
  EXPECT_ANY_THROW(builder.add_part(sent, "", kPcm, {}, {}));
}

}  // namespace
}  // namespace vina
