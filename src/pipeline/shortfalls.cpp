// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/shortfalls.h"

#include <algorithm>
#include <string>

#include "base/error.h"

namespace vina {

std::vector<Warning> missing_picture_warnings(const FigurePictures& figures, const RenderOptions& options) {
  std::vector<Warning> warnings;
  for (const FigurePictures::Missing& missing : figures.missing()) {
    if (!missing.reason.empty()) {
      warnings.push_back(
          {missing.pointer, "its slide keeps the theme's background, for lack of a picture: " + missing.reason, true});
    } else if (const std::optional<std::filesystem::path> folder = images_folder(options)) {
      warnings.push_back({missing.pointer,
                          "has no picture in '" + folder->string() +
                              "', so its slide keeps the theme's background; add one named after the figure's id",
                          true});
    }
  }
  return warnings;
}

bool is_degraded(const std::vector<Warning>& warnings) {
  return std::any_of(warnings.begin(), warnings.end(), [](const Warning& warning) { return warning.degrades; });
}

void refuse_degraded(const std::vector<Warning>& warnings, const RenderOptions& options) {
  if (!options.strict || !is_degraded(warnings)) return;
  std::string lines;
  for (const Warning& warning : warnings) {
    if (!warning.degrades) continue;
    lines += (lines.empty() ? "" : "\n") + (warning.place.empty() ? "" : warning.place + ": ") + warning.message +
             " (an error because of --strict)";
  }
  throw Error{ErrorKind::kDegraded, lines};
}

}  // namespace vina
