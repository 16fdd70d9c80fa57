// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/progress_bar.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "cli/terminal.h"
#include "cli/text_output.h"

namespace vina {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;

constexpr milliseconds kLeastBetweenDrawings{100};
constexpr int kWidestBar = 30;
constexpr int kNarrowestBar = 8;
constexpr std::string_view kClearLine = "\r\x1b[K";
constexpr std::string_view kTeal = "\x1b[36m";
constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kPlain = "\x1b[0m";

/// "0:07 left", or nothing as long as a guess would be wild.
std::string time_left(double fraction, duration<double> elapsed) {
  if (fraction < 0.02 || elapsed < milliseconds{500}) return {};
  return duration_text(std::chrono::ceil<std::chrono::seconds>(elapsed * (1.0 - fraction) / fraction)) + " left";
}

std::string repeated(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

}  // namespace

ProgressBar::ProgressBar(std::function<void(std::string_view)> write, std::function<int()> columns,
                         std::function<TimePoint()> now, Style style)
    : write_{std::move(write)}, columns_{std::move(columns)}, now_{std::move(now)}, style_{style}, start_{now_()} {}

ProgressBar::~ProgressBar() {
  finish();
}

void ProgressBar::update(const Progress& progress) {
  const TimePoint now = now_();
  if (drawn_ && !progress.stands_still && now - *drawn_ < kLeastBetweenDrawings) return;
  write_(std::string{kClearLine} + line(progress, now));
  drawn_ = now;
}

void ProgressBar::finish() noexcept {
  if (!drawn_) return;
  write_(kClearLine);
  drawn_.reset();
}

std::string ProgressBar::line(const Progress& progress, TimePoint now) const {
  const double fraction = std::clamp(progress.fraction, 0.0, 1.0);
  const auto percent = static_cast<int>(fraction * 100.0);
  const std::string left = time_left(fraction, now - start_);
  const std::string tail = fmt::format("{:3} %", percent) + (left.empty() ? "" : "  " + left);
  const std::string step{to_text(progress.step)};
  const std::string detail = progress.detail.empty() ? "" : "  " + one_line(progress.detail);

  const int room = columns_() - 1;  // in the last column a terminal may wrap
  const auto width = [](const std::string& text) { return static_cast<int>(text.size()); };  // texts here are ASCII
  const auto cells = [&](const std::string& head) { return room - width(head) - width(tail) - 4 - 2; };
  for (const std::string& head : {step + detail, step}) {
    if (cells(head) >= kNarrowestBar) {
      return fmt::format("{}  {}  {}", head, bar(fraction, std::min(cells(head), kWidestBar)), tail);
    }
  }
  return (step + "  " + tail).substr(0, static_cast<std::size_t>(std::max(room, 0)));
}

std::string ProgressBar::bar(double fraction, int cells) const {
  const auto full = static_cast<int>(fraction * cells);
  if (!style_.utf8)
    return "[" + std::string(static_cast<std::size_t>(full), '#') +
           std::string(static_cast<std::size_t>(cells - full), ' ') + "]";
  std::string done = repeated("━", full);
  std::string rest = repeated(style_.colour ? "━" : "─", cells - full);
  if (style_.colour) {
    done = std::string{kTeal} + done + std::string{kPlain};
    rest = std::string{kDim} + rest + std::string{kPlain};
  }
  return " " + done + rest + " ";
}

}  // namespace vina
