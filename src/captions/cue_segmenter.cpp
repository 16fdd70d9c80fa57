// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "captions/cue_segmenter.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "captions/cue_timer.h"
#include "captions/line_breaker.h"
#include "captions/talk_borders.h"

namespace vina {
namespace {

/// Every cue costs something, so that there are no more of them than the text and the voice ask for.
constexpr std::int64_t kCue = 34;
/// Text of two sentences in a cue: well if both are whole, poor if one is a torn-off end or beginning.
constexpr std::int64_t kTwoSentences = 48;
constexpr std::int64_t kTornSentence = 70;
/// A part of a sentence should be worth looking at: below this many columns it gets dearer.
constexpr int kSmallPart = 30;
/// The first words of a clause should not be left at the end of a cue that goes on in the next: below this many
/// columns.
constexpr int kTornClause = 12;
constexpr std::int64_t kTornClauseCost = 60;
/// At borders that are no worse a clause ends.
constexpr int kEndOfClause = 24;
/// Comfortable lengths; beyond them, and beyond the target speed, cost rises with each tenth of a second or character.
constexpr Samples kShort = milliseconds(1400);
constexpr Samples kLong = milliseconds(5500);
constexpr std::int64_t kShortEachTenth = 8;
constexpr std::int64_t kLongEachTenth = 3;
/// Text must not stand there long before it is spoken: a pause inside a cue costs for each tenth of a second beyond
/// this.
constexpr Samples kPause = milliseconds(400);
constexpr std::int64_t kPauseEachTenth = 8;
constexpr std::int64_t kOverTargetEach = 14;
constexpr std::int64_t kOverLimit = 500;
constexpr std::int64_t kOverLimitEach = 60;
constexpr std::int64_t kTooShort = 600;
/// A cue that could not start with its speech, or not stay until the next one's.
constexpr std::int64_t kNoTime = 20'000;

std::int64_t tenths(Samples length) {
  return length.count() / (kSampleRate / 10);
}

class Segmenter {
 public:
  Segmenter(const Talk& talk, Samples silence_ends, const CaptionOptions& options)
      : talk_{talk},
        borders_{judge_borders(talk)},
        breaker_{talk, borders_, options.characters_per_line, options.lines},
        silence_ends_{silence_ends},
        options_{options} {}

  std::vector<CuePart> cut() const {
    const std::size_t count = talk_.pieces.size();
    constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max() / 2;
    std::vector<std::int64_t> cheapest(count + 1, kNever);
    std::vector<std::size_t> came_from(count + 1, 0);
    cheapest[0] = 0;
    for (std::size_t to = 1; to <= count; ++to) {
      for (std::size_t from = to; from-- > 0;) {
        if (from + 1 < to && talk_.width(from, to) > widest()) break;
        if (cheapest[from] >= cheapest[to]) continue;
        const std::optional<std::int64_t> cost = cost_of(from, to, cheapest[to] - cheapest[from]);
        if (!cost) continue;
        cheapest[to] = cheapest[from] + *cost;
        came_from[to] = from;
      }
    }
    std::vector<CuePart> parts;
    for (std::size_t to = count; to > 0; to = came_from[to]) parts.push_back(part(came_from[to], to));
    std::reverse(parts.begin(), parts.end());
    return parts;
  }

 private:
  int widest() const { return options_.lines * (options_.characters_per_line + 1) - 1; }

  /// Nothing if pieces [from, to) cannot be a cue, or not one for less than `limit`. Lines are dear to find, so they
  /// are looked at last.
  std::optional<std::int64_t> cost_of(std::size_t from, std::size_t to, std::int64_t limit) const {
    const Samples speech = talk_.pieces[to - 1].finish - talk_.pieces[from].onset;
    if (to > from + 1 && speech > options_.longest) return std::nullopt;
    const std::int64_t cost = kCue + borders_[to].cue_cost + cost_of_sentences(from, to) + cost_of_time(from, to);
    if (cost >= limit) return std::nullopt;
    const std::optional<LineLayout> layout = breaker_.lay_out(from, to);
    if (!layout || cost + layout->cost >= limit) return std::nullopt;
    return cost + layout->cost;
  }

  std::int64_t cost_of_sentences(std::size_t from, std::size_t to) const {
    std::int64_t inside = 0;
    for (std::size_t k = from + 1; k < to; ++k) inside += borders_[k].sentence ? 1 : 0;
    const bool whole = borders_[from].sentence && borders_[to].sentence;
    std::int64_t cost = 0;
    if (inside > 0) cost += whole ? kTwoSentences * inside : kTornSentence * inside;
    if (!whole) {
      const std::int64_t lacking = std::max(0, kSmallPart - talk_.width(from, to));
      cost += lacking * lacking / 12;
    }
    if (leaves_torn_clause(from, to)) cost += kTornClauseCost;
    return cost;
  }

  bool leaves_torn_clause(std::size_t from, std::size_t to) const {
    if (borders_[to].cue_cost <= kEndOfClause) return false;
    for (std::size_t k = to - 1; k > from && talk_.width(k, to) < kTornClause; --k) {
      if (borders_[k].cue_cost <= kEndOfClause) return true;
    }
    return false;
  }

  std::int64_t cost_of_time(std::size_t from, std::size_t to) const {
    const Samples onset = talk_.pieces[from].onset;
    const Samples next = to < talk_.pieces.size() ? talk_.pieces[to].onset : silence_ends_;
    const int characters = talk_.characters(from, to);
    const Samples finish = talk_.pieces[to - 1].finish;
    const Samples shown = std::max(Samples{1}, end_of_cue(characters, onset, finish, next, options_) - onset);
    std::int64_t cost = 0;
    for (std::size_t k = from + 1; k < to; ++k) {
      const Samples pause = talk_.pieces[k].onset - talk_.pieces[k - 1].finish;
      if (pause > kPause) cost += kPauseEachTenth * tenths(pause - kPause);
    }
    if (next - onset < kLeastStep) cost += kNoTime;
    if (shown < options_.shortest) cost += kTooShort;
    if (shown < kShort) cost += kShortEachTenth * tenths(kShort - shown);
    if (shown > kLong) cost += kLongEachTenth * tenths(shown - kLong);
    const std::int64_t speed = characters * kSampleRate / shown.count();
    const std::int64_t over_target = std::min<std::int64_t>(speed - options_.target_characters_per_second, 100);
    const std::int64_t over_limit = std::min<std::int64_t>(speed - options_.characters_per_second_limit, 100);
    if (over_target > 0) cost += kOverTargetEach * over_target;
    if (over_limit >= 0) cost += kOverLimit + kOverLimitEach * over_limit;
    return cost;
  }

  CuePart part(std::size_t from, std::size_t to) const {
    CuePart made;
    const std::optional<LineLayout> layout = breaker_.lay_out(from, to);
    for (std::size_t i = 0; i < layout->starts.size(); ++i) {
      made.lines.push_back(talk_.line(layout->starts[i], i + 1 < layout->starts.size() ? layout->starts[i + 1] : to));
    }
    made.characters = talk_.characters(from, to);
    made.onset = talk_.pieces[from].onset;
    made.finish = std::max(made.onset, talk_.pieces[to - 1].finish);
    return made;
  }

  const Talk& talk_;
  std::vector<TalkBorder> borders_;
  LineBreaker breaker_;
  Samples silence_ends_;
  const CaptionOptions& options_;
};

}  // namespace

std::vector<CuePart> cut_into_cues(const Talk& talk, Samples silence_ends, const CaptionOptions& options) {
  return Segmenter{talk, silence_ends, options}.cut();
}

}  // namespace vina
