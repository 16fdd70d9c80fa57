// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/late_publication.h"

#include <array>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "pipeline/output_files.h"
#include "pipeline/providers.h"

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
  std::ifstream in{video, std::ios::binary};
  if (!in)
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
  std::ifstream in{file, std::ios::binary};
  if (!in) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  Json content = Json::parse(text, nullptr, false);
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
  if (bytes.is_number_unsigned() && bytes.get<std::uintmax_t>() == std::filesystem::file_size(file)) return;
  throw Error{ErrorKind::kInvalidOption, "'" + file.string() + "' is not the file that '" + report.file.string() +
                                             "' tells of; render the lesson again"};
}

/// What belongs to the video: by its report, or without one what lies beside it. An older render's captions stay home.
FinishedFiles files_of(const std::filesystem::path& video, const std::optional<Report>& report) {
  FinishedFiles files{video, if_there(beside(video, ".vtt")), if_there(beside(video, ".poster.png"))};
  if (!report) return files;
  const Json& told = report->content;
  const auto member = [](const Json& part, const char* name) {
    return part.is_object() ? part.value(name, Json{}) : Json{};
  };
  const Json captions = member(member(told, "captions"), "bytes");
  const Json poster = member(told["video"], "poster_bytes");
  require_unchanged(video, told["video"]["bytes"], *report);
  if (captions.is_null()) files.webvtt.reset();
  if (poster.is_null()) files.poster.reset();
  if (files.webvtt) require_unchanged(*files.webvtt, captions, *report);
  if (files.poster) require_unchanged(*files.poster, poster, *report);
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
  file.write_all(report.content.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
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
