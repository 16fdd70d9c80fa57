// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vina {

/// A line of a manifest: a lesson, and what is different for it.
struct ManifestLine {
  std::size_t number = 0;  ///< from 1
  std::string file;        ///< the lesson's JSON file as it is written there; empty where `lesson` is set
  std::string lesson;      ///< the id of a lesson of the database
  std::string output;      ///< the video's name below the batch's folder; empty: the lesson's name
  /// Options of `render` by their names without "--", and their values as they would be typed; "true" and "false" for
  /// flags.
  std::vector<std::pair<std::string, std::string>> options;
};

struct ManifestFault {
  std::size_t number = 0;  ///< of the line
  std::string message;     ///< one line
};

struct Manifest {
  std::vector<ManifestLine> lines;    ///< those without fault
  std::vector<ManifestFault> faults;  ///< in the order of the lines
};

/// Of longer manifests nothing is read.
inline constexpr std::size_t kMaxManifestBytes = std::size_t{64} << 20U;

/// Reads JSON lines: on each an object with "file" or "lesson", perhaps "output", and options, or the file's name
/// alone. Blank lines are passed over; the last one need not end. In names of options '_' is as good as '-'. Never
/// throws on what it reads.
Manifest read_manifest(std::string_view text);

}  // namespace vina
