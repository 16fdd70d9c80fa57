// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "lesson/lesson_reader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <utility>

#include "lesson/field_reader.h"
#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "lesson/text_rule.h"
#include "wrap/icu/segments.h"

namespace vina {
namespace {

using nlohmann::json;

/// Reads the parts of one document. Each member appends what it finds wrong to `findings_` and returns what could be
/// read; the lesson counts only if nothing was wrong.
class LessonReader {
 public:
  explicit LessonReader(Findings& findings) : findings_{findings}, fields_{findings} {}

  Lesson read_document(const json& document) {
    const Node root{document, ""};
    if (!document.is_object()) {
      findings_.fault("", fmt::format("the lesson is {}; it must be an object {{...}}", in_plain_words(document)));
      return {};
    }
    if (!document.contains("lesson_content")) return read_lesson(root, nullptr);
    const Node content{document["lesson_content"], "/lesson_content"};
    if (!fields_.is_object(content)) return {};
    fields_.warn_of_unknown_fields(
        root, {"$schema", "lesson_id", "course_id", "difficulty_level", "lesson_content", "total_slides",
               "estimated_duration_minutes", "duration_seconds", "references_to_previous_lessons"});
    return read_lesson(content, &root);
  }

 private:
  // The lesson

  Lesson read_lesson(const Node& object, const Node* wrapper) {
    Lesson lesson;
    lesson.pointer = object.pointer;
    lesson.lesson_id = read_identifier(object, wrapper, "lesson_id");
    lesson.course_id = read_identifier(object, wrapper, "course_id");
    const auto difficulty = [&](const Node& from) { return fields_.optional_integer(from, "difficulty_level", 1, 5); };
    std::optional<double> level = difficulty(object);
    if (wrapper != nullptr && has(*wrapper, "difficulty_level")) level = difficulty(*wrapper);
    if (level) lesson.difficulty_level = static_cast<int>(*level);
    lesson.title = fields_.required_text(object, "lesson_title", kLessonTitleRule);
    for (const Node* from : {&object, wrapper}) {
      if (from != nullptr) check_statements(*from, object);
    }
    if (const std::optional<Node> slides = fields_.required_list(object, "slides", 20, "slides")) {
      for (std::size_t i = 0; i < slides->value.size(); ++i)
        lesson.slides.push_back(read_slide(element(*slides, i), i));
    }
    fields_.warn_of_unknown_fields(
        object, {"$schema", "lesson_id", "course_id", "difficulty_level", "lesson_title", "slides", "total_slides",
                 "estimated_duration_minutes", "duration_seconds", "references_to_previous_lessons"});
    warn_of_length(lesson, object.pointer + "/slides");
    return lesson;
  }

  /// The wrapper's identifier counts; the lesson's own stands in where the wrapper has none.
  std::string read_identifier(const Node& object, const Node* wrapper, const char* name) {
    std::string own = fields_.optional_text(object, name, kIdentifierRule);
    if (wrapper == nullptr) return own;
    std::string outer = fields_.optional_text(*wrapper, name, kIdentifierRule);
    if (outer.empty()) return own;
    if (!own.empty() && own != outer) {
      findings_.warn(object.pointer + pointer_token(name),
                     fmt::format("differs from {}, which is used", in_quotes(outer)));
    }
    return outer;
  }

  /// What the lesson says about itself and the program works out again.
  void check_statements(const Node& from, const Node& lesson) {
    const std::optional<double> total = fields_.optional_integer(from, "total_slides", 0, kAnyCount);
    const bool has_slides = lesson.value.contains("slides") && lesson.value["slides"].is_array();
    if (total && has_slides && *total != static_cast<double>(lesson.value["slides"].size())) {
      findings_.warn(from.pointer + "/total_slides",
                     fmt::format("is {}, but there are {} slides; all of them are shown",
                                 from.value["total_slides"].dump(), lesson.value["slides"].size()));
    }
    fields_.check_duration(from, "estimated_duration_minutes");
    fields_.check_duration(from, "duration_seconds");
  }

  void warn_of_length(const Lesson& lesson, const std::string& pointer) {
    // Guo 2014: engagement falls after six minutes. Only an estimate: the voice decides later.
    constexpr std::size_t kWordsPerMinute = 160;
    constexpr std::size_t kLongestMinutes = 6;
    std::size_t words = 0;
    for (const Slide& slide : lesson.slides) {
      for (const Item& item : slide.items) words += icu::words(item.talk, "").size();
    }
    if (words <= kLongestMinutes * kWordsPerMinute) return;
    findings_.warn(pointer, fmt::format("hold about {} minutes of talk; viewers leave lessons longer than {} minutes, "
                                        "consider two lessons",
                                        (words + kWordsPerMinute / 2) / kWordsPerMinute, kLongestMinutes));
  }

  // Slides and items

  Slide read_slide(const Node& object, std::size_t index) {
    Slide slide;
    if (!fields_.is_object(object)) return slide;
    slide.title = read_slide_title(object);
    if (has(object, "title") && !has(object, "slide_title")) slide.title_member = "title";
    slide.type = read_slide_type(object);
    const std::optional<double> number = fields_.optional_integer(object, "slide_number", 0, kAnyCount);
    if (number && *number != static_cast<double>(index + 1)) {
      findings_.warn(object.pointer + "/slide_number",
                     fmt::format("is {}, but this is slide {}; slides are shown in the order of the list",
                                 object.value["slide_number"].dump(), index + 1));
    }
    fields_.check_duration(object, "duration_seconds");
    if (const std::optional<Node> items = fields_.required_list(object, "items", 5, "items")) {
      for (std::size_t i = 0; i < items->value.size(); ++i) {
        slide.items.push_back(read_item(element(*items, i), fmt::format("figure-{}-{}", index + 1, i + 1)));
      }
    }
    fields_.warn_of_unknown_fields(object,
                                   {"slide_number", "slide_type", "slide_title", "title", "items", "duration_seconds"});
    return slide;
  }

  std::string read_slide_title(const Node& object) {
    if (!has(object, "title")) return fields_.required_text(object, "slide_title", kSlideTitleRule);
    const std::string title = fields_.required_text(object, "title", kSlideTitleRule);
    if (!has(object, "slide_title")) return title;
    std::string slide_title = fields_.required_text(object, "slide_title", kSlideTitleRule);
    if (slide_title != title) findings_.warn(object.pointer + "/title", "differs from slide_title, which is shown");
    return slide_title;
  }

  SlideType read_slide_type(const Node& object) {
    const std::string name = fields_.optional_text(object, "slide_type", kNoteRule);
    constexpr std::array<std::pair<std::string_view, SlideType>, 4> kTypes{{{"hook", SlideType::kHook},
                                                                            {"concept", SlideType::kConcept},
                                                                            {"example", SlideType::kExample},
                                                                            {"connection", SlideType::kConnection}}};
    for (const auto& [known, type] : kTypes) {
      if (name == known) return type;
    }
    if (!name.empty()) {
      findings_.warn(
          object.pointer + "/slide_type",
          fmt::format("is {}; known are hook, concept, example and connection. The slide gets the usual look",
                      in_quotes(name)));
    }
    return SlideType::kUnspecified;
  }

  Item read_item(const Node& object, const std::string& default_figure_id) {
    Item item;
    if (!fields_.is_object(object)) return item;
    item.bullet = fields_.required_text(object, "bullet", kBulletRule);
    item.talk = fields_.required_text(object, "talk", kTalkRule);
    const json type = object.value.value("type", json{});
    if (!type.is_null() && type != "text" && type != "figure") {
      const std::string found = type.is_string() ? in_quotes(type.get<std::string>()) : in_plain_words(type);
      findings_.fault(object.pointer + "/type", fmt::format("is {}; must be \"text\" or \"figure\"", found));
    }
    if (has(object, "figure")) item.figure = read_figure(field(object, "figure"), default_figure_id);
    if (type == "figure" && !item.figure) {
      findings_.warn(object.pointer + "/figure",
                     "is not there although the item's type is figure; no picture is shown");
    }
    fields_.check_duration(object, "duration_seconds");
    fields_.warn_of_unknown_fields(object, {"type", "bullet", "talk", "figure", "duration_seconds"});
    return item;
  }

  // Figures

  std::optional<Figure> read_figure(const Node& node, const std::string& default_id) {
    Figure figure;
    figure.id = default_id;
    if (node.value.is_string()) {
      figure.image_prompt = fields_.text(node, kPromptRule);
      if (figure.image_prompt.empty()) return std::nullopt;
    } else if (node.value.is_object()) {
      read_figure_fields(node, figure);
    } else {
      fields_.wrong_type(node, "an object {...}, a text (taken as the prompt) or null");
      return std::nullopt;
    }
    warn_of_shared_id(node, figure);
    return figure;
  }

  void read_figure_fields(const Node& object, Figure& figure) {
    std::string id = fields_.optional_text(object, "id", kIdentifierRule);
    check_file_name(object, id);
    if (!id.empty()) figure.id = std::move(id);
    figure.purpose = fields_.optional_text(object, "purpose", kNoteRule);
    figure.image_prompt = fields_.optional_text(object, "image_prompt", kPromptRule);
    figure.layout = fields_.optional_text(object, "layout", kNoteRule);
    figure.accessibility_alt = fields_.optional_text(object, "accessibility_alt", kNoteRule);
    if (!has(object, "image_prompt") || figure.image_prompt.empty()) {
      findings_.warn(object.pointer + "/image_prompt", "is missing; only --images can give this figure a picture");
    }
    if (!figure.layout.empty() && figure.layout != "single" && figure.layout != "side-by-side" &&
        figure.layout != "grid") {
      findings_.warn(
          object.pointer + "/layout",
          fmt::format("is {}; known are single, side-by-side and grid. It is ignored", in_quotes(figure.layout)));
    }
    fields_.warn_of_unknown_fields(object, {"id", "purpose", "image_prompt", "layout", "accessibility_alt"});
  }

  /// An id names a file in the folder given with --images, and must not lead out of it.
  void check_file_name(const Node& figure, const std::string& id) {
    if (id.starts_with('.') || id.find_first_of("/\\:*?\"<>|") != std::string::npos) {
      findings_.fault(figure.pointer + "/id",
                      fmt::format("is {}; it names a file, so it must not begin with . nor contain any of / \\ : * ? "
                                  "\" < > |",
                                  in_quotes(id)));
    } else if (id.size() > kLongestFileName) {
      findings_.fault(figure.pointer + "/id", fmt::format("has {} bytes; it names a file, so at most {} are allowed",
                                                          id.size(), kLongestFileName));
    }
  }

  void warn_of_shared_id(const Node& node, const Figure& figure) {
    const auto [first, is_new] = prompts_.try_emplace(figure.id, node.pointer, figure.image_prompt);
    if (is_new || first->second.second == figure.image_prompt) return;
    findings_.warn(node.pointer, fmt::format("has the id {} of {} but another prompt; give each figure its own id",
                                             in_quotes(figure.id), first->second.first));
  }

  /// File systems allow 255 bytes; this leaves room for an extension and for names made from it.
  static constexpr std::size_t kLongestFileName = 200;

  Findings& findings_;
  FieldReader fields_;
  std::map<std::string, std::pair<std::string, std::string>> prompts_;  ///< of each figure id: where, and its prompt
};

}  // namespace

LessonReading read_lesson(std::string_view json_text) {
  Findings findings;
  std::optional<Lesson> lesson;
  if (const std::optional<json> document = parse_document(json_text, findings)) {
    lesson = LessonReader{findings}.read_document(*document);
  }
  if (findings.has_faults()) lesson.reset();
  return {std::move(lesson), findings.take_faults(), findings.take_warnings()};
}

}  // namespace vina
