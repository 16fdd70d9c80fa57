// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// The library as its users see it: through its headers and its shared object alone.

#include "vina/vina.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <locale>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/command.h"
#include "support/file_content.h"
#include "support/program.h"
#include "support/scratch_folder.h"

namespace {

using std::chrono_literals::operator""ms;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using vina::testing::content_of;
using vina::testing::kExampleLessons;
using vina::testing::kSanitizerPatience;
using vina::testing::ScratchFolder;
using Clock = std::chrono::steady_clock;

constexpr const char* kShortLesson = R"({
  "lesson_id": "tea", "course_id": "drinks", "difficulty_level": 2, "lesson_title": "Tea", "flavour": "mint",
  "slides": [
    {"slide_title": "Leaves", "items": [{"bullet": "Green", "talk": "Green tea is not oxidised."}]},
    {"slide_title": "Water", "items": [{"bullet": "Hot", "talk": "Hot, but not boiling."}]}
  ]})";

vina::RenderOptions options_for(const std::filesystem::path& output) {
  vina::RenderOptions options;
  options.output = output;
  options.threads = 2;
  return options;
}

vina::ErrorKind kind_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const vina::Error& error) {
    return error.kind();
  }
  throw std::runtime_error{"no vina::Error was thrown"};
}

TEST(PublicLesson, TellsWhatItIs) {
  const vina::Lesson lesson = vina::Lesson::from_json(kShortLesson);
  EXPECT_EQ(lesson.title(), "Tea");
  EXPECT_EQ(lesson.lesson_id(), "tea");
  EXPECT_EQ(lesson.course_id(), "drinks");
  EXPECT_EQ(lesson.difficulty_level(), 2);
  EXPECT_EQ(lesson.slide_count(), 2U);
  ASSERT_THAT(lesson.warnings(), SizeIs(1));
  EXPECT_EQ(lesson.warnings()[0].place, "/flavour");
  EXPECT_EQ(vina::Lesson::from_file(kExampleLessons / "what_llms_are.json").slide_count(), 5U);
}

TEST(PublicLesson, IsRefusedWithAllFaultsAtOnce) {
  const char* const broken = R"({"lesson_title": "", "slides": [{"slide_title": "A", "items": [{"bullet": "b"}]}]})";
  const vina::Validation validation = vina::validate_lesson(broken);
  EXPECT_FALSE(validation.lesson);
  ASSERT_THAT(validation.faults, SizeIs(2));
  EXPECT_EQ(validation.faults[0].pointer, "/lesson_title");
  EXPECT_EQ(validation.faults[1], (vina::Fault{"/slides/0/items/0/talk", "is missing"}));
  try {
    vina::Lesson::from_json(broken);
    FAIL() << "accepted";
  } catch (const vina::Error& error) {
    EXPECT_EQ(error.kind(), vina::ErrorKind::kInvalidLesson);
    EXPECT_EQ(error.faults(), validation.faults);
    EXPECT_THAT(error.public_message(), HasSubstr("\n/slides/0/items/0/talk: is missing"));
    const std::exception& as_any_other = error;
    EXPECT_EQ(as_any_other.what(), error.public_message());
  }
}

TEST(PublicLesson, NamesTheFileItCannotUse) {
  const ScratchFolder folder;
  EXPECT_EQ(kind_of([&] { vina::Lesson::from_file(folder / "missing.json"); }), vina::ErrorKind::kInvalidOption);
  EXPECT_EQ(kind_of([&] { vina::Lesson::from_file(folder.path()); }), vina::ErrorKind::kInvalidOption);
  EXPECT_EQ(kind_of([&] { vina::Lesson::from_file("/dev/zero"); }), vina::ErrorKind::kInvalidLesson);
  std::ofstream{folder / "broken.json"} << "{";
  try {
    vina::Lesson::from_file(folder / "broken.json");
    FAIL() << "accepted";
  } catch (const vina::Error& error) {
    EXPECT_THAT(error.public_message(), HasSubstr("broken.json: "));
    EXPECT_THAT(error.faults(), SizeIs(1));
  }
}

TEST(PublicRender, TellsWhatItMadeAndHowFarItIs) {
  const ScratchFolder folder;
  std::vector<vina::Progress> heard;
  const vina::RenderResult result =
      vina::Renderer{}.render(vina::Lesson::from_json(kShortLesson), options_for(folder / "tea.mp4"),
                              [&heard](const vina::Progress& progress) { heard.push_back(progress); });
  EXPECT_EQ(result.video, folder / "tea.mp4");
  for (const auto& file : {result.video, result.webvtt, result.srt, result.report}) {
    EXPECT_TRUE(std::filesystem::is_regular_file(file)) << file;
  }
  EXPECT_EQ(result.video_url, "file://" + result.video.string());
  EXPECT_EQ(result.published_to, "folder");
  EXPECT_GT(result.duration_seconds, 5.0);
  EXPECT_FALSE(result.degraded);
  ASSERT_FALSE(result.warnings.empty());
  EXPECT_EQ(result.warnings[0].place, "/flavour");
  EXPECT_FALSE(result.times.empty());

  ASSERT_FALSE(heard.empty());
  EXPECT_TRUE(
      std::is_sorted(heard.begin(), heard.end(), [](const auto& a, const auto& b) { return a.fraction < b.fraction; }));
  EXPECT_EQ(heard.back().fraction, 1.0);
  EXPECT_EQ(heard.back().step, vina::Step::kPublish);
}

TEST(PublicRender, DoesNotWriteItsReportOverTheLesson) {
  const ScratchFolder folder;
  std::ofstream{folder / "tea.json"} << kShortLesson;
  const vina::RenderResult result =
      vina::Renderer{}.render(vina::Lesson::from_file(folder / "tea.json"), options_for(folder / "tea.mp4"));
  EXPECT_EQ(result.report, folder / "tea.report.json");
  EXPECT_EQ(content_of(folder / "tea.json"), kShortLesson);
}

TEST(PublicRender, RefusesOptionsBeforeAnyWork) {
  const ScratchFolder folder;
  const vina::Lesson lesson = vina::Lesson::from_json(kShortLesson);
  const auto refused = [&](const std::function<void(vina::RenderOptions&)>& change) {
    vina::RenderOptions options = options_for(folder / "tea.mp4");
    change(options);
    return kind_of([&] { vina::Renderer{}.render(lesson, options); });
  };
  EXPECT_EQ(refused([](auto& options) { options.output.clear(); }), vina::ErrorKind::kInvalidOption);
  EXPECT_EQ(refused([](auto& options) { options.words_per_minute = 1; }), vina::ErrorKind::kInvalidOption);
  EXPECT_EQ(refused([](auto& options) { options.theme = "nobody's"; }), vina::ErrorKind::kInvalidOption);
  EXPECT_EQ(refused([](auto& options) { options.viewer.profession = "\xff"; }), vina::ErrorKind::kInvalidOption);
  EXPECT_EQ(refused([](auto& options) { options.voice = "elevenlabs"; }), vina::ErrorKind::kInvalidOption) << "no key";
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

/// What is left of a temporary folder of its own, which the library is told of by the environment.
class PublicRenderInScratch : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(::setenv("TMPDIR", temporary.path().c_str(), 1), 0); }
  void TearDown() override { ::unsetenv("TMPDIR"); }

  ScratchFolder folder;
  ScratchFolder temporary;
};

class PublicRenderStopped : public PublicRenderInScratch, public testing::WithParamInterface<double> {};

TEST_P(PublicRenderStopped, EndsWithinASecondAndLeavesNothing) {
  const vina::Lesson lesson = vina::Lesson::from_file(kExampleLessons / "what_llms_are.json");
  std::stop_source stop;
  Clock::time_point stopped_at;
  const auto stop_there = [&](const vina::Progress& progress) {
    if (progress.fraction < GetParam() || stop.stop_requested()) return;
    stopped_at = Clock::now();
    stop.request_stop();
  };
  EXPECT_EQ(
      kind_of([&] { vina::Renderer{}.render(lesson, options_for(folder / "out.mp4"), stop_there, stop.get_token()); }),
      vina::ErrorKind::kCancelled);
  ASSERT_TRUE(stop.stop_requested());
  EXPECT_LT(Clock::now() - stopped_at, 1000ms * kSanitizerPatience);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  EXPECT_TRUE(std::filesystem::is_empty(temporary.path()));
}

INSTANTIATE_TEST_SUITE_P(AtFraction, PublicRenderStopped, testing::Values(0.0, 0.1, 0.4, 0.7));

TEST_F(PublicRenderInScratch, ThatIsStoppedBeforehandDoesNothing) {
  std::stop_source stop;
  stop.request_stop();
  const vina::Lesson lesson = vina::Lesson::from_json(kShortLesson);
  EXPECT_EQ(kind_of([&] { vina::Renderer{}.render(lesson, options_for(folder / "out.mp4"), {}, stop.get_token()); }),
            vina::ErrorKind::kCancelled);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(PublicRenderInScratch, EndsWithWhatItsListenerThrows) {
  const vina::Lesson lesson = vina::Lesson::from_json(kShortLesson);
  for (const double from : {0.0, 0.3, 1.0}) {
    const auto listener = [from](const vina::Progress& progress) {
      if (progress.fraction >= from) throw std::out_of_range{"the listener's"};
    };
    EXPECT_THROW(vina::Renderer{}.render(lesson, options_for(folder / "out.mp4"), listener), std::out_of_range);
    if (from < 1) {
      EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << from;
    }
  }
  EXPECT_TRUE(std::filesystem::is_empty(temporary.path()));
}

TEST(PublicRender, ServesTwoThreadsAtOnce) {
  const ScratchFolder folder;
  const vina::Renderer renderer;
  const vina::Lesson tea = vina::Lesson::from_json(kShortLesson);
  renderer.render(tea, options_for(folder / "alone.mp4"));
  {
    const auto render = [&](const char* name) { renderer.render(tea, options_for(folder / name)); };
    const std::jthread first{render, "first.mp4"};
    const std::jthread second{render, "second.mp4"};
  }
  const std::string alone = content_of(folder / "alone.mp4");
  EXPECT_FALSE(alone.empty());
  EXPECT_TRUE(content_of(folder / "first.mp4") == alone);
  EXPECT_TRUE(content_of(folder / "second.mp4") == alone);
}

/// A comma for decimals, and points between thousands.
class ForeignNumbers : public std::numpunct<char> {
 protected:
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

struct sigaction action_of(int signal) {
  struct sigaction action {};
  ::sigaction(signal, nullptr, &action);
  return action;
}

TEST(PublicRender, LeavesTheProcessAsItIsAndDoesNotDependOnIt) {
  const ScratchFolder folder;
  const vina::Lesson lesson = vina::Lesson::from_json(kShortLesson);
  vina::Renderer{}.render(lesson, options_for(folder / "plain.mp4"));

  const std::locale foreign{std::locale::classic(), new ForeignNumbers};
  const std::locale before = std::locale::global(foreign);
  const std::string c_locale = std::setlocale(LC_ALL, nullptr);
  sigset_t mask;
  ::pthread_sigmask(SIG_BLOCK, nullptr, &mask);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();

  vina::Renderer{}.render(lesson, options_for(folder / "foreign.mp4"));

  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(std::locale{}, foreign);
  EXPECT_EQ(std::setlocale(LC_ALL, nullptr), c_locale);
  std::locale::global(before);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD, SIGXFSZ}) {
    EXPECT_EQ(action_of(signal).sa_handler, SIG_DFL) << signal;
  }
  sigset_t mask_after;
  ::pthread_sigmask(SIG_BLOCK, nullptr, &mask_after);
  for (int signal = 1; signal < SIGRTMIN; ++signal) {
    EXPECT_EQ(::sigismember(&mask, signal), ::sigismember(&mask_after, signal)) << signal;
  }
  for (const char* extension : {".mp4", ".vtt", ".srt"}) {
    EXPECT_TRUE(content_of(folder / (std::string{"plain"} + extension)) ==
                content_of(folder / (std::string{"foreign"} + extension)))
        << extension;
  }
}

TEST(PublicVendorOptions, ComeFromTheEnvironmentOnlyWhenAsked) {
  ::setenv("ELEVENLABS_API_KEY", "key-of-the-environment", 1);
  EXPECT_EQ(vina::VendorOptions{}.elevenlabs.api_key, "");
  const ScratchFolder folder;
  std::ofstream{folder / ".env"} << "ELEVENLABS_API_KEY=key-of-the-file\nGOOGLE_AI_API_KEY=google\n";
  const vina::VendorOptions vendors = vina::VendorOptions::from_environment(folder / ".env");
  EXPECT_EQ(vendors.elevenlabs.api_key, "key-of-the-environment");
  EXPECT_EQ(vendors.google.api_key, "google");
  EXPECT_EQ(vina::VendorOptions::from_environment().google.api_key, "");
  EXPECT_NO_THROW(vina::VendorOptions::from_environment(folder / "missing"));
  std::ofstream{folder / "broken.env"} << "what is this\n";
  EXPECT_EQ(kind_of([&] { vina::VendorOptions::from_environment(folder / "broken.env"); }),
            vina::ErrorKind::kInvalidOption);
  ::unsetenv("ELEVENLABS_API_KEY");
}

TEST(PublicVersion, IsTheSameInHeadersAndLibrary) {
  EXPECT_STREQ(vina::version(), VINA_VERSION);
  EXPECT_EQ(std::string{VINA_VERSION}, std::to_string(VINA_VERSION_MAJOR) + "." + std::to_string(VINA_VERSION_MINOR) +
                                           "." + std::to_string(VINA_VERSION_PATCH));
}

}  // namespace
