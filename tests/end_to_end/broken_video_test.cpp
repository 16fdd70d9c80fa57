// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Breaks a finished video on purpose, in every way we could think of, and sees whether `vina check` notices and names
// it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "support/command.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina::testing {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// As short as the tests allow: every talk takes a second at least, and the first of the second slide three.
constexpr const char* kLesson = R"({"lesson_id":"l1","lesson_title":"Tea","slides":[
  {"slide_title":"Leaves","items":[
    {"bullet":"Green","talk":"Green leaves never wither."},
    {"bullet":"Black","talk":"Black tea is rolled in humid air."}]},
  {"slide_title":"Water","items":[
    {"bullet":"Hot","talk":"Water that has just boiled is right for black tea and far too hot for green tea."},
    {"bullet":"Soft","talk":"Soft water leaves no skin."}]},
  {"slide_title":"Time","items":[
    {"bullet":"Short","talk":"Two minutes are mostly enough."}]}]})";

constexpr const char* kRecode = "-c:v libx264 -preset ultrafast -crf 10 -pix_fmt yuv420p -c:a copy";
constexpr const char* kSoundAnew = "-c:v copy -c:a aac -b:a 128k";

/// A video that was rendered once, copied for each test.
class BrokenVideo : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    intact = new ScratchFolder;
    std::ofstream{*intact / "lesson.json"} << kLesson;
    rendered = run_shell(intact->path(), "vina render lesson.json -o out.mp4 --quiet");
    if (rendered.exit_code == 0) report = json::parse(content_of(*intact / "out.json"));
  }
  static void TearDownTestSuite() {
    delete intact;
    intact = nullptr;
  }
  void SetUp() override {
    VINA_REQUIRE_PROGRAM("ffmpeg");
    ASSERT_EQ(rendered.exit_code, 0) << rendered.err;
    for (const char* name : {"out.mp4", "out.vtt", "out.srt", "out.json"}) {
      std::filesystem::copy_file(*intact / name, folder / name);
    }
  }

  void run(const std::string& line) const {
    const CommandResult done = run_shell(folder.path(), line);
    ASSERT_EQ(done.exit_code, 0) << line << "\n" << done.err;
  }
  /// The line that puts in the video's place what ffmpeg makes of it.
  static std::string refilming(const std::string& arguments) {
    return "ffmpeg -v error -i out.mp4 " + arguments +
           " -map_metadata 0 -movflags +faststart broken.mp4 && mv broken.mp4 out.mp4";
  }
  void refilm(const std::string& arguments) const { run(refilming(arguments)); }
  /// What `vina check` says of the video, which is not as it should be.
  json check(const std::string& options = "") const {
    const CommandResult done = run_shell(folder.path(), "vina check out.mp4 --offline --json " + options);
    EXPECT_EQ(done.exit_code, 12) << done.err << done.out;
    json answer = json::parse(done.out);
    EXPECT_EQ(answer["ok"], false);
    return answer["findings"];
  }
  /// The names of the checks that failed.
  static std::set<std::string> wrong_in(const json& findings) {
    std::set<std::string> names;
    for (const json& finding : findings) {
      if (!finding["ok"]) names.insert(finding["check"]);
    }
    return names;
  }
  std::set<std::string> wrong(const std::string& options = "") const { return wrong_in(check(options)); }
  /// Where that check finds faults.
  static json faults_of(const json& findings, const std::string& name) {
    for (const json& finding : findings) {
      if (finding["check"] == name) return finding["faults"];
    }
    return {};
  }
  /// The error of a call that cannot be answered.
  std::string refusal(const std::string& arguments) const {
    const CommandResult done = run_shell(folder.path(), "vina check " + arguments);
    EXPECT_EQ(done.exit_code, 2) << done.out;
    EXPECT_THAT(done.out, IsEmpty());
    EXPECT_EQ(std::count(done.err.begin(), done.err.end(), '\n'), 1) << done.err;
    return done.err;
  }
  static std::int64_t reveal(std::size_t slide, std::size_t bullet) {
    return report["slides"][slide]["bullets"][bullet]["reveal_frame"];
  }
  static std::int64_t start(std::size_t slide) { return report["slides"][slide]["start_frame"]; }
  /// The line after which frames `first` to `last` show what the one before them does.
  static std::string freezing(std::int64_t first, std::int64_t last) {
    return refilming(fmt::format("-vf \"select='not(between(n,{},{}))',fps=30\" {}", first, last, kRecode));
  }
  void freeze(std::int64_t first, std::int64_t last) const { run(freezing(first, last)); }

  static ScratchFolder* intact;
  static CommandResult rendered;
  static json report;
  ScratchFolder folder;
};
ScratchFolder* BrokenVideo::intact = nullptr;
CommandResult BrokenVideo::rendered;
json BrokenVideo::report;

TEST_F(BrokenVideo, IsToldFromAnIntactOne) {
  const CommandResult done = run_shell(folder.path(), "vina check out.mp4");
  EXPECT_EQ(done.exit_code, 0) << done.out << done.err;
  EXPECT_THAT(done.out, HasSubstr("the video is what its report says"));
  EXPECT_THAT(done.out, Not(HasSubstr("WRONG")));
  EXPECT_THAT(done.err, IsEmpty());
}

TEST_F(BrokenVideo, IsFoundWhereItsSoundIsLate) {
  refilm(fmt::format("-af adelay=100:all=1 {}", kSoundAnew));
  EXPECT_THAT(wrong(), Contains("speech onsets"));
}

TEST_F(BrokenVideo, IsFoundWhereItsSoundIsEarly) {
  refilm(fmt::format("-af 'atrim=start=0.1,asetpts=PTS-STARTPTS,apad=pad_dur=0.1' {}", kSoundAnew));
  EXPECT_THAT(wrong(), Contains("speech onsets"));
}

TEST_F(BrokenVideo, IsFoundWhereASlideIsMissing) {
  const double from = static_cast<double>(start(1)) / 30;
  const double to = static_cast<double>(start(2)) / 30;
  refilm(
      fmt::format("-vf \"select='lt(n,{})+gte(n,{})',setpts=N/30/TB\" -af \"aselect='lt(t,{})+gte(t,{})',"
                  "asetpts=N/SR/TB\" -r 30 -c:v libx264 -preset ultrafast -crf 10 -c:a aac",
                  start(1), start(2), from, to));
  const auto names = wrong();
  EXPECT_THAT(names, Contains("frames"));
  EXPECT_THAT(names, Contains("reveals"));
  EXPECT_THAT(names, Contains("sound length"));
}

TEST_F(BrokenVideo, IsFoundWhereTwoSlidesAreSwapped) {
  const auto part = [](std::int64_t from, std::int64_t to, int index) {
    return fmt::format(
        "[0:v]trim=start_frame={0}:end_frame={1},setpts=PTS-STARTPTS[v{2}];"
        "[0:a]atrim=start_sample={3}:end_sample={4},asetpts=PTS-STARTPTS[a{2}];",
        from, to, index, from * 1600, to * 1600);
  };
  const std::int64_t end = report["video"]["frames"];
  refilm("-filter_complex '" + part(0, start(1), 0) + part(start(1), start(2), 1) + part(start(2), end, 2) +
         "[v0][a0][v2][a2][v1][a1]concat=n=3:v=1:a=1[v][a]' -map '[v]' -map '[a]' -r 30 -c:v libx264 -preset ultrafast "
         "-crf 10 -c:a aac -b:a 128k");
  const auto names = wrong();
  for (const char* name : {"cuts", "reveals", "speech onsets", "planned silences"}) {
    EXPECT_THAT(names, Contains(name));
  }
  EXPECT_THAT(names, Not(Contains("frames"))) << "nothing is missing";
}

TEST_F(BrokenVideo, IsFoundWhereItIsTruncated) {
  std::filesystem::resize_file(folder / "out.mp4", std::filesystem::file_size(folder / "out.mp4") * 6 / 10);
  const auto names = wrong();
  EXPECT_THAT(names, Contains("boxes"));
  EXPECT_THAT(names, Contains("decoding"));
  EXPECT_THAT(names, Contains("video file"));
}

TEST_F(BrokenVideo, IsFoundWhereOneByteDiffers) {
  std::fstream file{folder / "out.mp4", std::ios::in | std::ios::out | std::ios::binary};
  file.seekg(-100, std::ios::end);
  const int byte = file.get();
  file.seekp(-100, std::ios::end);
  file.put(static_cast<char>(byte ^ 1));
  file.close();
  EXPECT_THAT(wrong(), Contains("video file"));
}

TEST_F(BrokenVideo, IsFoundWhereABulletNeverAppears) {
  freeze(reveal(0, 1), start(1) - 1);
  const json findings = check();
  EXPECT_THAT(wrong_in(findings), Contains("reveals"));
  EXPECT_EQ(faults_of(findings, "reveals")[0]["what"], "does not appear");
}

TEST_F(BrokenVideo, IsFoundWhereSomethingFlashes) {
  const std::int64_t at = reveal(1, 0) + 30;
  refilm(fmt::format("-vf \"drawbox=x=300:y=900:w=200:h=200:color=white:t=fill:enable='between(n,{},{})'\" {}", at,
                     at + 2, kRecode));
  const json findings = check();
  const auto names = wrong_in(findings);
  EXPECT_THAT(names, Contains("stillness"));
  EXPECT_THAT(names, Not(Contains("reveals")));
  EXPECT_NEAR(faults_of(findings, "stillness")[0]["seconds"].get<double>(), static_cast<double>(at) / 30, 0.001);
}

TEST_F(BrokenVideo, IsFoundWhereASlideIsLate) {
  freeze(start(1), start(1) + 20);
  EXPECT_THAT(wrong(), Contains("cuts"));
}

TEST_F(BrokenVideo, IsFoundWhereThePictureIsFrozen) {
  freeze(reveal(0, 1) - 5, reveal(1, 0) - 5);
  EXPECT_THAT(wrong(), Contains("frozen"));
}

TEST_F(BrokenVideo, IsFoundWhereItIsBlack) {
  const std::int64_t from = reveal(1, 0) + 30;
  refilm(fmt::format("-vf \"drawbox=color=black:t=fill:enable='between(n,{},{})'\" {}", from, from + 20, kRecode));
  const json findings = check();
  const auto names = wrong_in(findings);
  EXPECT_THAT(names, Contains("black"));
  EXPECT_THAT(names, Contains("stillness"));
  const json faults = faults_of(findings, "black");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0]["slide"], 2);
  EXPECT_NEAR(faults[0]["seconds"].get<double>(), static_cast<double>(from) / 30, 0.001);
}

TEST_F(BrokenVideo, IsFoundWhereItIsSilent) {
  const double from = static_cast<double>(reveal(1, 0)) / 30 + 0.5;
  refilm(fmt::format("-af \"volume=0:enable='between(t,{},{})'\" {}", from, from + 2.5, kSoundAnew));
  const json findings = check();
  EXPECT_THAT(wrong_in(findings), Contains("silent stretches"));
  EXPECT_NEAR(faults_of(findings, "silent stretches")[0]["seconds"].get<double>(), from, 0.1);
}

TEST_F(BrokenVideo, IsFoundWhereATalkIsMissing) {
  const json bullet = report["slides"][0]["bullets"][1];
  refilm(fmt::format("-af \"volume=0:enable='between(t,{},{})'\" {}", bullet["reveal_seconds"].get<double>() - 0.1,
                     bullet["speech_end_seconds"].get<double>() + 0.1, kSoundAnew));
  const json findings = check();
  const auto names = wrong_in(findings);
  EXPECT_THAT(names, Contains("silent stretches"));
  EXPECT_THAT(names, Contains("speech onsets"));
  EXPECT_EQ(faults_of(findings, "speech onsets")[0]["bullet"], 2);
}

TEST_F(BrokenVideo, IsFoundWhereItSoundsInAPause) {
  const std::int64_t at = reveal(1, 0) * 1600;
  refilm(fmt::format(
      "-af \"aeval='val(0)+0.1*between(n,{0},{1})*sin(n/10)|val(1)+0.1*between(n,{0},{1})*sin(n/10)':c=same\" {2}",
      at - 20'000, at - 15'000, kSoundAnew));
  EXPECT_THAT(wrong(), Contains("planned silences"));
}

TEST_F(BrokenVideo, IsFoundWhereItIsTooLoud) {
  refilm(fmt::format("-af volume=4dB {}", kSoundAnew));
  const auto names = wrong();
  EXPECT_THAT(names, Contains("loudness"));
  EXPECT_THAT(names, Contains("true peak"));
}

TEST_F(BrokenVideo, IsFoundWhereItIsTooQuiet) {
  refilm(fmt::format("-af volume=-3dB {}", kSoundAnew));
  EXPECT_THAT(wrong(), Contains("loudness"));
}

TEST_F(BrokenVideo, IsFoundWhereItHasAnotherFrameRate) {
  refilm("-r 25 -c:v libx264 -preset ultrafast -crf 10 -c:a copy");
  const auto names = wrong();
  EXPECT_THAT(names, Contains("frame rate"));
  EXPECT_THAT(names, Contains("frames"));
}

TEST_F(BrokenVideo, IsFoundWhereItHasAnotherSize) {
  refilm("-vf scale=540:960 -c:v libx264 -preset ultrafast -c:a copy");
  EXPECT_THAT(wrong(), Contains("decoding"));
}

TEST_F(BrokenVideo, IsFoundWhereItHasNoSound) {
  refilm("-an -c:v copy");
  EXPECT_THAT(wrong(), Contains("decoding"));
}

TEST_F(BrokenVideo, IsFoundWhereTheIndexComesLast) {
  run("ffmpeg -v error -i out.mp4 -c copy broken.mp4 && mv broken.mp4 out.mp4");
  EXPECT_THAT(wrong(), Contains("boxes"));
}

TEST_F(BrokenVideo, IsFoundWhereACaptionSaysSomethingElse) {
  run("sed -i 's/humid/dry/' out.vtt");
  const auto names = wrong();
  EXPECT_THAT(names, Contains("captions text"));
  EXPECT_THAT(names, Contains("captions file"));
  EXPECT_THAT(names, Not(Contains("captions syntax")));
}

TEST_F(BrokenVideo, IsFoundWhereCaptionsAreLate) {
  run("ffmpeg -v error -itsoffset 0.2 -i out.vtt late.vtt && mv late.vtt out.vtt");
  EXPECT_THAT(wrong(), Contains("captions onsets"));
}

TEST_F(BrokenVideo, IsFoundWhereACaptionIsMissing) {
  run("sed -i '/^2$/,/^$/d' out.vtt");
  const auto names = wrong();
  EXPECT_THAT(names, Contains("captions text"));
  EXPECT_THAT(names, Contains("captions speed"));
}

TEST_F(BrokenVideo, IsFoundWhereCaptionsAreNoWebVtt) {
  run("sed -i '/^$/d' out.vtt");
  EXPECT_THAT(wrong(), Contains("captions syntax"));
}

TEST_F(BrokenVideo, IsFoundWhereACaptionIsTooShortToRead) {
  run("sed -i '0,/--> [0-9:.]*/s//--> 00:00:00.601/' out.vtt");
  const auto names = wrong();
  EXPECT_THAT(names, Contains("captions speed"));
  EXPECT_THAT(names, Contains("captions ends"));
  EXPECT_THAT(names, Contains("SRT cues"));
}

TEST_F(BrokenVideo, IsFoundWhereItsSrtSaysSomethingElse) {
  run("sed -i 's/humid/dry/' out.srt");
  EXPECT_EQ(wrong(), (std::set<std::string>{"SRT file", "SRT cues"}));
  run("sed -i 's/dry/humid/; s/^00:/01:/; s/--> 00:/--> 01:/' out.srt");
  EXPECT_THAT(wrong(), Contains("SRT cues"));
  std::ofstream{folder / "out.srt", std::ios::trunc};
  EXPECT_THAT(wrong(), Contains("SRT cues"));
}

TEST_F(BrokenVideo, IsFoundWhereItsChannelsAreOpposite) {
  refilm(fmt::format("-af 'pan=stereo|c0=c0|c1=-1*c1' {}", kSoundAnew));
  EXPECT_THAT(wrong(), Contains("channels"));
}

TEST_F(BrokenVideo, IsFoundWhereItsReportContradictsItself) {
  const auto wrong_with = [this](const char* pointer, const json& value) {
    json changed = report;
    changed[json::json_pointer{pointer}] = value;
    std::ofstream{folder / "out.json"} << changed;
    return wrong();
  };
  const std::set<std::string> in_report{"report"};
  EXPECT_EQ(wrong_with("/video/duration_seconds", 1.5), in_report);
  EXPECT_EQ(wrong_with("/slides/1/start_seconds", 1.5), in_report);
  EXPECT_EQ(wrong_with("/slides/1/bullets/0/reveal_seconds", 1.5), in_report);
  EXPECT_EQ(wrong_with("/slides/1/bullets/0/longest_pause_seconds", 99), in_report);
  EXPECT_THAT(wrong_with("/video/transition_frames", 16), Contains("report"));
  EXPECT_EQ(wrong_with("/sound/true_peak_dbtp", -9), std::set<std::string>{"true peak"});
  EXPECT_EQ(wrong_with("/captions", nullptr), std::set<std::string>{"captions file"});
}

TEST_F(BrokenVideo, IsFoundWhereAFileIsGone) {
  std::filesystem::remove(folder / "out.srt");
  EXPECT_THAT(wrong(), Contains("SRT file"));
}

TEST_F(BrokenVideo, IsFoundWhereWhatWasPublishedIsGone) {
  json changed = report;
  changed["video"]["url"] = "file://" + (folder / "gone.mp4").string();
  std::ofstream{folder / "out.json"} << changed;
  EXPECT_THAT(wrong(), ::testing::ElementsAre("URLs"));
}

TEST_F(BrokenVideo, IsFoundWhereTheReportIsThatOfAnother) {
  json other = report;
  for (json& bullet : other["slides"][1]["bullets"]) bullet["reveal_frame"] = bullet["reveal_frame"].get<int>() + 7;
  other["video"]["frames"] = other["video"]["frames"].get<int>() + 7;
  std::ofstream{folder / "other.json"} << other;
  const auto names = wrong("--report other.json");
  for (const char* name : {"frames", "reveals", "speech onsets", "captions onsets"}) EXPECT_THAT(names, Contains(name));
}

TEST_F(BrokenVideo, IsFoundWhereItsReportHasOneSlideLess) {
  json changed = report;
  changed["slides"].erase(1);
  std::ofstream{folder / "out.json"} << changed;
  const auto names = wrong();
  for (const char* name : {"report", "stillness", "planned silences", "captions text"})
    EXPECT_THAT(names, Contains(name));
}

TEST_F(BrokenVideo, IsFoundWhereItsCaptionsAreGone) {
  std::filesystem::remove(folder / "out.vtt");
  const auto names = wrong();
  for (const char* name : {"captions file", "captions syntax", "captions text"}) EXPECT_THAT(names, Contains(name));
}

TEST_F(BrokenVideo, IsFoundWhereItIsEmptyOrNoVideoAtAll) {
  for (const char* content : {"", "just some text, which is no video"}) {
    std::ofstream{folder / "out.mp4", std::ios::trunc} << content;
    const auto names = wrong();
    for (const char* name : {"video file", "boxes", "decoding"}) EXPECT_THAT(names, Contains(name)) << content;
  }
}

/// The second bullet of the second slide appears 9 frames late.
class BrokenVideoWithALateBullet : public BrokenVideo {
 protected:
  static void SetUpTestSuite() {
    BrokenVideo::SetUpTestSuite();
    film = new ScratchFolder;
    if (rendered.exit_code != 0) return;
    std::filesystem::copy_file(*intact / "out.mp4", *film / "out.mp4");
    filmed = run_shell(film->path(), freezing(reveal(1, 1), reveal(1, 1) + 8));
  }
  static void TearDownTestSuite() {
    delete film;
    film = nullptr;
    BrokenVideo::TearDownTestSuite();
  }
  void SetUp() override {
    BrokenVideo::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    ASSERT_EQ(filmed.exit_code, 0) << filmed.err;
    std::filesystem::copy_file(*film / "out.mp4", folder / "out.mp4",
                               std::filesystem::copy_options::overwrite_existing);
  }

  static ScratchFolder* film;
  static CommandResult filmed;
};
ScratchFolder* BrokenVideoWithALateBullet::film = nullptr;
CommandResult BrokenVideoWithALateBullet::filmed;

TEST_F(BrokenVideoWithALateBullet, IsFound) {
  const json findings = check();
  const auto names = wrong_in(findings);
  EXPECT_THAT(names, Contains("reveals"));
  for (const char* name : {"cuts", "stillness", "frozen", "speech onsets"}) EXPECT_THAT(names, Not(Contains(name)));
  const json faults = faults_of(findings, "reveals");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0]["slide"], 2);
  EXPECT_EQ(faults[0]["bullet"], 2);
  EXPECT_EQ(faults[0]["what"], "appears 9 frames late");
  EXPECT_NEAR(faults[0]["seconds"].get<double>(), static_cast<double>(reveal(1, 1)) / 30, 0.001);
}

TEST_F(BrokenVideoWithALateBullet, ShowsAtAGlanceWhatIsWrongAndWhere) {
  const CommandResult done = run_shell(folder.path(), "vina check out.mp4 --offline");
  EXPECT_EQ(done.exit_code, 12);
  EXPECT_THAT(done.out, HasSubstr("out.mp4, by its report out.json\n\"Tea\", 3 slides, 0:"));
  EXPECT_THAT(done.out, HasSubstr("\n  ok     cuts               2 in their frames\n"));
  EXPECT_THAT(done.out, ::testing::ContainsRegex(
                            "\n  WRONG  reveals            slide 2, bullet 2, at 0:[0-9.]+: appears 9 frames late\n"
                            "                            expected: every bullet appears in its frame"));
  EXPECT_THAT(done.out, ::testing::ContainsRegex("\n2 of 27 checks failed: video file, reveals.\n"));
}

TEST_F(BrokenVideo, CannotBeJudgedWithoutItsReport) {
  std::filesystem::remove(folder / "out.json");
  EXPECT_THAT(refusal("out.mp4"), AllOf(HasSubstr("there is no report beside 'out.mp4'"), HasSubstr("--report FILE")));
  std::ofstream{folder / "out.json"} << kLesson;
  EXPECT_THAT(refusal("out.mp4"), HasSubstr("there is no report beside 'out.mp4'"));
  EXPECT_THAT(refusal("out.mp4 --report out.json"), HasSubstr("'out.json' is no report of vina"));
  EXPECT_THAT(refusal("out.mp4 --report none.json"), HasSubstr("'none.json'"));
  std::ofstream{folder / "out.json"} << R"({"vina":"0.1","video":{"bytes":"many"}})";
  EXPECT_THAT(refusal("out.mp4"),
              AllOf(HasSubstr("'out.json' cannot be checked"), HasSubstr("render the lesson again")));
}

TEST_F(BrokenVideo, IsNotJudgedByADamagedReport) {
  run("cp out.json out.report.json; head -c 500 out.json > cut && mv cut out.json");
  EXPECT_THAT(refusal("out.mp4"), HasSubstr("'out.json' is no report of vina (it is cut off, or not JSON)"));
  json changed = report;
  changed["video"]["frames"] = 1e300;
  std::ofstream{folder / "out.json"} << changed;
  EXPECT_THAT(refusal("out.mp4"), HasSubstr("/video/frames must be a whole number from 0 to 2592000"));
}

TEST_F(BrokenVideo, HasToBeAFile) {
  EXPECT_THAT(refusal("gone.mp4"), HasSubstr("'gone.mp4' is not there"));
  EXPECT_THAT(refusal("."), HasSubstr("'.' is a folder"));
  EXPECT_THAT(refusal("out.json"), HasSubstr("'out.json' is a report; name the video it is about"));
}

TEST_F(BrokenVideo, MayHaveBeenMoved) {
  std::filesystem::create_directories(folder / "elsewhere");
  run("mv out.* elsewhere");
  const CommandResult done = run_shell(folder.path(), "vina check elsewhere/out.mp4");
  EXPECT_EQ(done.exit_code, 0) << done.out;
}

}  // namespace
}  // namespace vina::testing
