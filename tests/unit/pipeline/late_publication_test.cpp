// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/late_publication.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/resources.h"
#include "base/small_file.h"
#include "fake_cloud/fake_cloud.h"
#include "publish/folder_publisher.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::content_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

const std::string kVideo = std::string("\0\0\0\x10", 4) + "ftypisom" + std::string(4, '\0') + "and what follows";
const std::string kCaptions = "WEBVTT\n\n00:00.100 --> 00:02.000\nTea.\n";

/// A finished video in the scratch folder, with captions, poster and report as a render leaves them.
class LatePublicationTest : public ::testing::Test {
 protected:
  LatePublicationTest() {
    options.output = scratch / "tea.mp4";
    options.publish = "folder";
    options.images = "gradient";
    options.voice = "espeak";
    write("tea.mp4", kVideo);
    write("tea.vtt", kCaptions);
    std::filesystem::copy_file(resources_folder() / "logo" / "vina-on-dark.png", scratch / "tea.poster.png");
    report = {{"vina", "1.0"},
              {"video",
               {{"url", "file:///old.mp4"},
                {"published_to", nullptr},
                {"poster_url", nullptr},
                {"poster_bytes", std::filesystem::file_size(scratch / "tea.poster.png")},
                {"bytes", kVideo.size()},
                {"duration_seconds", 12.5}}},
              {"captions", {{"url", "file:///old.vtt"}, {"bytes", kCaptions.size()}, {"cues", 1}}},
              {"slides", json::array({"as they were"})}};
    write_report();
  }

  void write(const std::string& name, const std::string& content) const {
    std::ofstream{scratch / name, std::ios::binary} << content;
  }
  void write_report(const std::string& name = "tea.json") const { write(name, report.dump()); }
  json written(const std::string& name = "tea.json") const { return json::parse(content_of(scratch / name)); }
  std::string url(const std::string& name) const { return file_url(scratch / name); }

  LatePublication publish() const { return publish_finished(options, {}); }

  std::string refusal() const {
    try {
      publish();
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
      EXPECT_THAT(error.public_message(), Not(HasSubstr("\n")));
      return error.public_message();
    }
    return "published";
  }

  testing::ScratchFolder scratch;
  RenderOptions options;
  json report;
};

TEST_F(LatePublicationTest, PublishesAllThatBelongsToTheVideoAndSaysSoInTheReport) {
  const LatePublication late = publish();
  EXPECT_EQ(late.published_to, "folder");
  EXPECT_EQ(late.duration_seconds, 12.5);
  EXPECT_EQ(late.publication.video_url, url("tea.mp4"));
  EXPECT_EQ(late.publication.subtitle_url, url("tea.vtt"));
  EXPECT_EQ(late.publication.poster_url, url("tea.poster.png"));
  json expected = report;
  expected["video"]["url"] = url("tea.mp4");
  expected["video"]["published_to"] = "folder";
  expected["video"]["poster_url"] = url("tea.poster.png");
  expected["captions"]["url"] = url("tea.vtt");
  EXPECT_EQ(written(), expected) << "and nothing else has changed";
}

TEST_F(LatePublicationTest, MayBeRepeated) {
  publish();
  const std::string once = content_of(scratch / "tea.json");
  EXPECT_EQ(publish().publication.video_url, url("tea.mp4"));
  EXPECT_EQ(content_of(scratch / "tea.json"), once);
}

TEST_F(LatePublicationTest, WritesTheUrlsOfTheLastOfSeveralPublications) {
  publish();
  const fake::FakeCloud cloud;
  options.publish = "cloudinary";
  CloudinarySettings& cloudinary = options.vendors.cloudinary;
  cloudinary.cloud_name = "fake-cloud";
  cloudinary.api_key = Secret{"123456789012345"};
  cloudinary.api_secret = Secret{"fake-cloudinary-secret"};
  cloudinary.base_url = cloud.url();
  const LatePublication first = publish();
  EXPECT_EQ(first.published_to, "cloudinary");
  const LatePublication second = publish();
  EXPECT_NE(first.publication.video_url, second.publication.video_url) << "every upload has a version of its own";
  EXPECT_THAT(second.publication.video_url, StartsWith("https://res.cloudinary.com/fake-cloud/video/upload/"));
  EXPECT_EQ(written()["video"]["url"], second.publication.video_url);
  EXPECT_EQ(written()["video"]["poster_url"], second.publication.poster_url.value_or(""));
  EXPECT_EQ(written()["captions"]["url"], second.publication.subtitle_url.value_or(""));
  EXPECT_EQ(written()["video"]["published_to"], "cloudinary");
}

TEST_F(LatePublicationTest, LeavesTheReportAloneWherePublishingFails) {
  const fake::FakeCloud cloud{
      {.faults = {{"rules", {{{"vendor", "cloudinary"}, {"kind", "upload"}, {"fault", {{"status", 403}}}}}}}}};
  options.publish = "cloudinary";
  options.vendors.cloudinary = parse_cloudinary_url("cloudinary://123456789012345:fake-cloudinary-secret@fake-cloud");
  options.vendors.cloudinary.base_url = cloud.url();
  EXPECT_THROW(publish(), Error);
  EXPECT_EQ(written(), report);
}

TEST_F(LatePublicationTest, PublishesWhatLiesBesideAVideoWithoutAReport) {
  std::filesystem::remove(scratch / "tea.json");
  const LatePublication late = publish();
  EXPECT_EQ(late.publication.subtitle_url, url("tea.vtt"));
  EXPECT_EQ(late.publication.poster_url, url("tea.poster.png"));
  EXPECT_FALSE(late.duration_seconds.has_value());
  EXPECT_FALSE(std::filesystem::exists(scratch / "tea.json"));
  std::filesystem::remove(scratch / "tea.vtt");
  std::filesystem::remove(scratch / "tea.poster.png");
  EXPECT_FALSE(publish().publication.subtitle_url.has_value());
}

TEST_F(LatePublicationTest, TakesNoForeignJsonForAReport) {
  for (const char* foreign : {R"({"lesson_title": "Tea", "slides": []})", R"({"vina": "1.0", "video": "tea.mp4"})",
                              R"([1])", "{\"vina\"", "", R"({"vina": "1.0", "video": {"url": "file:///x"}})"}) {
    write("tea.json", foreign);
    EXPECT_EQ(publish().publication.video_url, url("tea.mp4")) << foreign;
    EXPECT_EQ(content_of(scratch / "tea.json"), foreign) << "is not written over";
  }
}

TEST_F(LatePublicationTest, TakesNothingForAReportThatIsTooLargeOrNeverEnds) {
  std::filesystem::resize_file(scratch / "tea.json", kMostSmallFileBytes + 1);
  EXPECT_FALSE(publish().duration_seconds.has_value());
  ASSERT_EQ(mkfifo((scratch / "pipe").c_str(), 0600), 0);
  for (const std::filesystem::path& endless : {std::filesystem::path{"/dev/zero"}, scratch / "pipe"}) {
    options.report = endless;
    EXPECT_FALSE(publish().duration_seconds.has_value()) << endless;
  }
}

TEST_F(LatePublicationTest, FindsTheReportThatStandsBesideALesson) {
  write("tea.json", R"({"lesson_title": "Tea"})");
  write_report("tea.report.json");
  publish();
  EXPECT_EQ(written("tea.report.json")["video"]["url"], url("tea.mp4"));
}

TEST_F(LatePublicationTest, HeedsAReportThatIsNamed) {
  std::filesystem::rename(scratch / "tea.json", scratch / "elsewhere.json");
  options.report = scratch / "elsewhere.json";
  publish();
  EXPECT_EQ(written("elsewhere.json")["video"]["url"], url("tea.mp4"));
  EXPECT_FALSE(std::filesystem::exists(scratch / "tea.json"));
}

TEST_F(LatePublicationTest, RefusesAVideoThatIsNotTheReports) {
  write("tea.mp4", kVideo + "more");
  EXPECT_EQ(refusal(), "'" + options.output.string() + "' is not the file that '" + (scratch / "tea.json").string() +
                           "' tells of; render the lesson again");
  write("tea.mp4", kVideo);
  for (const json& bytes : {json("16"), json(-1), json(nullptr), json(1.5)}) {
    report["video"]["bytes"] = bytes;
    write_report();
    EXPECT_THAT(refusal(), HasSubstr("is not the file that")) << bytes;
  }
}

TEST_F(LatePublicationTest, LeavesCaptionsAndPosterOfAnEarlierVideoAtHome) {
  report["captions"] = nullptr;
  report["video"]["poster_bytes"] = nullptr;
  write_report();
  const LatePublication late = publish();
  EXPECT_FALSE(late.publication.subtitle_url.has_value());
  EXPECT_FALSE(late.publication.poster_url.has_value());
  EXPECT_TRUE(written()["captions"].is_null());
}

TEST_F(LatePublicationTest, RefusesCaptionsAndAPosterThatHaveChanged) {
  write("tea.vtt", kCaptions + "\n");
  EXPECT_THAT(refusal(), HasSubstr("tea.vtt' is not the file that"));
  write("tea.vtt", kCaptions);
  write("tea.poster.png", "another");
  EXPECT_THAT(refusal(), HasSubstr("tea.poster.png' is not the file that"));
  EXPECT_EQ(written(), report);
}

TEST_F(LatePublicationTest, ForgetsNeitherCaptionsNorPoster) {
  std::filesystem::remove(scratch / "tea.vtt");
  EXPECT_THAT(refusal(), HasSubstr("tea.vtt' is not there, the file that '"));
  write("tea.vtt", kCaptions);
  std::filesystem::remove(scratch / "tea.poster.png");
  EXPECT_THAT(refusal(), HasSubstr("tea.poster.png' is not there"));
}

TEST_F(LatePublicationTest, RefusesWhatIsNoVideo) {
  write("tea.mp4", "a text that is no video");
  EXPECT_EQ(refusal(), "'" + options.output.string() + "' is no MP4 file; name a video that vina rendered");
  write("tea.mp4", "ftyp");
  EXPECT_THAT(refusal(), HasSubstr("is no MP4 file"));
  std::filesystem::remove(options.output);
  EXPECT_EQ(refusal(), "cannot read '" + options.output.string() + "'; name a video that vina rendered");
  ASSERT_EQ(mkfifo(options.output.c_str(), 0600), 0);
  EXPECT_EQ(refusal(), "cannot read '" + options.output.string() + "'; name a video that vina rendered");
  std::filesystem::remove(options.output);
  std::filesystem::create_directory(options.output);
  EXPECT_THAT(refusal(), HasSubstr("tea.mp4'"));
  options.output = scratch / "tea.json";
  EXPECT_THAT(refusal(), HasSubstr("ends in .mp4"));
}

}  // namespace
}  // namespace vina
