// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/lesson_painter.h"

#include <cassert>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/resources.h"
#include "slides/backdrop.h"
#include "slides/compositing.h"
#include "slides/logo.h"
#include "slides/missing_glyphs.h"
#include "slides/scene.h"
#include "slides/scrim.h"
#include "slides/script.h"
#include "slides/slide_animation.h"
#include "slides/smooth_blocks.h"
#include "slides/soft_focus.h"

namespace vina {
namespace {

std::string all_texts_of(const Lesson& lesson) {
  std::string all = lesson.title;
  for (const Slide& slide : lesson.slides) {
    all += slide.title;
    for (const Item& item : slide.items) all += item.bullet;
  }
  return all;
}

bool has_picture(const LessonPainter::Scene& scene, std::size_t slide) {
  for (std::size_t state = 0; state <= scene.lesson.slides[slide].items.size(); ++state) {
    if (scene.figure_of(slide, state)) return true;
  }
  return false;
}

void load_logo(LessonPainter::Scene& scene) {
  const Theme& theme = scene.options.theme;
  if (!scene.options.logo.empty()) {
    scene.logo.emplace(scene.options.logo);
  } else if (!theme.logo.empty()) {
    try {
      scene.logo.emplace(theme.logo);
    } catch (const Error& error) {
      throw error.with_context("theme '" + theme.name + "', /logo");
    }
  }
}

void lay_out(LessonPainter::Scene& scene) {
  std::string faults;
  for (std::size_t slide = 0; slide < scene.lesson.slides.size(); ++slide) {
    LayoutRequest request{&scene.lesson, slide, Composition::kTypeOnly, scene.options.safe_area};
    if (has_picture(scene, slide)) request.composition = Composition::kWithPicture;
    LayoutResult result = lay_out_slide(scene.typesetter, scene.options.theme, request);
    for (const std::string& fault : result.faults) faults += (faults.empty() ? "" : "\n") + fault;
    if (result.layout) scene.layouts.push_back(std::move(*result.layout));
  }
  if (!faults.empty()) throw Error{ErrorKind::kInvalidLesson, faults};
}

}  // namespace

std::optional<std::size_t> LessonPainter::Scene::figure_of(std::size_t slide, std::size_t state) const {
  if (!figures.has || !figures.load) return std::nullopt;
  const std::vector<Item>& items = lesson.slides[slide].items;
  for (std::size_t item = state == 0 ? 1 : state; item-- > 0;) {
    if (items[item].figure && figures.has(slide, item)) return item;
  }
  return std::nullopt;
}

Picture LessonPainter::Scene::paint_background(std::size_t slide, std::size_t state) const {
  const std::optional<std::size_t> figure = figure_of(slide, state);
  std::shared_ptr<const Picture> picture;
  if (figure) picture = figures.load(slide, *figure);
  assert(!picture || picture->size() == kCanvas);
  const Theme& theme = options.theme;
  const SlideLayout& layout = layouts[slide];
  Picture background = picture ? *picture : paint_backdrop(theme, lesson.slides[slide].type);
  if (picture) soften(background, plan_soft_focus(layout, theme));
  const double panel = picture ? panel_opacity(background, layout, theme) : 0;
  apply_scrim(background, background.bounds(), plan_scrim(background, picture != nullptr, layout, theme),
              theme.scrim_colour);
  if (picture) {
    paint_label_panel(theme, layout, panel, background);
  } else {
    step_smooth_blocks(background);
  }
  return background;
}

void LessonPainter::Scene::paint_over(std::size_t slide, std::size_t state, const PixelRect& clip, Picture& canvas,
                                      Layers layers) const {
  const SlideState painted{slide, lesson.slides[slide].type, state};
  paint_state(typesetter, options.theme, logo ? &*logo : nullptr, layouts[slide], painted, clip, canvas, layers);
}

LessonPainter::LessonPainter(Lesson lesson, SlideOptions options, FigureSource figures) {
  std::unique_ptr<Scene> scene{new Scene{std::move(lesson),
                                         std::move(options),
                                         std::move(figures),
                                         Typesetter{resources_folder() / "fonts"},
                                         std::nullopt,
                                         {},
                                         {},
                                         {}}};
  const Theme& theme = scene->options.theme;
  load_logo(*scene);
  scene->typesetter.set_han_language(han_language_of(all_texts_of(scene->lesson)));
  scene->warnings = find_missing_glyphs(scene->typesetter, theme, scene->lesson);
  for (Warning& warning : find_missing_families(scene->typesetter, theme))
    scene->warnings.push_back(std::move(warning));
  lay_out(*scene);
  scene_ = std::move(scene);
}

LessonPainter::~LessonPainter() = default;

const std::vector<Warning>& LessonPainter::warnings() const {
  return scene_->warnings;
}

std::size_t LessonPainter::slide_count() const {
  return scene_->layouts.size();
}

std::size_t LessonPainter::state_count(std::size_t slide) const {
  return scene_->lesson.slides.at(slide).items.size() + 1;
}

Picture LessonPainter::paint(std::size_t slide, std::size_t state) const {
  assert(state < state_count(slide));
  Picture picture = scene_->paint_background(slide, state);
  scene_->paint_over(slide, state, picture.bounds(), picture);
  return picture;
}

Picture LessonPainter::paint_without_text(std::size_t slide, std::size_t state) const {
  assert(state < state_count(slide));
  Picture picture = scene_->paint_background(slide, state);
  scene_->paint_over(slide, state, picture.bounds(), picture, Layers::kWithoutText);
  return picture;
}

const SlideLayout& LessonPainter::layout(std::size_t slide) const {
  return scene_->layouts.at(slide);
}

std::unique_ptr<PictureSequence> LessonPainter::animate(std::size_t slide, const TimelineSlide& timeline) const {
  return animate_slide(*scene_, slide, timeline);
}

}  // namespace vina
