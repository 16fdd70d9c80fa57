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

TEST_F(CaptionCheck, FindsWhatIsNoWebVttOrNotThere) {
  EXPECT_FALSE(check(kCaptions, "WEBVTT", "SUBRIP")["captions syntax"].ok);
  const std::vector<Finding> missing = check_captions(scratch / "none.vtt", receipt);
  EXPECT_FALSE(missing.front().ok);
}

}  // namespace
}  // namespace vina
