// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/slide_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <regex>
#include <string>
#include <system_error>

#include "base/atomic_file.h"
#include "base/cancellation.h"
#include "base/error.h"
#include "pipeline/figure_pictures.h"
#include "pipeline/lesson_design.h"
#include "pipeline/providers.h"
#include "pipeline/shortfalls.h"
#include "slides/contact_sheet.h"

namespace vina {
namespace {

void make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw_system_error("cannot make the folder", folder.string(), error.value());
}

/// A warning where the folder has pictures under names of ours that this lesson does not have. They are not removed:
/// nothing in them tells that they are from us.
std::vector<Warning> other_slides_warnings(const std::filesystem::path& folder,
                                           const std::vector<std::filesystem::path>& written) {
  const std::regex our_name{R"(slide-\d{2}-\d+\.png)"};
  std::vector<std::string> others;
  std::error_code unreadable;
  for (const auto& entry : std::filesystem::directory_iterator{folder, unreadable}) {
    const std::string name = entry.path().filename().string();
    const auto is_it = [&name](const std::filesystem::path& file) { return file.filename() == name; };
    if (!std::regex_match(name, our_name) || std::any_of(written.begin(), written.end(), is_it)) continue;
    others.push_back(name);
  }
  if (others.empty()) return {};
  std::sort(others.begin(), others.end());
  std::string names = others.front();
  if (others.size() > 1) names += fmt::format(" and {} more", others.size() - 1);
  return {
      {"", fmt::format("'{}' also holds {}, not of this lesson; remove what nobody needs", folder.string(), names)}};
}

}  // namespace

ExportedSlides export_slides(const Lesson& lesson, const RenderOptions& options, const std::filesystem::path& folder,
                             const std::stop_token& stop) {
  const Providers providers = make_providers(options);
  FigurePictures figures{lesson, *providers.images};
  figures.ask_all(stop);
  const LessonPainter painter = design_lesson(lesson, options, figures);
  ExportedSlides exported{.files = {}, .warnings = missing_picture_warnings(figures, options)};
  exported.warnings.insert(exported.warnings.end(), painter.warnings().begin(), painter.warnings().end());
  refuse_degraded(exported.warnings, options);
  make_folder(folder);
  std::size_t pictures = 0;
  for (std::size_t slide = 0; slide < painter.slide_count(); ++slide) pictures += painter.state_count(slide);
  ContactSheet sheet{pictures, std::min<std::size_t>(pictures, 6)};
  std::deque<AtomicFile> files;  // on the disk already, without names: all of them appear, or none
  for (std::size_t slide = 0; slide < painter.slide_count(); ++slide) {
    for (std::size_t state = 0; state < painter.state_count(slide); ++state) {
      throw_if_stopped(stop);
      const Picture picture = painter.paint(slide, state);
      write_png(picture, files.emplace_back(folder / fmt::format("slide-{:02}-{}.png", slide + 1, state)));
      sheet.add(picture);
    }
  }
  write_png(sheet.sheet(), files.emplace_back(folder / "contact-sheet.png"));
  throw_if_stopped(stop);
  for (AtomicFile& file : files) {
    file.commit();
    exported.files.push_back(file.target());
  }
  const std::vector<Warning> others = other_slides_warnings(folder, exported.files);
  exported.warnings.insert(exported.warnings.end(), others.begin(), others.end());
  return exported;
}

}  // namespace vina
