// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/caption_check.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "base/small_file.h"
#include "support/scratch_folder.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

const std::string kCaptions =
    "WEBVTT\n\n1\n00:00:00.500 --> 00:00:02.000\nfish & chips\nand tea\n\n"
    "2\n00:00:03.000 --> 00:00:04.000\nGood.\n";

class CaptionCheck : public ::testing::Test {
 protected:
  CaptionCheck() {
    receipt.length = Frames{150};
    receipt.captions.emplace();
    receipt.captions->cues = 2;
    receipt.captions->fastest_characters_per_second = 13.333;
    receipt.slides = {
        {Frames{0},
         Frames{150},
         {{Frames{15}, {}, {}, crypto::sha256("fish&chipsandtea")}, {Frames{90}, {}, {}, crypto::sha256("Good.")}}}};
  }

  std::map<std::string, Finding> check(std::string captions, const std::string& from = "", const std::string& to = "") {
    const std::size_t at = captions.find("& ");
    if (at != std::string::npos) captions.replace(at, 1, "&amp;");
    if (!from.empty()) captions.replace(captions.find(from), from.size(), to);
    std::ofstream{scratch / "l.vtt", std::ios::binary} << captions;
    std::map<std::string, Finding> findings;
    for (Finding& finding : check_captions(scratch / "l.vtt", receipt)) findings.emplace(finding.check, finding);
    return findings;
  }

  testing::ScratchFolder scratch;
  Receipt receipt;
};

TEST_F(CaptionCheck, FindsNothingInWhatWasPlanned) {
  for (const auto& [name, finding] : check(kCaptions)) EXPECT_TRUE(finding.ok) << name << ": " << finding.found;
}

TEST_F(CaptionCheck, ReadsNoCaptionsThatAreTooLargeOrNeverEnd) {
  const auto syntax_of = [this](const std::filesystem::path& file) { return check_captions(file, receipt)[0].found; };
  EXPECT_EQ(syntax_of("/dev/zero"), syntax_of(scratch / "missing"));
  ASSERT_EQ(mkfifo((scratch / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(syntax_of(scratch / "pipe"), syntax_of(scratch / "missing"));
  check(kCaptions);
  EXPECT_NE(syntax_of(scratch / "l.vtt"), syntax_of(scratch / "missing"));
  std::filesystem::resize_file(scratch / "l.vtt", kMostSmallFileBytes + 1);
  EXPECT_EQ(syntax_of(scratch / "l.vtt"), syntax_of(scratch / "missing"));
}

TEST_F(CaptionCheck, NamesTheTalkThatIsNotSaid) {
  auto findings = check(kCaptions, "Good", "Bad");
  EXPECT_EQ(findings["captions text"].found,
            "slide 1, bullet 2, at 0:03.000: the captions do not say its talk word for word");
  EXPECT_TRUE(findings["captions syntax"].ok);
}

TEST_F(CaptionCheck, NamesTheTalkWhoseCueIsElsewhere) {
  EXPECT_TRUE(check(kCaptions, "00:00:03.000", "00:00:03.030")["captions onsets"].ok);
  EXPECT_EQ(check(kCaptions, "00:00:03.000", "00:00:03.040")["captions onsets"].found,
            "slide 1, bullet 2, at 0:03.000: its first cue begins 40 ms late");
  EXPECT_FALSE(check(kCaptions, "00:00:03.000", "00:00:02.900")["captions onsets"].ok);
  EXPECT_FALSE(check(kCaptions, "00:00:00.500", "00:00:00.400")["captions onsets"].ok);
}

TEST_F(CaptionCheck, FindsACueAfterTheEnd) {
  EXPECT_FALSE(check(kCaptions, "00:00:04.000", "00:00:05.100")["captions syntax"].ok);
}

TEST_F(CaptionCheck, FindsACueTooManyOrTooFew) {
  EXPECT_FALSE(check(kCaptions + "\n3\n00:00:04.100 --> 00:00:04.500\nMore.\n")["captions speed"].ok);
  receipt.captions->cues = 3;
  EXPECT_FALSE(check(kCaptions)["captions speed"].ok);
}

TEST_F(CaptionCheck, FindsACueTooFastOrTooSlow) {
  EXPECT_FALSE(check(kCaptions, "00:00:02.000", "00:00:01.000")["captions speed"].ok) << "faster than the report says";
  EXPECT_FALSE(check(kCaptions, "00:00:02.000", "00:00:02.900")["captions speed"].ok) << "slower than the report says";
  EXPECT_TRUE(check(kCaptions, "00:00:02.000", "00:00:02.010")["captions speed"].ok);
}

TEST_F(CaptionCheck, CountsCharactersAsReadersSeeThem) {
  receipt.captions->fastest_characters_per_second = 2;
  EXPECT_TRUE(check("WEBVTT\n\n00:00:00.500 --> 00:00:01.500\n👩‍👩‍👧‍👦é\n\n00:00:03.000 --> "
                    "00:00:08.000\nGood.\n")["captions speed"]
                  .ok);
}

TEST_F(CaptionCheck, FindsACueThatEndsBeforeItIsSpoken) {
  receipt.slides[0].bullets[0].speech_end = milliseconds(2033);
  receipt.slides[0].bullets[1].speech_end = milliseconds(4000);
  EXPECT_TRUE(check(kCaptions)["captions ends"].ok);
  EXPECT_EQ(check(kCaptions, "00:00:04.000", "00:00:03.500")["captions ends"].found,
            "slide 1, bullet 2, at 0:03.500: a cue ends 500 ms before it is spoken");
  receipt.slides[0].bullets[1].longest_pause = milliseconds(500);
  EXPECT_TRUE(check(kCaptions, "00:00:04.000", "00:00:03.500")["captions ends"].ok) << "a voice that sounds on";
}

TEST_F(CaptionCheck, FindsACueThatLeavesMoreThanAPause) {
  const auto ends = [this](const std::string& next) {
    const std::string cues =
        "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nfish & chips\n\n" + next + " --> 00:00:02.900\nand tea\n";
    return check(cues)["captions ends"].ok;
  };
  receipt.slides[0].bullets[0].speech_end = milliseconds(2900);
  receipt.slides[0].bullets[0].longest_pause = milliseconds(200);
  EXPECT_TRUE(ends("00:00:02.200"));
  EXPECT_FALSE(ends("00:00:02.300"));
}

TEST_F(CaptionCheck, MayEndACueAfterSevenSeconds) {
  receipt.length = Frames{600};
  receipt.slides[0].bullets[1].speech_end = milliseconds(12'000);
  EXPECT_TRUE(check(kCaptions, "00:00:04.000", "00:00:10.000")["captions ends"].ok);
  EXPECT_FALSE(check(kCaptions, "00:00:04.000", "00:00:09.900")["captions ends"].ok);
}

TEST_F(CaptionCheck, ComparesSubRipWithWebVtt) {
  const std::string srt =
      "1\r\n00:00:00,500 --> 00:00:02,000\r\nfish & chips\r\nand tea\r\n\r\n"
      "2\r\n00:00:03,000 --> 00:00:04,000\r\nGood.\r\n\r\n";
  check(kCaptions);
  const auto found = [&](const std::string& from, const std::string& to) {
    std::string changed = srt;
    changed.replace(changed.find(from), from.size(), to);
    std::ofstream{scratch / "l.srt", std::ios::binary} << changed;
    return check_srt(scratch / "l.srt", scratch / "l.vtt").found;
  };
  EXPECT_EQ(found("Good", "Good"), "2 cues, the same");
  EXPECT_EQ(found("Good", "Bad"), "at 0:03.000: cue 2 says something else");
  EXPECT_EQ(found("00:00:04,000", "00:00:04,001"), "at 0:03.000: cue 2 ends 1 ms off");
  EXPECT_EQ(found("00:00:00,500", "00:00:00,400"), "at 0:00.500: cue 1 begins -100 ms off");
  EXPECT_EQ(found(srt, ""), "has 0 cues, not 2");
  EXPECT_EQ(found("-->", "->"), "line 2: ' --> ' is missing in the line of times");
  EXPECT_EQ(check_srt(scratch / "none.srt", scratch / "l.vtt").found, "the file is missing or cannot be read");
  found("Good", "Good");
  check(kCaptions, "WEBVTT", "SUBRIP");
  EXPECT_FALSE(check_srt(scratch / "l.srt", scratch / "l.vtt").ok);
}

TEST_F(CaptionCheck, FindsCaptionsThatTheReportDoesNotTellOf) {
  EXPECT_TRUE(check_no_captions(scratch / "l.vtt", scratch / "l.srt").ok);
  check(kCaptions);
  EXPECT_FALSE(check_no_captions(scratch / "l.vtt", scratch / "l.srt").ok);
}

TEST_F(CaptionCheck, DoesNotJudgeWhatItCannotRead) {
  auto findings = check(kCaptions, "00:00:03.000 -->", "00:00:03.000 ->");
  EXPECT_EQ(findings["captions syntax"].found, "line 9: a cue has no line of times");
  for (const char* name : {"captions text", "captions onsets", "captions ends", "captions speed"}) {
    EXPECT_FALSE(findings[name].ok) << name;
    EXPECT_EQ(findings[name].found, "not judged, as the syntax is wrong") << name;
  }
  EXPECT_EQ(check_captions(scratch / "none.vtt", receipt)[0].found, "the file is missing or cannot be read");
  EXPECT_EQ(check_captions(scratch / "none.vtt", receipt)[1].found, "not judged, as the file is missing");
}

TEST_F(CaptionCheck, FindsWhatIsNoWebVttOrNotThere) {
  EXPECT_FALSE(check(kCaptions, "WEBVTT", "SUBRIP")["captions syntax"].ok);
  const std::vector<Finding> missing = check_captions(scratch / "none.vtt", receipt);
  EXPECT_FALSE(missing.front().ok);
}

}  // namespace
}  // namespace vina
