// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/receipt.h"

#include <sys/stat.h>

#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/small_file.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

class ReceiptTest : public ::testing::Test {
 protected:
  ReceiptTest() {
    report = json::parse(R"({"vina":"1.0.0","lesson":{"title":"Tea"},
      "video":{"url":"https://a/v.mp4","poster_url":null,"poster_bytes":null,"bytes":5,"sha256":"ab","frames":90,"transition_frames":9,
        "duration_seconds":3},
      "sound":{"asked_lufs":-16,"loudness_lufs":null,"true_peak_dbtp":null},
      "captions":null,"degraded":false,
      "slides":[{"start_frame":0,"frames":90,"start_seconds":0,"bullets":[
        {"reveal_frame":15,"reveal_seconds":0.5,"speech_end_seconds":2.5,"longest_pause_seconds":0.25,"talk_sha256":"cd"}]}]})");
  }
  std::filesystem::path write(const std::string& name = "v.json") const {
    std::ofstream{scratch / name} << report;
    return scratch / name;
  }
  std::string error() const {
    try {
      read_receipt(write());
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
      return error.what();
    }
    return "none";
  }

  testing::ScratchFolder scratch;
  json report;
};

TEST_F(ReceiptTest, KeepsWhatCanBeProved) {
  const Receipt receipt = read_receipt(write());
  EXPECT_EQ(receipt.video.url, "https://a/v.mp4");
  EXPECT_FALSE(receipt.poster.has_value());
  EXPECT_EQ(receipt.title, "Tea");
  EXPECT_EQ(receipt.length, Frames{90});
  EXPECT_FALSE(receipt.captions.has_value());
  ASSERT_EQ(receipt.slides.size(), 1U);
  ASSERT_EQ(receipt.slides[0].bullets.size(), 1U);
  EXPECT_EQ(receipt.slides[0].bullets[0].reveal, Frames{15});
  EXPECT_EQ(receipt.slides[0].bullets[0].speech_end, milliseconds(2500));
  EXPECT_EQ(receipt.slides[0].bullets[0].longest_pause, milliseconds(250));
}

TEST_F(ReceiptTest, KnowsThePosterWhetherItIsPublishedOrNot) {
  report["video"]["poster_bytes"] = 7;
  report["video"]["poster_sha256"] = "ef";
  EXPECT_EQ(read_receipt(write()).poster.value().url, "");
  report["video"]["poster_url"] = "https://a/p.png";
  const Receipt::File poster = read_receipt(write()).poster.value();
  EXPECT_EQ(poster.url, "https://a/p.png");
  EXPECT_EQ(poster.bytes, 7U);
  EXPECT_EQ(poster.sha256, "ef");
}

TEST_F(ReceiptTest, RefusesWhatIsNoReport) {
  report.erase("vina");
  EXPECT_THAT(error(), HasSubstr("is no report of vina"));
}

TEST_F(ReceiptTest, RefusesWhatIsTooLargeOrNeverEnds) {
  const auto error_of = [](const std::filesystem::path& file) -> std::string {
    try {
      read_receipt(file);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
      return error.what();
    }
    return "none";
  };
  report["padding"] = std::string(kMostSmallFileBytes, ' ');
  EXPECT_THAT(error(), HasSubstr("is no report of vina"));
  EXPECT_EQ(error_of("/dev/zero"), "'/dev/zero' is no report of vina; name the JSON file that render wrote");
  ASSERT_EQ(mkfifo((scratch / "pipe").c_str(), 0600), 0);
  EXPECT_THAT(error_of(scratch / "pipe"), HasSubstr("is no report of vina"));
}

TEST_F(ReceiptTest, RefusesAMemberThatIsMissingOrImpossible) {
  report["video"]["frames"] = -1;
  EXPECT_THAT(error(), HasSubstr("render the lesson again"));
  report["video"]["frames"] = std::int64_t{1} << 60U;
  EXPECT_THAT(error(), HasSubstr("render the lesson again"));
  report["video"]["frames"] = 90;
  report["slides"][0]["bullets"][0]["speech_end_seconds"] = 1e300;
  EXPECT_THAT(error(), HasSubstr("render the lesson again"));
  report["slides"] = "none";
  EXPECT_THAT(error(), HasSubstr("render the lesson again"));
  report.erase("slides");
  EXPECT_THAT(error(), HasSubstr("render the lesson again"));
}

TEST_F(ReceiptTest, NamesTheMemberThatIsWrong) {
  report["video"]["frames"] = 1e300;
  EXPECT_THAT(error(), HasSubstr("cannot be checked: /video/frames must be a whole number from 0 to 2592000; render"));
  report["video"]["frames"] = 90;
  report["slides"][0]["bullets"][0]["talk_sha256"] = 7;
  EXPECT_THAT(error(), HasSubstr(": /slides/0/bullets/0/talk_sha256 must be a string;"));
  report["slides"][0]["bullets"] = nullptr;
  EXPECT_THAT(error(), HasSubstr(": /slides/0/bullets must be an array;"));
  report["video"]["bytes"] = -1;
  EXPECT_THAT(error(), HasSubstr(": /video/bytes must be a whole number, 0 or more;"));
  report["sound"] = "none";
  report["video"]["bytes"] = 5;
  EXPECT_THAT(error(), HasSubstr(": /sound must be an object;"));
  report.erase("sound");
  EXPECT_THAT(error(), HasSubstr(": /sound is missing;"));
}

TEST_F(ReceiptTest, SaysWhetherItIsDegraded) {
  report["degraded"] = "no";
  EXPECT_THAT(error(), HasSubstr("/degraded must be true or false"));
  report.erase("degraded");
  EXPECT_THAT(error(), HasSubstr("/degraded is missing"));
}

TEST_F(ReceiptTest, HasSecondsThatAgreeWithItsFrames) {
  const auto plan = [this] { return check_plan(read_receipt(write())).found; };
  EXPECT_EQ(plan(), "1 slides");
  report["video"]["duration_seconds"] = 3.002;
  EXPECT_EQ(plan(), "the video lasts by duration_seconds 3.002 s, which is not frame 90");
  report["video"]["duration_seconds"] = 3.001;
  report["slides"][0]["start_seconds"] = 0.5;
  EXPECT_EQ(plan(), "slide 1, at 0:00.000: begins by start_seconds at 0.500 s, which is not frame 0");
  report["slides"][0]["start_seconds"] = 0;
  report["slides"][0]["bullets"][0]["reveal_seconds"] = 0.6;
  EXPECT_EQ(plan(), "slide 1, bullet 1, at 0:00.500: appears by reveal_seconds at 0.600 s, which is not frame 15");
}

TEST_F(ReceiptTest, HasNoPauseLongerThanItsTalkAndNoLongTransition) {
  report["slides"][0]["bullets"][0]["longest_pause_seconds"] = 2.01;
  EXPECT_EQ(check_plan(read_receipt(write())).found,
            "slide 1, bullet 1, at 0:00.500: has a pause longer than its talk");
  report["slides"][0]["bullets"][0]["longest_pause_seconds"] = 2;
  report["video"]["transition_frames"] = 16;
  EXPECT_EQ(check_plan(read_receipt(write())).found, "its transition has 16 frames, 15 at most");
}

TEST_F(ReceiptTest, IsNotPassedOverWhereItIsDamaged) {
  write("v.report.json");
  const auto error_with = [this](const std::string& content) -> std::string {
    std::ofstream{scratch / "v.json"} << content;
    try {
      find_receipt(scratch / "v.mp4");
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_THAT(error_with(""), HasSubstr("v.json' is no report of vina (it is empty);"));
  EXPECT_THAT(error_with(report.dump().substr(0, 100)), HasSubstr("(it is cut off, or not JSON)"));
  EXPECT_THAT(error_with("[]"), HasSubstr("(it is not a JSON object)"));
  report.erase("vina");
  EXPECT_THAT(error_with(report.dump()), HasSubstr("(it has no member \"vina\")"));
  EXPECT_EQ(error_with(R"({"slides":[]})"), "none") << "a lesson";
}

TEST_F(ReceiptTest, HasToFitTogether) {
  Receipt receipt = read_receipt(write());
  EXPECT_TRUE(check_plan(receipt).ok) << check_plan(receipt).found;
  receipt.length = Frames{91};
  EXPECT_EQ(check_plan(receipt).found, "its slides have 90 frames in all, the video has 91");
  receipt.slides.push_back(receipt.slides[0]);
  receipt.slides[1].start = Frames{95};
  receipt.slides[1].bullets[0].speech_end = milliseconds(100);
  const Finding two = check_plan(receipt);
  ASSERT_EQ(two.faults.size(), 3U);
  EXPECT_EQ(described(two.faults[0]), "slide 2, at 0:03.167: begins in frame 95 and not in frame 90");
  EXPECT_EQ(two.faults[1].bullet, 1U);
  receipt.slides.clear();
  EXPECT_FALSE(check_plan(receipt).ok);
}

TEST_F(ReceiptTest, MayHaveTimesThatWereRounded) {
  Receipt receipt = read_receipt(write());
  receipt.slides[0].bullets[0].speech_end = milliseconds(1267);
  receipt.slides[0].bullets.push_back({Frames{38}, milliseconds(3000) + Samples{20}, {}, ""});  // at 1.26667 s
  EXPECT_TRUE(check_plan(receipt).ok) << check_plan(receipt).found;
}

TEST_F(ReceiptTest, TellsWhichSlideIsShown) {
  Receipt receipt = read_receipt(write());
  EXPECT_EQ(slide_at(receipt, Samples{0}), 1U);
  receipt.slides.push_back({Frames{90}, Frames{30}, {}});
  EXPECT_EQ(slide_at(receipt, to_samples(Frames{90}) - Samples{1}), 1U);
  EXPECT_EQ(slide_at(receipt, to_samples(Frames{90})), 2U);
  EXPECT_EQ(slide_at(receipt, milliseconds(99'000)), 2U);
  receipt.slides.clear();
  EXPECT_EQ(slide_at(receipt, Samples{0}), 0U);
}

TEST_F(ReceiptTest, IsFoundBesideTheVideo) {
  EXPECT_THROW(find_receipt(scratch / "v.mp4"), Error);
  write("v.report.json");
  EXPECT_EQ(find_receipt(scratch / "v.mp4"), scratch / "v.report.json");
  std::ofstream{scratch / "v.json"} << R"({"lesson_title":"a lesson"})";
  EXPECT_EQ(find_receipt(scratch / "v.mp4"), scratch / "v.report.json");
  write("v.json");
  EXPECT_EQ(find_receipt(scratch / "v.mp4"), scratch / "v.json");
}

}  // namespace
}  // namespace vina
