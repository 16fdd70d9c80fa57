// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/slide_export.h"

#include <fmt/format.h>

#include <algorithm>

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
  for (std::size_t slide = 0; slide < painter.slide_count(); ++slide) {
    for (std::size_t state = 0; state < painter.state_count(slide); ++state) {
      throw_if_stopped(stop);
      const Picture picture = painter.paint(slide, state);
      AtomicFile file{folder / fmt::format("slide-{:02}-{}.png", slide + 1, state)};
      write_png(picture, file);
      file.commit();
      exported.files.push_back(file.target());
      sheet.add(picture);
    }
  }
  AtomicFile file{folder / "contact-sheet.png"};
  write_png(sheet.sheet(), file);
  file.commit();
  exported.files.push_back(file.target());
  return exported;
}

}  // namespace vina
