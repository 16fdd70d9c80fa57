// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/late_publication.h"

#include <array>
#include <fstream>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/small_file.h"
#include "pipeline/output_files.h"
#include "pipeline/providers.h"
#include "pipeline/written_json.h"

namespace vina {
namespace {

using Json = nlohmann::ordered_json;

std::optional<std::filesystem::path> if_there(std::filesystem::path file) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(file, ignored) ? std::optional{std::move(file)} : std::nullopt;
}

/// Every MP4 file begins with the size of its first box and "ftyp" (ISO/IEC 14496-12, 4.3).
void require_mp4(const std::filesystem::path& video) {
  std::array<char, 8> begin{};
  std::ifstream in;
  if (if_there(video)) in.open(video, std::ios::binary);  // a pipe would be waited for
  if (!in.is_open())
    throw Error{ErrorKind::kInvalidOption, "cannot read '" + video.string() + "'; name a video that vina rendered"};
  in.read(begin.data(), begin.size());
  if (!in || std::string_view{begin.data() + 4, 4} != "ftyp") {
    throw Error{ErrorKind::kInvalidOption, "'" + video.string() + "' is no MP4 file; name a video that vina rendered"};
  }
}

/// A report as `render` writes it, and where it lies.
struct Report {
  std::filesystem::path file;
  Json content;
};

std::optional<Report> read_report(const std::filesystem::path& file) {
  Json content = Json::parse(read_small_file(file), nullptr, false);
  const bool is_report = content.is_object() && content.contains("vina") && content.contains("video") &&
                         content["video"].is_object() && content["video"].contains("bytes");
  if (!is_report) return std::nullopt;
  return Report{file, std::move(content)};
}

std::optional<Report> find_report(const RenderOptions& options) {
  if (!options.report.empty()) return read_report(options.report);
  for (const char* extension : {".json", ".report.json"}) {
    if (std::optional<Report> report = read_report(beside(options.output, extension))) return report;
  }
  return std::nullopt;
}

void require_unchanged(const std::filesystem::path& file, const Json& bytes, const Report& report) {
  std::error_code missing;
  const std::uintmax_t size = std::filesystem::file_size(file, missing);
  if (!missing && bytes.is_number_unsigned() && bytes.get<std::uintmax_t>() == size) return;
  throw Error{ErrorKind::kInvalidOption, "'" + file.string() + "' is not " + (missing ? "there, " : "") +
                                             "the file that '" + report.file.string() +
                                             "' tells of; render the lesson again"};
}

/// What belongs to the video: what its report tells of, or without one what lies beside it. An older render's captions
/// stay home, and those of this one are not forgotten.
FinishedFiles files_of(const std::filesystem::path& video, const std::optional<Report>& report) {
  const std::filesystem::path webvtt = beside(video, ".vtt");
  const std::filesystem::path poster = beside(video, ".poster.png");
  if (!report) return {video, if_there(webvtt), if_there(poster)};
  const Json& told = report->content;
  const auto member = [](const Json& part, const char* name) {
    return part.is_object() ? part.value(name, Json{}) : Json{};
  };
  FinishedFiles files{.video = video, .webvtt = {}, .poster = {}};
  const auto add = [&](const std::filesystem::path& file, const Json& bytes,
                       std::optional<std::filesystem::path>& into) {
    if (bytes.is_null()) return;
    require_unchanged(file, bytes, *report);
    into = file;
  };
  require_unchanged(video, told["video"]["bytes"], *report);
  add(webvtt, member(member(told, "captions"), "bytes"), files.webvtt);
  add(poster, member(told["video"], "poster_bytes"), files.poster);
  return files;
}

void write_urls(Report& report, const LatePublication& late) {
  Json& video = report.content["video"];
  video["url"] = late.publication.video_url;
  video["published_to"] = late.published_to;
  if (late.publication.poster_url) video["poster_url"] = *late.publication.poster_url;
  if (late.publication.subtitle_url && report.content["captions"].is_object()) {
    report.content["captions"]["url"] = *late.publication.subtitle_url;
  }
  AtomicFile file{report.file};
  file.write_all(written_json(report.content));
  file.commit();
}

}  // namespace

LatePublication publish_finished(const RenderOptions& options, const std::stop_token& stop) {
  validate(options);
  require_mp4(options.output);
  std::optional<Report> report = find_report(options);
  const FinishedFiles files = files_of(options.output, report);
  const Providers providers = make_providers(options);
  LatePublication late{.publication = providers.publisher->publish(files, stop),
                       .published_to = providers.publisher->name()};
  if (report) {
    const Json& seconds = report->content["video"]["duration_seconds"];
    if (seconds.is_number()) late.duration_seconds = seconds.get<double>();
    write_urls(*report, late);
  }
  return late;
}

}  // namespace vina
