// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/lesson_painter.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/resources.h"
#include "base/version.h"
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

std::string all_texts_of(const Lesson& lesson, const SlideOptions& options) {
  std::string all = lesson.title + options.viewer;
  for (const Slide& slide : lesson.slides) {
    all += slide.title;
    for (const Item& item : slide.items) all += item.bullet;
  }
  return all;
}

bool any_figure(const LessonPainter::Scene& scene, std::size_t slide, FigureState state) {
  const std::vector<Item>& items = scene.lesson.slides[slide].items;
  for (std::size_t item = 0; item < items.size(); ++item) {
    if (items[item].figure && scene.figures.state && scene.figures.state(slide, item) == state) return true;
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

/// The faults of all slides; without one, all layouts are there.
std::vector<std::string> try_to_lay_out(LessonPainter::Scene& scene) {
  std::vector<std::string> faults;
  scene.layouts.clear();
  for (std::size_t slide = 0; slide < scene.lesson.slides.size(); ++slide) {
    const bool has_picture = any_figure(scene, slide, FigureState::kThere);
    const bool may_have = has_picture || any_figure(scene, slide, FigureState::kExpected);
    const auto lay_out = [&](Composition composition) {
      LayoutResult result =
          lay_out_slide(scene.typesetter, scene.options.theme,
                        {&scene.lesson, slide, composition, scene.options.safe_area, scene.options.viewer});
      for (std::string& fault : result.faults) {
        if (std::find(faults.begin(), faults.end(), fault) == faults.end()) faults.push_back(std::move(fault));
      }
      return std::move(result.layout);
    };
    LessonPainter::Scene::Layouts& layouts = scene.layouts.emplace_back();
    if (!has_picture) layouts.type_only = lay_out(Composition::kTypeOnly);
    if (may_have) layouts.with_picture = lay_out(Composition::kWithPicture);
  }
  return faults;
}

void lay_out(LessonPainter::Scene& scene) {
  std::vector<std::string> faults = try_to_lay_out(scene);
  if (!faults.empty() && !scene.options.viewer.empty()) {
    scene.options.viewer.clear();  // of all slides: it would come and go
    faults = try_to_lay_out(scene);
    if (faults.empty()) {
      scene.warnings.push_back({"", "the viewer's profile is not shown: a slide has no room for it", false});
    }
  }
  if (!faults.empty()) throw Error{ErrorKind::kInvalidLesson, fmt::to_string(fmt::join(faults, "\n"))};
}

}  // namespace

const SlideLayout& LessonPainter::Scene::layout(std::size_t slide) const {
  const Layouts& both = layouts.at(slide);
  const bool with_picture = !both.type_only || (both.with_picture && any_figure(*this, slide, FigureState::kThere));
  return with_picture ? both.with_picture.value() : both.type_only.value();
}

std::optional<std::size_t> LessonPainter::Scene::figure_of(std::size_t slide, std::size_t state) const {
  if (!figures.state || !figures.load) return std::nullopt;
  const std::vector<Item>& items = lesson.slides[slide].items;
  for (std::size_t item = state == 0 ? 1 : state; item-- > 0;) {
    if (items[item].figure && figures.state(slide, item) == FigureState::kThere) return item;
  }
  return std::nullopt;
}

Picture LessonPainter::Scene::paint_background(std::size_t slide, std::size_t state) const {
  const std::optional<std::size_t> figure = figure_of(slide, state);
  std::shared_ptr<const Picture> picture;
  if (figure) picture = figures.load(slide, *figure);
  assert(!picture || picture->size() == kCanvas);
  const Theme& theme = options.theme;
  const SlideLayout& layout = this->layout(slide);
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
  paint_state(typesetter, options.theme, logo ? &*logo : nullptr, layout(slide), painted, clip, canvas, layers);
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
  scene->typesetter.set_han_language(han_language_of(all_texts_of(scene->lesson, scene->options)));
  scene->warnings = find_missing_glyphs(scene->typesetter, theme, scene->lesson, scene->options.viewer);
  for (Warning& warning : find_missing_families(scene->typesetter, theme))
    scene->warnings.push_back(std::move(warning));
  lay_out(*scene);
  scene_ = std::move(scene);
}

LessonPainter::LessonPainter(LessonPainter&&) noexcept = default;
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

std::string LessonPainter::description() const {
  const Lesson& lesson = scene_->lesson;
  const SlideOptions& options = scene_->options;
  const nlohmann::json all{{"vina", kVersion},
                           {"fonts", scene_->typesetter.font_description()},
                           {"han", han_language_of(all_texts_of(lesson, options))},
                           {"theme", options.theme.source},
                           {"logo", scene_->logo ? scene_->logo->digest() : ""},
                           {"safe_area", options.safe_area},
                           {"transition", options.transition.count()},
                           {"lesson", lesson.title},
                           {"viewer", options.viewer},
                           {"slides", lesson.slides.size()}};
  return all.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string LessonPainter::description(std::size_t slide) const {
  const auto texts = [this](std::size_t index) {
    const Slide& described = scene_->lesson.slides[index];
    nlohmann::json bullets = nlohmann::json::array();
    for (const Item& item : described.items) bullets.push_back(item.bullet);
    return nlohmann::json{{"title", described.title}, {"type", described.type}, {"bullets", std::move(bullets)}};
  };
  nlohmann::json all{{"number", slide}, {"slide", texts(slide)}};
  if (slide > 0 && scene_->options.transition > Frames{0}) all["before"] = texts(slide - 1);
  return all.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

const SlideLayout& LessonPainter::layout(std::size_t slide) const {
  return scene_->layout(slide);
}

std::unique_ptr<PictureSequence> LessonPainter::animate(std::size_t slide, const TimelineSlide& timeline) const {
  return animate_slide(*scene_, slide, timeline);
}

}  // namespace vina
