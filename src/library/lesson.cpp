// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "vina/lesson.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/file_descriptor.h"
#include "lesson/lesson_reader.h"
#include "library/lesson_content.h"
#include "library/public_error.h"
#include "library/public_warnings.h"

namespace vina {
namespace {

[[noreturn]] void throw_unreadable(const std::filesystem::path& file, int error_number) {
  throw Error{ErrorKind::kInvalidOption, "cannot read the lesson '" + file.string() +
                                             "': " + std::generic_category().message(error_number) +
                                             "; give the path of a lesson's JSON file"};
}

/// A byte more than a lesson may have is enough to find it too long.
std::string beginning_of(const std::filesystem::path& file) {
  const FileDescriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)};
  if (!descriptor.is_open()) throw_unreadable(file, errno);
  std::string text(kMaxLessonBytes + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t count = ::read(descriptor.get(), text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_unreadable(file, errno);
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  text.resize(size);
  return text;
}

/// One line for each fault. `source` names the document, if it has a name.
v1::Error to_error(const std::vector<v1::Fault>& faults, const std::string& source) {
  std::string message;
  for (const v1::Fault& fault : faults) {
    if (!message.empty()) message += '\n';
    if (!source.empty()) message += source + ": ";
    message += to_text(Fault{fault.pointer, fault.message});
  }
  return {v1::ErrorKind::kInvalidLesson, message, message, faults};
}

v1::Lesson valid_lesson(const std::string_view json, const std::string& source) {
  v1::Validation validation = v1::validate_lesson(json);
  if (!validation.lesson) throw to_error(validation.faults, source);
  return *std::move(validation.lesson);
}

}  // namespace

v1::Validation v1::validate_lesson(std::string_view json) {
  LessonReading reading = read_lesson(json);
  Validation validation;
  validation.warnings = to_public(reading.warnings);
  for (const vina::Fault& fault : reading.faults) validation.faults.push_back({fault.pointer, fault.message});
  if (!reading.lesson) return validation;
  Lesson::Content content{*std::move(reading.lesson), std::move(reading.warnings), validation.warnings};
  validation.lesson = Lesson{std::make_shared<const Lesson::Content>(std::move(content))};
  return validation;
}

v1::Lesson v1::Lesson::from_json(std::string_view json) {
  return with_public_errors([&] { return valid_lesson(json, ""); });
}

v1::Lesson v1::Lesson::from_file(const std::filesystem::path& file) {
  return with_public_errors([&] { return valid_lesson(beginning_of(file), file.string()); });
}

v1::Lesson::Lesson(std::shared_ptr<const Content> content) noexcept : content_{std::move(content)} {}
v1::Lesson::Lesson(const Lesson&) noexcept = default;
v1::Lesson& v1::Lesson::operator=(const Lesson&) noexcept = default;
v1::Lesson::~Lesson() = default;

const std::string& v1::Lesson::title() const noexcept {
  return content_->lesson.title;
}

const std::string& v1::Lesson::lesson_id() const noexcept {
  return content_->lesson.lesson_id;
}

const std::string& v1::Lesson::course_id() const noexcept {
  return content_->lesson.course_id;
}

std::optional<int> v1::Lesson::difficulty_level() const noexcept {
  return content_->lesson.difficulty_level;
}

std::size_t v1::Lesson::slide_count() const noexcept {
  return content_->lesson.slides.size();
}

const std::vector<v1::Warning>& v1::Lesson::warnings() const noexcept {
  return content_->warnings;
}

}  // namespace vina
