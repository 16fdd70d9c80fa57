// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/missing_glyphs.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "slides/script.h"

namespace vina {
namespace {

constexpr std::size_t kNamedAtMost = 8;

struct PackageRange {
  char32_t first;
  char32_t last;
  const char* package;
};

/// Ranges of the Unicode Standard and the Debian package whose fonts cover them; what is between them is in
/// fonts-noto-core.
constexpr PackageRange kPackages[] = {{0x1100, 0x11FF, "fonts-noto-cjk"},
                                      {0x2E80, 0x9FFF, "fonts-noto-cjk"},
                                      {0xA960, 0xA97F, "fonts-noto-cjk"},
                                      {0xAC00, 0xD7FF, "fonts-noto-cjk"},
                                      {0xE000, 0xF8FF, ""},
                                      {0xF900, 0xFAFF, "fonts-noto-cjk"},
                                      {0xFE30, 0xFE4F, "fonts-noto-cjk"},
                                      {0xFF00, 0xFFEF, "fonts-noto-cjk"},
                                      {0x1B000, 0x1B16F, "fonts-hanazono"},
                                      {0x1F000, 0x1FAFF, "fonts-noto-color-emoji"},
                                      {0x20000, 0x323AF, "fonts-hanazono"},
                                      {0xE0100, 0xE01EF, "fonts-noto-cjk"},
                                      {0xF0000, 0x10FFFF, ""}};

std::string cure_by(const std::set<std::string>& packages) {
  if (packages.empty()) return "no Debian package has them, so use other characters";
  return fmt::format(
      "fonts for such characters are in the Debian package {} (if it is installed already, in a newer version; else "
      "use other characters)",
      fmt::join(packages, " and "));
}

Warning describe(std::string place, const std::vector<char32_t>& missing) {
  std::vector<std::string> names;
  std::set<std::string> packages;
  for (const char32_t c : missing) {
    if (names.size() < kNamedAtMost)
      names.push_back(fmt::format("U+{:04X} '{}'", static_cast<std::uint32_t>(c), to_utf8(c)));
    packages.insert(font_package_for(c));
  }
  if (missing.size() > kNamedAtMost) names.push_back(fmt::format("and {} more", missing.size() - kNamedAtMost));
  packages.erase("");
  return {std::move(place), fmt::format("no installed font can show {}; {}", fmt::join(names, ", "), cure_by(packages)),
          true};
}

}  // namespace

std::string font_package_for(char32_t code_point) {
  for (const PackageRange& range : kPackages) {
    if (range.first <= code_point && code_point <= range.last) return range.package;
  }
  return "fonts-noto-core";
}

std::vector<Warning> find_missing_glyphs(Typesetter& typesetter, const Theme& theme, const Lesson& lesson,
                                         const std::string& viewer) {
  std::vector<Warning> warnings;
  const auto look_at = [&](std::string place, const std::string& text, const TypeStyle& type) {
    const std::vector<char32_t> missing =
        typesetter.missing_characters(text, {type, static_cast<double>(type.largest), false});
    if (!missing.empty()) warnings.push_back(describe(std::move(place), missing));
  };
  look_at(lesson.pointer + "/lesson_title", lesson.title, theme.label);
  look_at("", viewer, theme.label);
  for (std::size_t slide = 0; slide < lesson.slides.size(); ++slide) {
    look_at(pointer_to_slide_title(lesson, slide), lesson.slides[slide].title, theme.title);
    for (std::size_t item = 0; item < lesson.slides[slide].items.size(); ++item) {
      look_at(pointer_to_item(lesson, slide, item) + "/bullet", lesson.slides[slide].items[item].bullet, theme.body);
    }
  }
  return warnings;
}

std::vector<Warning> find_missing_families(Typesetter& typesetter, const Theme& theme) {
  std::vector<Warning> warnings;
  const std::set<std::string> families{theme.title.family, theme.body.family, theme.label.family};
  for (const std::string& family : families) {
    if (typesetter.has_family(family)) continue;
    warnings.push_back({"",
                        fmt::format("theme '{}': there is no font family '{}', so Inter takes its place; install it, "
                                    "or name another in the theme",
                                    theme.name, family),
                        true});
  }
  return warnings;
}

}  // namespace vina
