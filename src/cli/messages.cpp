// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/messages.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/password_mask.h"
#include "cli/text_output.h"

namespace vina {

void Messages::error(std::string_view message) const {
  write_message(descriptor_, fmt::format("error: {}\n", one_line(without_passwords(message))));
}

void Messages::faults(std::string_view lines) const {
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    error(lines.substr(begin, end - begin));
    begin = end + 1;
  }
}

void Messages::warning(const Warning& warning) const {
  if (volume_ == Volume::kQuiet) return;
  const std::string place = warning.place.empty() ? "" : warning.place + ": ";
  write_message(descriptor_, fmt::format("warning: {}\n", one_line(without_passwords(place + warning.message))));
}

void Messages::warnings(const std::vector<Warning>& warnings) const {
  for (const Warning& each : warnings) warning(each);
}

}  // namespace vina
