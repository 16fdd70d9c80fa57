// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_span.h"
#include "captions/cue_builder.h"
#include "lesson/lesson.h"
#include "timeline/timeline.h"
#include "wrap/icu/segments.h"

namespace vina::tests {

/// The text with runs of blanks, tabs and line ends made one space, and none at its ends.
inline std::string with_single_spaces(std::string_view text) {
  std::string normal;
  for (const char c : text) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    if (!space) normal += c;
    if (space && !normal.empty() && normal.back() != ' ') normal += ' ';
  }
  while (!normal.empty() && normal.back() == ' ') normal.pop_back();
  return normal;
}

/// Moves behind a white space of any kind that comes next in `talk`; false if there is none.
inline bool skip_space(std::string_view talk, std::size_t& position) {
  constexpr std::string_view kSpaces[] = {" ",      "\u0085", "\u1680", "\u2000", "\u2001", "\u2002",
                                          "\u2003", "\u2004", "\u2005", "\u2006", "\u2008", "\u2009",
                                          "\u200A", "\u2028", "\u2029", "\u205F", "\u3000"};
  for (const std::string_view space : kSpaces) {
    if (!talk.substr(position).starts_with(space)) continue;
    position += space.size();
    return true;
  }
  return false;
}

/// If `line` comes next in `talk` at `position`, white space before it aside, moves behind it.
inline bool take_line(std::string_view talk, std::size_t& position, std::string_view line) {
  while (talk.substr(position, line.size()) != line) {
    if (!skip_space(talk, position)) return false;
  }
  position += line.size();
  return true;
}

/// Where a place of the talk is once its white space is single.
inline std::size_t normal_place(std::string_view talk, std::size_t place) {
  const std::string before = with_single_spaces(talk.substr(0, place));
  const bool behind_space =
      place > 0 && std::string_view{" \t\n\v\f\r"}.find(talk[place - 1]) != std::string_view::npos;
  return before.size() + (behind_space && !before.empty() ? 1 : 0);
}

/// On how many lines the words of a cue's text fit if each takes as many as it can hold and ends at a space; none if
/// there is a word that is too long for a line, or if spaces are of several widths.
inline std::size_t fewest_lines(std::string text, int columns) {
  while (text.ends_with(' ')) text.pop_back();
  if (text.find("\u3000") != std::string::npos) return 0;
  std::vector<std::size_t> ends;
  for (const icu::BreakOpportunity& opportunity : icu::line_breaks(text, "")) {
    if (opportunity.position > 0 && text[opportunity.position - 1] == ' ') ends.push_back(opportunity.position);
  }
  ends.push_back(text.size() + 1);
  std::size_t lines = 1;
  int used = -1;
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    const int width = icu::display_width(text.substr(begin, end - 1 - begin));
    if (width > columns) return 0;
    if (used + 1 + width > columns) {
      ++lines;
      used = -1;
    }
    used += 1 + width;
    begin = end;
  }
  return lines;
}

/// What is wrong with when a cue is shown, which has bytes [begin, end) of an item's talk with single spaces.
/// `next` is when the cue after it starts, or the slide ends.
inline std::string broken_sync(const Cue& cue, const Cue* before, Samples next, const TimelineSlide& slide,
                               std::size_t item, std::string_view talk, TextSpan part, const CaptionOptions& options) {
  constexpr Samples kCrowded = to_samples(Frames{3});
  const TimelineWord* first = nullptr;
  const TimelineWord* last = nullptr;
  TextSpan first_text;
  TextSpan last_text;
  for (const TimelineWord& word : slide.words) {
    if (word.item != item) continue;
    const TextSpan text{normal_place(talk, word.text.begin), normal_place(talk, word.text.end)};
    if (text.begin >= text.end || text.end <= part.begin || text.begin >= part.end) continue;
    if (first == nullptr) first = &word, first_text = text;
    last = &word, last_text = text;
  }
  if (first == nullptr) return {};
  if (first_text.begin >= part.begin) {
    if (cue.start < first->start && next - cue.start > kCrowded) return "starts before its first word";
    if (cue.start > first->start && (before == nullptr || cue.start - before->start > kCrowded)) {
      return "starts after its first word";
    }
  }
  const bool as_long_as_may_be = cue.end == next || cue.end - cue.start == options.longest;
  if (last_text.end <= part.end && cue.end < last->end && !as_long_as_may_be) return "ends before its last word";
  return {};
}

/// Everything that is wrong with the captions of a lesson, one line each. What holds for any voice is checked always;
/// the limits of time only if there were no warnings.
inline std::vector<std::string> broken_rules(const Lesson& lesson, const Timeline& timeline, const CaptionSet& set,
                                             const CaptionOptions& options = {}) {
  std::vector<std::string> faults;
  const auto fault = [&](std::size_t cue, std::string_view what) {
    faults.push_back(fmt::format("cue {}: {}", cue + 1, what));
  };
  std::size_t c = 0;
  for (std::size_t s = 0; s < lesson.slides.size(); ++s) {
    for (const Item& item : lesson.slides[s].items) {
      const std::string talk = with_single_spaces(item.talk);
      std::size_t position = 0;
      const std::size_t first = c;
      while (c < set.cues.size()) {
        std::size_t behind = position;
        bool taken = true;
        for (const std::string& line : set.cues[c].lines) taken = taken && take_line(talk, behind, line);
        if (!taken) break;
        if (set.cues[c].start < to_samples(timeline.slides[s].start)) fault(c, "starts before its slide");
        const std::size_t text_begin = talk[position] == ' ' ? position + 1 : position;
        const std::size_t fewest =
            fewest_lines(talk.substr(text_begin, behind - text_begin), options.characters_per_line);
        if (fewest > 0 && set.cues[c].lines.size() > fewest) fault(c, "has more lines than it needs");
        const Samples slide_end = to_samples(timeline.slides[s].end());
        if (set.cues[c].end > slide_end) fault(c, "ends after its slide");
        const bool last = c + 1 == set.cues.size() || set.cues[c + 1].start >= slide_end;
        const std::string sync =
            broken_sync(set.cues[c], c > 0 ? &set.cues[c - 1] : nullptr, last ? slide_end : set.cues[c + 1].start,
                        timeline.slides[s], static_cast<std::size_t>(&item - lesson.slides[s].items.data()), item.talk,
                        {position, behind}, options);
        if (!sync.empty()) fault(c, sync);
        position = behind;
        ++c;
        if (position == talk.size()) break;
      }
      while (skip_space(talk, position)) {
      }
      if (position != talk.size() || first == c)
        fault(c, "does not continue the talk \"" + talk.substr(position, 60) + "\"");
    }
  }
  if (c != set.cues.size()) fault(c, "is left over");
  for (std::size_t i = 0; i < set.cues.size(); ++i) {
    const Cue& cue = set.cues[i];
    if (cue.lines.empty() || cue.lines.size() > static_cast<std::size_t>(options.lines)) fault(i, "number of lines");
    std::string text;
    for (const std::string& line : cue.lines) {
      if (line.empty()) fault(i, "empty line");
      if (icu::display_width(line) > options.characters_per_line && icu::count_graphemes(line) > 1) {
        fault(i, "too wide: " + line);
      }
      text += (text.empty() ? "" : " ") + line;
    }
    if (cue.start.count() < 0) fault(i, "starts before the lesson");
    if (to_milliseconds(cue.end) <= to_milliseconds(cue.start)) fault(i, "ends before it starts");
    if (i > 0 && cue.start < set.cues[i - 1].end) fault(i, "overlaps the one before");
    if (cue.end - cue.start > options.longest) fault(i, "stays too long");
    if (!set.warnings.empty()) continue;
    const std::int64_t shown = to_milliseconds(cue.end) - to_milliseconds(cue.start);
    if (shown < 833) fault(i, fmt::format("is shown for {} ms", shown));
    // A line broken inside a word or between ideographs has no space there: count as the eye does.
    std::size_t characters = icu::count_graphemes(text);
    if (characters > cue.lines.size()) characters -= cue.lines.size() - 1;
    if (static_cast<std::int64_t>(characters) * 1000 > shown * options.characters_per_second_limit) {
      fault(i, fmt::format("has {} characters in {} ms", characters, shown));
    }
  }
  return faults;
}

}  // namespace vina::tests
