// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/webvtt_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "check/caption_lines.h"

namespace vina {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void take_blanks(std::string_view& text) {
  const std::size_t blanks = std::min(text.find_first_not_of(" \t"), text.size());
  if (blanks == 0) throw CaptionFault{"a space is missing in the line of times"};
  text.remove_prefix(blanks);
}

std::int64_t take_time(std::string_view& text) {
  constexpr const char* kNoTime = "a time is not [HH:]MM:SS.mmm";
  std::int64_t first = take_number(text, 2, 6, kNoTime);
  take(text, ":");
  std::int64_t second = take_number(text, 2, 2, kNoTime);
  std::int64_t hours = 0;
  if (text.starts_with(":")) {
    take(text, ":");
    hours = std::exchange(first, std::exchange(second, take_number(text, 2, 2, kNoTime)));
  }
  take(text, ".");
  const std::int64_t thousandths = take_number(text, 3, 3, kNoTime);
  if (first > 59 || second > 59) throw CaptionFault{"a time has more than 59 minutes or seconds"};
  return ((hours * 60 + first) * 60 + second) * 1000 + thousandths;
}

bool is_percentage(std::string_view value) {
  if (!value.ends_with('%')) return false;
  value.remove_suffix(1);
  const std::size_t point = std::min(value.find('.'), value.size());
  const std::string_view whole = value.substr(0, point);
  const std::string_view part = point < value.size() ? value.substr(point + 1) : "0";
  const auto are_digits = [](std::string_view digits) {
    return !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit);
  };
  if (!are_digits(whole) || !are_digits(part) || whole.size() > 3) return false;
  const int percent = std::stoi(std::string{whole});
  return percent < 100 || (percent == 100 && part.find_first_not_of('0') == std::string_view::npos);
}

bool is_line_number(std::string_view value) {
  if (value.starts_with('-')) value.remove_prefix(1);
  return !value.empty() && std::all_of(value.begin(), value.end(), is_digit);
}

template <std::size_t kCount>
bool is_one_of(std::string_view value, const std::array<std::string_view, kCount>& words) {
  return std::find(words.begin(), words.end(), value) != words.end();
}

/// `place` with the alignment that may follow it after a comma.
template <std::size_t kCount>
std::string_view without_alignment(std::string_view place, const std::array<std::string_view, kCount>& alignments) {
  const std::size_t comma = place.find(',');
  if (comma == std::string_view::npos) return place;
  return is_one_of(place.substr(comma + 1), alignments) ? place.substr(0, comma) : "";
}

bool is_setting(std::string_view name, std::string_view value) {
  if (name == "vertical") return is_one_of<2>(value, {"rl", "lr"});
  if (name == "size") return is_percentage(value);
  if (name == "align") return is_one_of<5>(value, {"start", "center", "end", "left", "right"});
  if (name == "position") return is_percentage(without_alignment<3>(value, {"line-left", "center", "line-right"}));
  if (name != "line") return false;
  const std::string_view place = without_alignment<3>(value, {"start", "center", "end"});
  return is_percentage(place) || is_line_number(place);
}

void read_settings(std::string_view text) {
  std::set<std::string_view> seen;
  while (!text.empty()) {
    take_blanks(text);
    const std::string_view setting = text.substr(0, text.find_first_of(" \t"));
    text.remove_prefix(setting.size());
    if (setting.empty()) return;
    const std::size_t colon = std::min(setting.find(':'), setting.size());
    const std::string_view name = setting.substr(0, colon);
    if (colon == setting.size() || !is_setting(name, setting.substr(colon + 1)) || !seen.insert(name).second) {
      throw CaptionFault{fmt::format("the setting '{}' is not one, or a second one", setting)};
    }
  }
}

ReadCue read_timing(std::string_view line) {
  ReadCue cue;
  cue.start_ms = take_time(line);
  take_blanks(line);
  take(line, "-->");
  take_blanks(line);
  cue.end_ms = take_time(line);
  if (cue.end_ms <= cue.start_ms) throw CaptionFault{"a cue ends before it starts"};
  read_settings(line);
  return cue;
}

/// A line of a cue's text without its escapes.
std::string plain(std::string_view line) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kEscapes{{{"&amp;", "&"},
                                                                                          {"&lt;", "<"},
                                                                                          {"&gt;", ">"},
                                                                                          {"&nbsp;", "\xC2\xA0"},
                                                                                          {"&lrm;", "\xE2\x80\x8E"},
                                                                                          {"&rlm;", "\xE2\x80\x8F"}}};
  std::string text;
  while (!line.empty()) {
    if (line.front() == '<') throw CaptionFault{"the text has markup"};
    if (line.front() != '&') {
      text += line.front();
      line.remove_prefix(1);
      continue;
    }
    const auto* const escape = std::find_if(kEscapes.begin(), kEscapes.end(),
                                            [line](const auto& each) { return line.starts_with(each.first); });
    if (escape == kEscapes.end()) throw CaptionFault{"the text has an '&' that is not escaped"};
    text += escape->second;
    line.remove_prefix(escape->first.size());
  }
  return text;
}

void read_header(CaptionLines& lines) {
  std::string_view first = lines.next().value_or("");
  if (first.starts_with("\xEF\xBB\xBF")) first.remove_prefix(3);
  if (!first.starts_with("WEBVTT") || (first.size() > 6 && first[6] != ' ' && first[6] != '\t')) {
    throw CaptionFault{"the file does not begin with WEBVTT"};
  }
  const std::optional<std::string_view> second = lines.next();
  if (second && !second->empty()) throw CaptionFault{"no blank line follows WEBVTT"};
}

void read_text(CaptionLines& lines, ReadCue& cue) {
  std::size_t count = 0;
  for (auto line = lines.next(); line && !line->empty(); line = lines.next()) {
    if (line->find("-->") != std::string_view::npos) throw CaptionFault{"no blank line stands before the next cue"};
    cue.text += plain(*line) + "\n";
    ++count;
  }
  if (count == 0) throw CaptionFault{"a cue has no text"};
}

void read_cues(CaptionLines& lines, std::vector<ReadCue>& cues) {
  std::set<std::string_view> identifiers;
  while (auto line = lines.next()) {
    if (line->empty()) continue;
    if (line->starts_with("NOTE") && (line->size() == 4 || (*line)[4] == ' ')) {
      while (line && !line->empty()) line = lines.next();
      continue;
    }
    if (line->find("-->") == std::string_view::npos) {
      if (!identifiers.insert(*line).second) throw CaptionFault{"two cues have the same identifier"};
      line = lines.next();
      if (!line || line->find("-->") == std::string_view::npos) throw CaptionFault{"a cue has no line of times"};
    }
    ReadCue cue = read_timing(*line);
    if (!cues.empty() && cue.start_ms < cues.back().end_ms)
      throw CaptionFault{"a cue starts before the one before ends"};
    read_text(lines, cue);
    cues.push_back(std::move(cue));
  }
}

}  // namespace

CaptionReading read_webvtt(std::string_view text) {
  CaptionReading reading;
  CaptionLines lines{text};
  try {
    require_text(text);
    read_header(lines);
    read_cues(lines, reading.cues);
  } catch (const CaptionFault& fault) {
    reading.fault = fmt::format("line {}: {}", lines.number(), fault.what());
  }
  return reading;
}

}  // namespace vina
