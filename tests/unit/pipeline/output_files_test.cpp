// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/output_files.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pipeline/file_digest.h"
#include "pipeline/written_json.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using Json = nlohmann::ordered_json;
using testing::content_of;

/// A finished video in the scratch folder, with captions and report as a render leaves them, and a second render
/// without captions over it.
class OutputFilesTest : public ::testing::Test {
 protected:
  OutputFilesTest() {
    options.output = scratch / "tea.mp4";
    options.captions = false;
    write("tea.mp4", "old");
    write("tea.vtt", "WEBVTT\n");
    write("tea.srt", "1\n");
    report = {{"vina", "1.0"},
              {"captions",
               {{"sha256", sha256_of_file(scratch / "tea.vtt").value_or("")},
                {"srt_sha256", sha256_of_file(scratch / "tea.srt").value_or("")}}}};
    write_report("tea.json");
  }

  void write(const std::string& name, const std::string& content) const {
    std::ofstream{scratch / name, std::ios::binary} << content;
  }
  void write_report(const std::string& name) const { write(name, written_json(report)); }
  bool is_there(const std::string& name) const { return std::filesystem::exists(scratch / name); }

  void commit() const {
    OutputFiles files{options, false};
    files.video.write_all("new");
    files.commit_media();
    EXPECT_EQ(content_of(scratch / "tea.mp4"), "new");
  }

  testing::ScratchFolder scratch;
  RenderOptions options;
  Json report;
};

TEST_F(OutputFilesTest, RemovesTheCaptionsOfTheEarlierVideoWhereTheNewOneHasNone) {
  commit();
  EXPECT_FALSE(is_there("tea.vtt"));
  EXPECT_FALSE(is_there("tea.srt"));
}

TEST_F(OutputFilesTest, FindsTheEarlierReportBesideALessonAndWhereItIsNamed) {
  write("tea.json", R"({"lesson_title": "Tea"})");
  write_report("tea.report.json");
  commit();
  EXPECT_FALSE(is_there("tea.vtt"));
  write("tea.vtt", "WEBVTT\n");
  std::filesystem::rename(scratch / "tea.report.json", scratch / "named.json");
  commit();
  EXPECT_TRUE(is_there("tea.vtt"));
  options.report = scratch / "named.json";
  commit();
  EXPECT_FALSE(is_there("tea.vtt"));
}

TEST_F(OutputFilesTest, KeepsCaptionsThatWereChangedSinceTheReport) {
  write("tea.vtt", "WEBVTT\n\nNOTE by hand\n");
  commit();
  EXPECT_TRUE(is_there("tea.vtt"));
  EXPECT_FALSE(is_there("tea.srt"));
}

TEST_F(OutputFilesTest, KeepsCaptionsOfWhichNoReportOfOursTells) {
  const std::string captions = report["captions"].dump();
  for (const std::string& other :
       {std::string{}, "{\"captions\": " + captions + "}", std::string{"{\n  \"vina\": [1"},
        std::string{"{\n  \"vina\": \"1.0\"\n}\n"}, std::string{"{\n  \"vina\": \"1.0\",\n  \"captions\": null\n}\n"},
        std::string{"{\n  \"vina\": \"1.0\",\n  \"captions\": {\"sha256\": 1}\n}\n"}}) {
    write("tea.json", other);
    commit();
    EXPECT_TRUE(is_there("tea.vtt")) << other;
    EXPECT_TRUE(is_there("tea.srt")) << other;
  }
}

TEST_F(OutputFilesTest, KeepsTheEarlierCaptionsOfARenderThatIsNotFinished) {
  { const OutputFiles files{options, false}; }
  EXPECT_TRUE(is_there("tea.vtt"));
  EXPECT_TRUE(is_there("tea.srt"));
}

}  // namespace
}  // namespace vina
