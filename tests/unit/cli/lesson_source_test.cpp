// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/lesson_source.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "lesson/lesson_reader.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::HasSubstr;

constexpr int kNoInput = -1;

ErrorKind kind_of(const std::string& path, int input = kNoInput) {
  try {
    read_lesson_text(path, input, {});
  } catch (const Error& error) {
    EXPECT_THAT(error.public_message(), HasSubstr(lesson_source_name(path)));
    return error.kind();
  }
  ADD_FAILURE() << path << " was read";
  return ErrorKind::kInternal;
}

TEST(LessonSource, ReadsAFileOrStandardInput) {
  const testing::ScratchFolder scratch;
  std::ofstream{scratch / "lesson.json"} << "{}";
  EXPECT_EQ(read_lesson_text((scratch / "lesson.json").string(), kNoInput, {}), "{}");
  const FileDescriptor input{::open((scratch / "lesson.json").c_str(), O_RDONLY)};
  EXPECT_EQ(read_lesson_text("-", input.get(), {}), "{}");
}

TEST(LessonSource, RefusesWhatIsNoFile) {
  const testing::ScratchFolder scratch;
  EXPECT_EQ(kind_of((scratch / "missing.json").string()), ErrorKind::kInvalidOption);
  EXPECT_EQ(kind_of(scratch.path().string()), ErrorKind::kInvalidOption);
  EXPECT_EQ(kind_of(""), ErrorKind::kInvalidOption);
}

TEST(LessonSource, RefusesWhatCannotBeOpened) {
  const testing::ScratchFolder scratch;
  std::filesystem::create_symlink("lesson.json", scratch / "lesson.json");  // even root cannot follow it
  EXPECT_EQ(kind_of((scratch / "lesson.json").string()), ErrorKind::kInvalidOption);
}

TEST(LessonSource, RefusesAnEmptyFile) {
  EXPECT_EQ(kind_of("/dev/null"), ErrorKind::kInvalidLesson);
}

TEST(LessonSource, StopsReadingAtItsLimit) {
  EXPECT_EQ(kind_of("/dev/zero"), ErrorKind::kInvalidLesson);
  const testing::ScratchFolder scratch;
  const std::string path = (scratch / "lesson.json").string();
  std::ofstream{path} << std::string(kMaxLessonBytes, ' ');
  EXPECT_EQ(read_lesson_text(path, kNoInput, {}).size(), kMaxLessonBytes);
  std::ofstream{path, std::ios::app} << ' ';
  EXPECT_EQ(kind_of(path), ErrorKind::kInvalidLesson);
}

TEST(LessonSource, ReadsAPipeThatComesInPieces) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const FileDescriptor reader{ends[0]};
  std::jthread writer{[end = ends[1]] {
    const FileDescriptor owned{end};
    for (const char* piece : {"{", "\"a\":", "1}"}) {
      EXPECT_GT(::write(owned.get(), piece, std::char_traits<char>::length(piece)), 0);
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
  }};
  EXPECT_EQ(read_lesson_text("-", reader.get(), {}), "{\"a\":1}");
}

TEST(LessonSource, LeavesASilentPipeWhenStopped) {
  const testing::ScratchFolder scratch;
  ASSERT_EQ(::mkfifo((scratch / "pipe").c_str(), 0600), 0);
  std::stop_source stop;
  const std::jthread stopper{[&stop] {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    stop.request_stop();
  }};
  const auto start = std::chrono::steady_clock::now();
  try {
    read_lesson_text((scratch / "pipe").string(), kNoInput, stop.get_token());
    FAIL() << "read something";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{1});
}

}  // namespace
}  // namespace vina
