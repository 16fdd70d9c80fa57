// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_inputs.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "cli/lesson_source.h"
#include "pipeline/output_files.h"

namespace vina {
namespace {

namespace fs = std::filesystem;

bool is_manifest(const std::string& input) {
  return input == "-" || input.ends_with(".jsonl") || input.ends_with(".ndjson");
}

void add_manifest(const std::string& input, const Surroundings& surroundings, std::vector<BatchEntry>& all) {
  const std::string text = read_manifest_text(input, surroundings.input, surroundings.stop);
  Manifest manifest = read_manifest(text);
  const std::string name = lesson_source_name(input);
  const std::size_t before = all.size();
  if (manifest.lines.empty() && manifest.faults.empty()) {
    throw Error{ErrorKind::kInvalidOption, fmt::format("'{}' names no lesson; write one a line", name)};
  }
  const fs::path folder = input == "-" ? fs::path{} : fs::path{input}.parent_path();
  for (ManifestFault& fault : manifest.faults) {
    all.push_back(
        {fmt::format("{}:{}", name, fault.number), folder, {.number = fault.number}, std::move(fault.message)});
  }
  for (ManifestLine& line : manifest.lines) {
    std::string place = fmt::format("{}:{}", name, line.number);
    all.push_back({std::move(place), folder, std::move(line), {}});
  }
  std::sort(all.begin() + static_cast<std::ptrdiff_t>(before), all.end(),
            [](const BatchEntry& a, const BatchEntry& b) { return a.line.number < b.line.number; });
}

void add_lesson(const std::string& file, std::vector<BatchEntry>& all) {
  all.push_back({file, {}, ManifestLine{.number = 0, .file = file, .lesson = {}, .output = {}, .options = {}}});
}

void add_folder(const std::string& folder, std::vector<BatchEntry>& all) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}; !error && entry != fs::directory_iterator{};
       entry.increment(error)) {
    std::error_code not_a_file;  // such as a link to itself
    const fs::path& path = entry->path();
    if (path.extension() != ".json" || !entry->is_regular_file(not_a_file)) continue;
    if (!is_own_report(path)) files.push_back(path.string());  // reports lie beside lessons rendered in place
  }
  if (error) {
    throw Error{ErrorKind::kInvalidOption, fmt::format("cannot read the folder '{}': {}", folder, error.message())};
  }
  if (files.empty()) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("the folder '{}' has no lesson; lessons are files that end in .json", folder)};
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) add_lesson(file, all);
}

}  // namespace

std::vector<BatchEntry> read_batch_inputs(const std::vector<std::string>& inputs, const Surroundings& surroundings) {
  std::vector<BatchEntry> all;
  std::error_code ignored;
  for (const std::string& input : inputs) {
    if (fs::is_directory(input, ignored)) {
      add_folder(input, all);
    } else if (is_manifest(input)) {
      add_manifest(input, surroundings, all);
    } else {
      add_lesson(input, all);
    }
  }
  return all;
}

}  // namespace vina
