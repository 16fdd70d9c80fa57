// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/reported_video.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/small_file.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

const std::string kReport =
    R"({"vina": "1.0", "video": {"url": "file:///v.mp4", "published_to": "folder", "duration_seconds": 12.5}})";

std::string refusal(const std::filesystem::path& report) {
  try {
    reported_video(report);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    return error.what();
  }
  return "none";
}

TEST(ReportedVideo, IsWhatItsReportTells) {
  const testing::ScratchFolder scratch;
  std::ofstream{scratch / "v.json"} << kReport;
  const VideoRecord video = reported_video(scratch / "v.json");
  EXPECT_EQ(video.video_url, "file:///v.mp4");
  EXPECT_EQ(video.duration_seconds, 12.5);
  EXPECT_EQ(video.receipt, kReport);
}

TEST(ReportedVideo, HasNoReportThatIsTooLargeOrNeverEnds) {
  const testing::ScratchFolder scratch;
  std::ofstream{scratch / "v.json"} << kReport << std::string(kMostSmallFileBytes, ' ');
  ASSERT_EQ(mkfifo((scratch / "pipe").c_str(), 0600), 0);
  for (const std::filesystem::path& report :
       {scratch / "v.json", scratch / "pipe", std::filesystem::path{"/dev/zero"}, scratch / "missing"}) {
    EXPECT_EQ(refusal(report),
              "'" + report.string() + "' is no report of a finished video; name the JSON file beside the video");
  }
}

}  // namespace
}  // namespace vina
