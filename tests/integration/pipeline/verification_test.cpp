// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Renders with --verify, whose publisher the test watches.

#include "pipeline/verification.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "check/check_video.h"
#include "pipeline/render_pipeline.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Says that the files are at `url`, and counts how often.
class CountingPublisher final : public Publisher {
 public:
  CountingPublisher(std::string url, int& calls) : url_{std::move(url)}, calls_{calls} {}

  std::string name() const override { return "counting"; }
  Publication publish(const FinishedFiles&, std::stop_token) override {
    ++calls_;
    return {.video_url = url_, .subtitle_url = {}, .poster_url = {}};
  }

 private:
  std::string url_;
  int& calls_;
};

class Verification : public ::testing::Test {
 protected:
  Verification() {
    options.output = scratch / "out.mp4";
    options.report = scratch / "out.json";
    options.images = "gradient";
    options.voice = "espeak";
    options.publish = "folder";
    options.captions = false;
    options.verify = true;
  }

  /// What went wrong, if anything did; files are published as if to `url`.
  std::optional<Error> render(const std::string& url) {
    Lesson lesson{.title = "Tea"};
    lesson.slides.push_back({.title = "Leaves", .items = {{"Green", "Green leaves never wither.", {}}}});
    Providers providers = make_providers(options);
    providers.publisher = std::make_unique<CountingPublisher>(url, published);
    try {
      render_with(providers, lesson, {}, options, {}, {});
    } catch (const Error& error) {
      return error;
    }
    return std::nullopt;
  }

  bool is_as_reported() const {
    return check_video({.video = options.output, .report = options.report, .offline = true}, {}).ok();
  }

  testing::ScratchFolder scratch;
  RenderOptions options;
  int published = 0;
};

TEST_F(Verification, PublishesWhatIsAsItsReportSays) {
  EXPECT_FALSE(render("file://" + options.output.string()));
  EXPECT_EQ(published, 1);
  EXPECT_TRUE(is_as_reported());
}

TEST_F(Verification, PublishesNothingElseAndLeavesItToBeLookedAt) {
  std::ofstream{scratch / "out.vtt"} << "WEBVTT\n";  // of an earlier video: players would show it
  const std::optional<Error> error = render("file://" + options.output.string());
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ErrorKind::kNotAsReported);
  EXPECT_THAT(error->public_message(),
              AllOf(StartsWith("captions file: "), HasSubstr("; expected: "),
                    EndsWith("is finished, but not what its report says; the files stay, and are not published")));
  EXPECT_EQ(published, 0);
  EXPECT_FALSE(is_as_reported());
  std::filesystem::remove(scratch / "out.vtt");
  EXPECT_TRUE(is_as_reported()) << "the video and its report are there";
}

TEST_F(Verification, AsksForTheUrlsOnceTheyArePublished) {
  const std::optional<Error> error = render("file:///nowhere/another.mp4");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ErrorKind::kNotAsReported);
  EXPECT_THAT(error->public_message(), StartsWith("URLs: file:///nowhere/another.mp4 is not there"));
  EXPECT_EQ(published, 1);
}

}  // namespace
}  // namespace vina
