// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_table.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/progress_display.h"
#include "cli/text_output.h"

namespace vina {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;

constexpr milliseconds kLeastBetweenDrawings{100};
constexpr std::size_t kWidestName = 40;

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

/// At most; from U+0800 on, where three bytes begin, are the wide scripts.
std::size_t columns_from(char first_byte) {
  if (continues_character(first_byte)) return 0;
  return static_cast<unsigned char>(first_byte) >= 0xe1U ? 2 : 1;
}

std::size_t columns_of(const std::string& text) {
  std::size_t columns = 0;
  for (const char byte : text) columns += columns_from(byte);
  return columns;
}

std::string padded(const std::string& text, std::size_t columns) {
  const std::size_t taken = columns_of(text);
  return taken < columns ? text + std::string(columns - taken, ' ') : text;
}

}  // namespace

std::string cut_to_columns(const std::string& text, std::size_t columns) {
  if (columns_of(text) <= columns) return text;
  constexpr std::string_view kEllipsis = "...";
  if (columns < kEllipsis.size()) return std::string(columns, '.');
  std::size_t room = columns - kEllipsis.size();
  std::size_t end = 0;
  while (end < text.size() && columns_from(text[end]) <= room) {
    room -= columns_from(text[end]);
    ++end;
  }
  return text.substr(0, end) + std::string{kEllipsis};
}

BatchTable::BatchTable(std::function<void(std::string_view)> write, std::function<TerminalSize()> size,
                       std::function<TimePoint()> now, std::vector<std::string> names)
    : write_{std::move(write)},
      size_{std::move(size)},
      now_{std::move(now)},
      names_{std::move(names)},
      start_{now_()} {}

BatchTable::~BatchTable() {
  finish();
}

void BatchTable::began(std::size_t lesson) {
  running_[lesson] = {.since = now_(), .fraction = 0, .doing = std::string{to_text(Step::kLesson)}};
  draw({});
}

void BatchTable::update(std::size_t lesson, const Progress& progress) {
  Running& running = running_[lesson];
  running.fraction = std::clamp(progress.fraction, 0.0, 1.0);
  running.doing = line_of(progress);
  if (drawn_ && !progress.stands_still && now_() - *drawn_ < kLeastBetweenDrawings) return;
  draw({});
}

void BatchTable::ended(std::size_t lesson, const BatchOutcome& outcome) {
  running_.erase(lesson);
  ++ended_[outcome.status];
  const bool is_fine = outcome.status == BatchStatus::kDone;
  const std::string line = is_fine ? "" : line_of(outcome);
  if (line.empty() && drawn_ && now_() - *drawn_ < kLeastBetweenDrawings) return;  // thousands may be skipped at once
  draw(line);
}

void BatchTable::finish() noexcept {
  if (drawn_lines_ == 0) return;
  write_(clearing());
  drawn_lines_ = 0;
}

/// Back to the table's first column and line, with nothing below.
std::string BatchTable::clearing() const {
  if (drawn_lines_ == 0) return {};
  return (drawn_lines_ == 1 ? "\r" : fmt::format("\r\x1b[{}A", drawn_lines_ - 1)) + "\x1b[J";
}

void BatchTable::draw(const std::string& above) {
  const TimePoint now = now_();
  const std::vector<std::string> table = lines(size_(), now);
  write_(clearing() + (above.empty() ? "" : above + "\n") + fmt::format("{}", fmt::join(table, "\n")));
  drawn_lines_ = table.size();
  drawn_ = now;
}

std::vector<std::string> BatchTable::lines(TerminalSize size, TimePoint now) const {
  const auto columns = static_cast<std::size_t>(std::max(size.columns - 1, 1));  // in the last one it may wrap
  const std::size_t most = static_cast<std::size_t>(std::max(size.rows - 2, 0));
  std::size_t widest = 0;
  for (const auto& [lesson, running] : running_) widest = std::max(widest, columns_of(one_line(names_[lesson])));
  widest = std::min({widest, kWidestName, columns / 3});
  std::vector<std::string> table;
  for (const auto& [lesson, running] : running_) {
    if (table.size() == most) break;
    const std::string name = padded(cut_to_columns(one_line(names_[lesson]), widest), widest);
    table.push_back(cut_to_columns(
        fmt::format("{}  {:3} %  {}  {}", name, static_cast<int>(running.fraction * 100),
                    duration_text(std::chrono::floor<std::chrono::seconds>(now - running.since)), running.doing),
        columns));
  }
  table.push_back(cut_to_columns(totals(now), columns));
  return table;
}

std::string BatchTable::totals(TimePoint now) const {
  std::size_t all = 0;
  std::vector<std::string> kinds;
  for (const auto& [status, count] : ended_) {
    all += count;
    kinds.push_back(fmt::format("{} {}", count, to_text(status)));
  }
  const auto skipped = ended_.find(BatchStatus::kSkipped);
  const std::size_t free = skipped == ended_.end() ? 0 : skipped->second;  // of no use to tell the time by
  double worked = static_cast<double>(all - free);
  for (const auto& [lesson, running] : running_) worked += running.fraction;
  const double fraction = names_.size() == free ? 1 : worked / static_cast<double>(names_.size() - free);
  const double elapsed = duration<double>{now - start_}.count();
  std::string text = fmt::format("{} of {} lessons{}{}  {} %", all, names_.size(), kinds.empty() ? "" : ": ",
                                 fmt::join(kinds, ", "), static_cast<int>(fraction * 100));
  if (fraction >= 0.02 && elapsed >= 1) {
    const duration<double> left{elapsed * (1 - fraction) / fraction - 0.001};  // not up for what rounding adds
    text += fmt::format("  {} left", duration_text(std::chrono::ceil<std::chrono::seconds>(left)));
  }
  return text;
}

}  // namespace vina
