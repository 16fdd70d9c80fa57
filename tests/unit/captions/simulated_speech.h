// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "lesson/lesson.h"
#include "speech/narration.h"
#include "timeline/timeline.h"
#include "timeline/timeline_builder.h"
#include "wrap/icu/segments.h"

namespace vina::tests {

/// The texts of a lesson under examples/lessons, read without any checks.
inline Lesson example_lesson(const std::string& name) {
  std::ifstream file{std::string{VINA_SOURCE_DIR} + "/examples/lessons/" + name + ".json"};
  nlohmann::json json = nlohmann::json::parse(file);
  if (json.contains("lesson_content")) json = json["lesson_content"];
  Lesson lesson;
  for (const auto& slide_json : json["slides"]) {
    Slide slide;
    for (const auto& item : slide_json["items"]) slide.items.push_back({item["bullet"], item["talk"], std::nullopt});
    lesson.slides.push_back(std::move(slide));
  }
  return lesson;
}

inline Lesson lesson_of(const std::vector<std::string>& talks) {
  Lesson lesson;
  lesson.slides.emplace_back();
  for (const std::string& talk : talks) lesson.slides.back().items.push_back({"A bullet", talk, std::nullopt});
  return lesson;
}

/// An even voice: each character of a word takes its share of `words_per_minute` (six characters a word; a wide one
/// counts for three), with pauses at commas and full stops.
inline Narration even_voice(const Slide& slide, int words_per_minute = 160) {
  Narration narration;
  const std::int64_t column = kSampleRate * 60 / words_per_minute / 6;
  Samples now;
  for (std::size_t i = 0; i < slide.items.size(); ++i) {
    const std::string& talk = slide.items[i].talk;
    const Samples start = now;
    std::size_t done = 0;
    for (const TextSpan word : icu::words(talk, "")) {
      for (const char c : talk.substr(done, word.begin - done)) {
        const bool clause = c == ',' || c == ':' || c == ';';
        const bool sentence = c == '.' || c == '?' || c == '!';
        now += Samples{column * (sentence ? 4 : clause ? 2 : 1)};
      }
      const auto columns = static_cast<std::int64_t>(icu::display_width(word.of(talk)));
      const auto clusters = static_cast<std::int64_t>(icu::count_graphemes(word.of(talk)));
      const Samples end = now + Samples{column * (columns > clusters ? 3 * clusters : clusters)};
      narration.words.push_back({i, word, now, end});
      now = end;
      done = word.end;
    }
    if (narration.words.empty() || narration.words.back().item != i) {
      now += Samples{kSampleRate};
      narration.words.push_back({i, {0, talk.size()}, start, now});
    }
    narration.items.push_back({start, now});
    now += milliseconds(100);
  }
  return narration;
}

/// A voice without reason: words of any length with any pauses, some spans joined over several words or stretched over
/// the punctuation behind them.
inline Narration wild_voice(const Slide& slide, std::mt19937& random) {
  Narration narration = even_voice(slide);
  const auto upto = [&](std::int64_t most) {
    return static_cast<std::int64_t>(random() % static_cast<unsigned>(most));
  };
  const std::int64_t pace = 200 + upto(30'000);
  std::vector<SpokenWord> words;
  for (const SpokenWord& word : narration.words) {
    const bool join = !words.empty() && words.back().item == word.item && random() % 8 == 0;
    if (join) {
      words.back().text.end = word.text.end;
    } else {
      words.push_back(word);
    }
  }
  Samples now;
  narration.items.clear();
  std::size_t w = 0;
  for (std::size_t i = 0; i < slide.items.size(); ++i) {
    const Samples start = now;
    for (; w < words.size() && words[w].item == i; ++w) {
      if (random() % 6 == 0) now += Samples{upto(kSampleRate * 2)};
      if (random() % 60 == 0) now += Samples{upto(kSampleRate * 9)};
      words[w].start = now;
      now += Samples{1 + upto(pace)};
      words[w].end = now;
    }
    narration.items.push_back({start, now});
  }
  narration.words = words;
  return narration;
}

inline Timeline timeline_of(const Lesson& lesson, const std::vector<Narration>& narrations) {
  return build_timeline(lesson, narrations, TimelineOptions{});
}

inline Timeline even_timeline(const Lesson& lesson, int words_per_minute = 160) {
  std::vector<Narration> narrations;
  for (const Slide& slide : lesson.slides) narrations.push_back(even_voice(slide, words_per_minute));
  return timeline_of(lesson, narrations);
}

}  // namespace vina::tests
