// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// A render that is stopped, killed or out of room leaves nothing that looks whole.

#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "support/command.h"
#include "support/program.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using testing::CommandOptions;
using testing::CommandResult;
using testing::kProgram;
using testing::run_command;
using testing::ScratchFolder;
using std::chrono_literals::operator""ms;

const std::string kLesson = (testing::kExampleLessons / "what_llms_are.json").string();

/// A render into a folder of its own that gets a signal.
class InterruptedRender : public ::testing::Test {
 protected:
  CommandResult stop(const std::string& lesson, int signal, std::chrono::milliseconds delay) const {
    return run_command(
        {kProgram, "render", lesson, "-o", (folder / "out.mp4").string(), "--quiet"},
        {.environment = {"TMPDIR=" + temporary.path().string()}, .signal = signal, .signal_after = delay});
  }

  void expect_nothing_is_left() const {
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    EXPECT_TRUE(std::filesystem::is_empty(temporary.path()));
  }

  ScratchFolder folder;
  ScratchFolder temporary;
};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr auto kPatience = 10000ms;  ///< a sanitizer makes every step many times as long
#else
constexpr auto kPatience = 1000ms;
#endif

class RenderStoppedAtAnyMoment : public InterruptedRender, public ::testing::WithParamInterface<int> {};

TEST_P(RenderStoppedAtAnyMoment, EndsWithinASecondAndLeavesNothing) {
  const auto delay = std::chrono::milliseconds{GetParam()};
  const auto began = std::chrono::steady_clock::now();
  const CommandResult result = stop(kLesson, SIGINT, delay);
  const auto took = std::chrono::steady_clock::now() - began;
  if (result.exit_code == 0) GTEST_SKIP() << "the render was faster than the signal";
  EXPECT_EQ(result.exit_code, 130) << result.err;
  EXPECT_LT(took, delay + kPatience);
  EXPECT_EQ(result.out, "");
  expect_nothing_is_left();
}

INSTANTIATE_TEST_SUITE_P(InMilliseconds, RenderStoppedAtAnyMoment, ::testing::Values(20, 150, 400, 700, 1000, 1500));

/// A render that waits for its lesson, which nobody writes.
class WaitingRender : public InterruptedRender {
 protected:
  WaitingRender() { ::mkfifo(pipe.c_str(), 0600); }

  ScratchFolder pipes;
  std::string pipe = (pipes / "pipe").string();
};

TEST_F(WaitingRender, StopsWithinASecondAndSaysSo) {
  const auto began = std::chrono::steady_clock::now();
  const CommandResult result = stop(pipe, SIGINT, 500ms);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 1500ms);
  EXPECT_EQ(result.exit_code, 130);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, "error: cancelled; no unfinished file was left\n");
  expect_nothing_is_left();
}

TEST_F(WaitingRender, ExitsAsAShellExpectsOfTheSignal) {
  EXPECT_EQ(stop(pipe, SIGTERM, 500ms).exit_code, 143);
}

TEST_F(InterruptedRender, LeavesNoFileBehindWhenItIsKilled) {
  if (stop(kLesson, SIGKILL, 600ms).exit_code == 0) GTEST_SKIP() << "the render was faster than the signal";
  expect_nothing_is_left();
}

/// A file system of one megabyte, where root may mount one.
class TinyDisk {
 public:
  TinyDisk() {
    mounted_ = run_command({"mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder_.path().string()}).exit_code == 0;
  }
  TinyDisk(const TinyDisk&) = delete;
  TinyDisk& operator=(const TinyDisk&) = delete;
  ~TinyDisk() {
    if (mounted_) run_command({"umount", "-l", folder_.path().string()});
  }
  bool is_mounted() const { return mounted_; }
  const ScratchFolder& folder() const { return folder_; }

 private:
  ScratchFolder folder_;
  bool mounted_ = false;
};

TEST(FullDisk, IsAStorageErrorThatNamesTheFileAndLeavesNothing) {
  const TinyDisk disk;
  if (!disk.is_mounted()) GTEST_SKIP() << "only root can mount a small file system";
  const CommandResult result =
      run_command({kProgram, "render", kLesson, "-o", (disk.folder() / "out.mp4").string(), "--quiet"});
  EXPECT_EQ(result.exit_code, 5) << result.err;
  EXPECT_NE(result.err.find("out.mp4"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("free some room"), std::string::npos) << result.err;
  EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
  EXPECT_TRUE(std::filesystem::is_empty(disk.folder().path()));
}

TEST(FullTemporaryFolder, IsAStorageErrorToo) {
  const TinyDisk disk;
  if (!disk.is_mounted()) GTEST_SKIP() << "only root can mount a small file system";
  const ScratchFolder folder;
  const CommandResult result =
      run_command({kProgram, "render", kLesson, "-o", (folder / "out.mp4").string(), "--quiet"},
                  {.environment = {"TMPDIR=" + disk.folder().path().string()}});
  EXPECT_EQ(result.exit_code, 5) << result.err;
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace vina
