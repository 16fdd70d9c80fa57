// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Whole renders with pictures, voice and URLs from the vendors on this computer.
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>

#include "end_to_end/cloud/render_in_cloud.h"

namespace vina {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using testing::content_of;
using ::testing::HasSubstr;
using ::testing::Key;
using testing::kPlanted;
using ::testing::Not;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

class CloudRender : public testing::RenderInCloud {};

TEST_F(CloudRender, HasPicturesVoiceAndPublicUrls) {
  const testing::CommandResult result = render();
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err, "");
  const json answer = json::parse(result.out);
  EXPECT_THAT(answer["video_url"], AllOf(StartsWith("https://res.cloudinary.com/fake-cloud/video/upload/v"),
                                         HasSubstr("/vina_lessons/out/")));
  EXPECT_THAT(answer["subtitle_url"],
              AllOf(StartsWith("https://res.cloudinary.com/fake-cloud/raw/upload/v"), HasSubstr(".vtt")));
  EXPECT_THAT(answer["poster_url"], StartsWith("https://res.cloudinary.com/fake-cloud/image/upload/v"));
  EXPECT_EQ(answer["published_to"], "cloudinary");
  EXPECT_FALSE(answer["degraded"]);
  EXPECT_EQ(charged("google"), 2) << "two of three figures share a prompt";
  EXPECT_EQ(charged("elevenlabs"), 3);
  EXPECT_EQ(report()["video"]["url"], answer["video_url"]);
  EXPECT_THAT(report()["slides"][0]["voice"], HasSubstr("21m00Tcm4TlvDq8ikWAM"));
  for (const fake::JournalEntry& request : cloud.journal().requests) EXPECT_EQ(request.refusal, "") << request.path;
}

TEST_F(CloudRender, PaysNothingTwiceAndGivesTheSameBytesAgain) {
  ASSERT_EQ(render().exit_code, 0);
  const std::string video = content_of(scratch / "out.mp4");
  const std::string captions = content_of(scratch / "out.vtt");
  ASSERT_EQ(render().exit_code, 0);
  EXPECT_EQ(charged("google"), 2);
  EXPECT_EQ(charged("elevenlabs"), 3);
  EXPECT_TRUE(content_of(scratch / "out.mp4") == video);
  EXPECT_EQ(content_of(scratch / "out.vtt"), captions);
}

/// What all entries of the ledger come to, as the file has them.
double charged_in_ledger(const std::filesystem::path& folder, const char* member) {
  std::ifstream ledger{folder / "cache/vina/ledger.jsonl"};
  double sum = 0;
  for (std::string line; std::getline(ledger, line);) sum += json::parse(line).at(member).get<double>();
  return sum;
}

TEST_F(CloudRender, ReportsWhatWasAskedOfWhomAndWhatItCost) {
  ASSERT_EQ(render().exit_code, 0);
  const json first = report();
  EXPECT_EQ(first["images"]["provider"], "google");
  EXPECT_EQ(first["voice"]["voice_id"], "21m00Tcm4TlvDq8ikWAM");
  EXPECT_EQ(first["voice"]["seed"], 4242);
  const json costs = first["costs"];
  ASSERT_EQ(costs["assets"].size(), 5U) << "two of three figures share a prompt";
  double usd = 0;
  for (const json& asset : costs["assets"]) {
    EXPECT_EQ(asset["outcome"], "answered") << asset;
    EXPECT_GT(asset["usd"].get<double>(), 0) << asset;
    usd += asset["usd"].get<double>();
  }
  EXPECT_NEAR(costs["usd"].get<double>(), usd, 1e-5);
  EXPECT_NEAR(costs["usd"].get<double>(), charged_in_ledger(scratch.path(), "usd"), 1e-5);
  EXPECT_NEAR(costs["credits"].get<double>(), charged_in_ledger(scratch.path(), "credits"), 1e-5);
  EXPECT_EQ(costs["assets"][0]["pointer"], "/slides/0/items/0/figure");
  EXPECT_EQ(costs["assets"][2]["pointer"], "/slides/0");

  ASSERT_EQ(render().exit_code, 0);
  const json again = report()["costs"];
  EXPECT_EQ(again["usd"], 0.0);
  for (const json& asset : again["assets"]) EXPECT_EQ(asset["outcome"], "stored") << asset;

  json edited = lesson();
  edited["slides"][1]["items"][0]["talk"] = "Water of 70 °C is enough for it.";
  write("lesson.json", edited);
  const double before = charged_in_ledger(scratch.path(), "usd");
  ASSERT_EQ(render().exit_code, 0);
  EXPECT_NEAR(report()["costs"]["usd"].get<double>(), charged_in_ledger(scratch.path(), "usd") - before, 1e-5);
  EXPECT_GT(report()["costs"]["usd"], 0.0);
}

TEST_F(CloudRender, ReportsWhatWasPaidInVain) {
  cloud.set_faults(
      {{"rules", {{{"vendor", "google"}, {"body", "kettle"}, {"fault", {{"block_reason", "PROHIBITED_CONTENT"}}}}}}});
  ASSERT_EQ(render().exit_code, 0);
  const json costs = report()["costs"];
  EXPECT_NEAR(costs["usd"].get<double>(), charged_in_ledger(scratch.path(), "usd"), 1e-5);
  EXPECT_NE(costs["assets"][1]["outcome"], "answered") << costs;
  EXPECT_NE(costs["assets"][1]["outcome"], "stored") << costs;
}

TEST_F(CloudRender, IsWhatItsReportSays) {
  ASSERT_EQ(render().exit_code, 0);
  const testing::CommandResult checked = vina({"check", "out.mp4", "--offline"});
  EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("1 of 4 there, 3 not asked for"));
}

TEST_F(CloudRender, IsNotWhatItsReportSaysWithAnotherPosterOfTheSameSize) {
  ASSERT_EQ(render().exit_code, 0);
  std::fstream{scratch / "out.poster.png", std::ios::in | std::ios::out}.seekp(-1, std::ios::end) << 'x';
  const testing::CommandResult checked = vina({"check", "out.mp4", "--offline"});
  EXPECT_EQ(checked.exit_code, 12) << checked.err;
  EXPECT_THAT(checked.out, AllOf(HasSubstr("WRONG  poster file"), HasSubstr("1 of 28 checks failed: poster file.")));
}

TEST_F(CloudRender, FailsWhereWhatItPublishedDoesNotAnswer) {
  testing::CommandOptions behind_proxy = options();  // whose port nobody listens to: the URLs are those of Cloudinary
  behind_proxy.environment.emplace_back("https_proxy=http://127.0.0.1:9");
  const testing::CommandResult result = testing::run_command(
      {testing::kProgram, "render", "lesson.json", "-o", "out.mp4", "--quiet", "--verify"}, behind_proxy);
  EXPECT_EQ(result.exit_code, 12) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err,
              AllOf(HasSubstr("error: URLs: https://res.cloudinary.com/fake-cloud/"), HasSubstr("does not answer"),
                    HasSubstr("error: 'out.mp4' is finished, but not what its report says; the files stay")));
  for (const char* name : {"out.mp4", "out.vtt", "out.srt", "out.json"}) EXPECT_TRUE(is_there(name)) << name;
}

TEST_F(CloudRender, AsksForTheEditedSlideAlone) {
  ASSERT_EQ(render().exit_code, 0);
  json edited = lesson();
  edited["slides"][1]["items"][0]["talk"] = "Water of 70 °C is enough for it.";
  write("lesson.json", edited);
  ASSERT_EQ(render().exit_code, 0);
  EXPECT_EQ(charged("google"), 2);
  EXPECT_EQ(charged("elevenlabs"), 4);
}

TEST_F(CloudRender, IsDegradedWithTheVendorsReasonWhereAPictureIsRefused) {
  cloud.set_faults(
      {{"rules", {{{"vendor", "google"}, {"body", "kettle"}, {"fault", {{"block_reason", "PROHIBITED_CONTENT"}}}}}}});
  const testing::CommandResult result = render();
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json answer = json::parse(result.out);
  EXPECT_TRUE(answer["degraded"]);
  ASSERT_EQ(answer["warnings"].size(), 1U);
  EXPECT_EQ(answer["warnings"][0]["pointer"], "/slides/1/items/0/figure");
  EXPECT_THAT(answer["warnings"][0]["message"], HasSubstr("PROHIBITED_CONTENT"));
  EXPECT_TRUE(report()["degraded"]);

  const testing::CommandResult strict = render({"--strict", "-o", "strict.mp4"});
  EXPECT_EQ(strict.exit_code, 10);
  EXPECT_THAT(strict.err, HasSubstr("/slides/1/items/0/figure"));
  EXPECT_FALSE(is_there("strict.mp4"));
}

TEST_F(CloudRender, FailsWithItsVoiceAndKeepsWhatIsPaid) {
  cloud.set_faults({{"rules",
                     {{{"vendor", "elevenlabs"},
                       {"kind", "speech"},
                       {"body", R"("text":"Two minutes)"},
                       {"fault", {{"status", 401}, {"code", "quota_exceeded"}, {"shape", "legacy"}}}}}}});
  const testing::CommandResult failed = render();
  EXPECT_EQ(failed.exit_code, 7) << failed.err;
  EXPECT_THAT(failed.err, HasSubstr("/slides/2"));
  EXPECT_FALSE(is_there("out.mp4"));
  EXPECT_EQ(charged("elevenlabs"), 2) << "the slides that were being spoken are finished and kept";

  cloud.set_faults(json::object());
  ASSERT_EQ(render().exit_code, 0);
  EXPECT_EQ(charged("google"), 2);
  EXPECT_EQ(charged("elevenlabs"), 3);
}

TEST_F(CloudRender, SpeaksWithTheOfflineVoiceWhereThatIsWanted) {
  cloud.set_faults({{"rules",
                     {{{"vendor", "elevenlabs"},
                       {"kind", "speech"},
                       {"fault", {{"status", 401}, {"code", "invalid_api_key"}, {"shape", "current"}}}}}}});
  const testing::CommandResult result = render({"--voice-fallback", "espeak"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(json::parse(result.out)["degraded"]);
  EXPECT_THAT(report()["slides"][0]["voice"], HasSubstr("espeak"));
}

TEST_F(CloudRender, KeepsTheFinishedVideoWhereItsUploadFails) {
  cloud.set_faults({{"rules", {{{"vendor", "cloudinary"}, {"kind", "upload"}, {"fault", {{"status", 403}}}}}}});
  const testing::CommandResult failed = render();
  EXPECT_EQ(failed.exit_code, 7) << failed.err;
  EXPECT_THAT(failed.err,
              AllOf(HasSubstr("'out.mp4' is finished but not published"), HasSubstr("vina publish 'out.mp4'")));
  for (const char* file : {"out.mp4", "out.vtt", "out.srt", "out.json", "out.poster.png"})
    EXPECT_TRUE(is_there(file)) << file;
  EXPECT_TRUE(report()["video"]["published_to"].is_null());

  cloud.set_faults(json::object());
  const testing::CommandResult published = vina({"publish", "out.mp4"});
  ASSERT_EQ(published.exit_code, 0) << published.err;
  const json answer = json::parse(published.out);
  EXPECT_THAT(answer["video_url"], StartsWith("https://res.cloudinary.com/fake-cloud/video/upload/"));
  EXPECT_GT(answer["duration_seconds"], 5.0);
  EXPECT_EQ(report()["video"]["url"], answer["video_url"]);
  EXPECT_EQ(report()["captions"]["url"], answer["subtitle_url"]);
}

TEST_F(CloudRender, RefusesToPublishAnotherVideoThanTheReportTellsOf) {
  ASSERT_EQ(render({"--publish", "folder"}).exit_code, 0);
  std::filesystem::resize_file(scratch / "out.mp4", 50'000);
  const testing::CommandResult result = vina({"publish", "out.mp4"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("'out.mp4' is not the file that 'out.json' tells of"));
}

TEST_F(CloudRender, PublishesNothingThatAnEarlierVideoLeftBehind) {
  ASSERT_EQ(render().exit_code, 0);
  ASSERT_EQ(render({"--no-captions", "--publish", "folder"}).exit_code, 0);
  EXPECT_FALSE(is_there("out.vtt")) << "players would show it with the new video";
  ASSERT_TRUE(is_there("out.poster.png"));
  std::ofstream{scratch / "out.vtt"} << "WEBVTT\n";  // somebody else's
  const testing::CommandResult published = vina({"publish", "out.mp4"});
  ASSERT_EQ(published.exit_code, 0) << published.err;
  EXPECT_TRUE(json::parse(published.out)["subtitle_url"].is_null());
  EXPECT_TRUE(json::parse(published.out)["poster_url"].is_null());
}

TEST_F(CloudRender, NamesTheCommandThatPublishesUnderTheSameNames) {
  cloud.set_faults({{"rules", {{{"vendor", "cloudinary"}, {"kind", "upload"}, {"fault", {{"status", 403}}}}}}});
  const testing::CommandResult failed = render({"--public-id", "intro", "--cloudinary-folder", "acme"});
  EXPECT_THAT(failed.err, HasSubstr("vina publish 'out.mp4' --cloudinary-folder 'acme' --public-id 'intro'"));
}

TEST_F(CloudRender, NeedsNoCacheToPublish) {
  ASSERT_EQ(render({"--publish", "folder"}).exit_code, 0);
  testing::CommandOptions without_cache = options();
  without_cache.environment.insert(without_cache.environment.end(), {"XDG_CACHE_HOME=", "HOME="});
  const testing::CommandResult published =
      testing::run_command({testing::kProgram, "publish", "out.mp4"}, without_cache);
  EXPECT_EQ(published.exit_code, 0) << published.err;
  const testing::CommandResult planned =
      testing::run_command({testing::kProgram, "plan", "lesson.json"}, without_cache);
  EXPECT_EQ(planned.exit_code, 2) << planned.err;
  EXPECT_THAT(planned.err, HasSubstr("--cache"));
}

TEST_F(CloudRender, LeavesAPictureOfTheUsersAlone) {
  std::ofstream{scratch / "out.png"} << "mine";
  ASSERT_EQ(render().exit_code, 0);
  EXPECT_EQ(content_of(scratch / "out.png"), "mine");
}

TEST_F(CloudRender, PlansWhatItThenPays) {
  const testing::CommandResult planned = vina({"plan", "lesson.json", "--json"});
  ASSERT_EQ(planned.exit_code, 0) << planned.err;
  EXPECT_TRUE(cloud.journal().requests.empty()) << "planning asks nobody";
  const json plan = json::parse(planned.out);
  EXPECT_EQ(plan["calls"].size(), 5U);
  EXPECT_GT(plan["usd_to_pay"], 0.06);
  ASSERT_EQ(render().exit_code, 0);
  std::int64_t credits = 0;
  for (const fake::Charge& charge : cloud.journal().charges) {
    if (charge.vendor == "elevenlabs") credits += charge.units;
  }
  EXPECT_NEAR(plan["credits_to_pay"].get<double>(), static_cast<double>(credits), 3.0);
  const json again = json::parse(vina({"plan", "lesson.json", "--json"}).out);
  EXPECT_EQ(again["usd_to_pay"], 0.0);
  EXPECT_TRUE(
      std::all_of(again["calls"].begin(), again["calls"].end(), [](const json& call) { return call["is_there"]; }));
}

TEST_F(CloudRender, AsksNobodyForMoreThanTheBudget) {
  const testing::CommandResult result = render({"--budget", "0.01"});
  EXPECT_EQ(result.exit_code, 11) << result.err;
  EXPECT_THAT(result.err, AllOf(HasSubstr("--budget is $0.01"), HasSubstr("vina plan")));
  EXPECT_TRUE(cloud.journal().requests.empty());
  EXPECT_FALSE(is_there("out.mp4"));
  EXPECT_EQ(render({"--budget", "5"}).exit_code, 0);
}

TEST_F(CloudRender, PaysNothingForALessonWhoseTextsDoNotFit) {
  json wide = lesson();
  std::string bullet;
  for (int i = 0; i < 100; ++i) bullet += "W";
  for (json& slide : wide["slides"]) {
    slide["items"] = json::array();
    for (int i = 0; i < 5; ++i) slide["items"].push_back({{"bullet", bullet}, {"talk", "Talk."}, {"figure", "A leaf"}});
    slide["slide_title"] = bullet;
  }
  write("lesson.json", wide);
  const testing::CommandResult result = render({"--safe-area", "social"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_TRUE(cloud.journal().requests.empty());
}

TEST_F(CloudRender, RetriesWhatMayBeRetried) {
  cloud.set_faults({{"rules",
                     {{{"vendor", "google"}, {"nth", 1}, {"fault", {{"status", 503}}}},
                      {{"vendor", "elevenlabs"}, {"kind", "speech"}, {"nth", 2}, {"fault", {{"cut", "after_work"}}}},
                      {{"vendor", "cloudinary"}, {"kind", "upload"}, {"nth", 1}, {"fault", {{"cut", "inside"}}}}}}});
  const testing::CommandResult result = render();
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_FALSE(json::parse(result.out)["degraded"]);
  EXPECT_EQ(charged("elevenlabs"), 3) << "the lost answer is in the history";
  EXPECT_EQ(cloud.journal().avoidable(), 0);
}

TEST_F(CloudRender, PaysAndDrawsOnceForTwoProcessesAtOnce) {
  testing::CommandResult first;
  testing::CommandResult second;
  {
    const std::jthread one{[&] { first = vina({"render", "lesson.json", "-o", "a.mp4", "--quiet"}); }};
    const std::jthread two{[&] { second = vina({"render", "lesson.json", "-o", "b.mp4", "--quiet"}); }};
  }
  ASSERT_EQ(first.exit_code, 0) << first.err;
  ASSERT_EQ(second.exit_code, 0) << second.err;
  EXPECT_EQ(charged("google"), 2);
  EXPECT_EQ(charged("elevenlabs"), 3);
  EXPECT_TRUE(content_of(scratch / "a.mp4") == content_of(scratch / "b.mp4"));
  const json a = json::parse(content_of(scratch / "a.json"));
  const json b = json::parse(content_of(scratch / "b.json"));
  for (std::size_t slide = 0; slide < 3; ++slide) {
    EXPECT_NE(a["slides"][slide]["reused"], b["slides"][slide]["reused"]) << "slide " << slide + 1;
  }
  EXPECT_TRUE(std::filesystem::is_empty(scratch / "cache/vina/slides/locks"));
}

TEST_F(CloudRender, LeavesNoKeyInAnyFileWhereAVendorShowsIt) {
  cloud.set_faults({{"rules",
                     {{{"vendor", "google"},
                       {"body", "kettle"},
                       {"fault", {{"status", 400}, {"message", "API key " + kPlanted + "-google is wrong"}}}},
                      {{"vendor", "cloudinary"},
                       {"fault", {{"status", 401}, {"message", "Invalid key " + kPlanted + "-cloudinary"}}}}}}});
  const testing::CommandResult result = vina({"render", "lesson.json", "-o", "out.mp4"});
  EXPECT_NE(result.exit_code, 0);
  for (const char* file : {"out.json", "out.vtt", "cache/vina/ledger.jsonl"}) EXPECT_TRUE(is_there(file)) << file;
}

TEST_F(CloudRender, ReadsKeysFromDotEnv) {
  std::ofstream env{scratch / ".env"};
  for (const std::string& variable : environment()) env << variable << "\n";
  env.close();
  const testing::CommandResult result =
      testing::run_command({testing::kProgram, "render", "lesson.json", "--quiet", "--cache", "cache"},
                           {.input = {}, .folder = scratch.path(), .environment = {}});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(charged("google"), 2);
  EXPECT_EQ(json::parse(result.out)["published_to"], "cloudinary");
}

TEST_F(CloudRender, ForgivesABrokenDotEnvWhereNoVendorIsAsked) {
  std::ofstream{scratch / ".env"} << "this is no variable\n";
  const std::vector<std::string> offline{"--voice", "espeak", "--images", "gradient", "--publish", "folder"};
  EXPECT_EQ(render(offline).exit_code, 0);
  const testing::CommandResult online = render();
  EXPECT_EQ(online.exit_code, 2);
  EXPECT_THAT(online.err, HasSubstr("'.env' line 1"));
}

TEST_F(CloudRender, SaysThatItWaitsAndForWhom) {
  cloud.set_faults(
      {{"rules",
        {{{"vendor", "google"}, {"nth", 1}, {"fault", {{"status", 429}, {"headers", {{"retry-after", "1"}}}}}}}}});
  const testing::CommandResult result = vina({"render", "lesson.json", "-o", "out.mp4"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr(" s for Google"));
}

TEST_F(CloudRender, StopsWithinASecondWhileItWaits) {
  cloud.set_faults({{"rules", {{{"vendor", "google"}, {"fault", {{"delay_ms", 20'000}}}}}}});
  testing::CommandOptions interrupted = options();
  interrupted.signal = SIGINT;
  interrupted.signal_after = std::chrono::milliseconds{1'000};
  const auto began = std::chrono::steady_clock::now();
  const testing::CommandResult result =
      testing::run_command({testing::kProgram, "render", "lesson.json", "-o", "out.mp4", "--quiet"}, interrupted);
  EXPECT_EQ(result.exit_code, 130) << result.err;
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::milliseconds{3'000});
  EXPECT_FALSE(is_there("out.mp4"));
}

/// Work takes each vendor longer than everything else takes together.
class SlowVendors : public testing::RenderInCloud {
 protected:
  SlowVendors() : RenderInCloud{{.delays = {{"google", kDelay}, {"elevenlabs", kDelay}, {"cloudinary", kDelay}}}} {}

  /// The steps of a report by their names.
  static std::map<std::string, json> by_step(const json& times) {
    std::map<std::string, json> steps;
    for (const json& time : times) steps[time["step"]] = time;
    return steps;
  }

  static constexpr std::chrono::milliseconds kDelay{1'000};
  static constexpr double kDelaySeconds = 1.0;
  static constexpr double kRounding = 0.002;
};

TEST_F(SlowVendors, AreSeenInTheTimesOfTheSteps) {
  const auto began = std::chrono::steady_clock::now();
  ASSERT_EQ(render().exit_code, 0);
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::map<std::string, json> steps = by_step(report()["times"]);
  ASSERT_THAT(steps, UnorderedElementsAre(Key("layout"), Key("images"), Key("speech"), Key("video"), Key("captions"),
                                          Key("publish")));
  const auto from = [&](const char* step) { return steps[step]["from_seconds"].get<double>(); };
  const auto to = [&](const char* step) { return from(step) + steps[step]["seconds"].get<double>(); };
  for (const char* step : {"images", "speech", "publish"}) {
    EXPECT_GE(steps[step]["seconds"].get<double>(), kDelaySeconds - kRounding) << step;
  }
  for (const auto& [step, time] : steps) {
    EXPECT_GE(from(step.c_str()), 0) << step;
    EXPECT_LE(to(step.c_str()), took) << step;
  }
  EXPECT_LT(from("images"), to("speech")) << "they overlap";
  EXPECT_LT(from("speech"), to("images")) << "they overlap";
  EXPECT_GE(from("images"), to("layout") - kRounding);
  EXPECT_GE(from("video"), from("speech") + kDelaySeconds - kRounding) << "no slide is drawn before its voice is there";
  EXPECT_GE(from("captions"), to("speech") - kRounding);
  EXPECT_GE(from("publish"), to("video") - kRounding);
}

TEST_F(SlowVendors, AreNotSeenInTheProcessorTimes) {
  ASSERT_EQ(render().exit_code, 0);
  const std::map<std::string, json> first = by_step(report()["thread_times"]);
  ASSERT_THAT(first, UnorderedElementsAre(Key("draw"), Key("h264"), Key("sound"), Key("mux")));
  for (const char* step : {"draw", "h264", "sound"}) EXPECT_GT(first.at(step)["seconds"], 0.0) << step;

  ASSERT_EQ(render().exit_code, 0);
  const std::map<std::string, json> again = by_step(report()["thread_times"]);
  for (const char* step : {"draw", "h264"}) EXPECT_EQ(again.at(step)["seconds"], 0.0) << step << ", of kept slides";
  EXPECT_GT(again.at("sound")["seconds"], 0.0);
  std::map<std::string, json> steps = by_step(report()["times"]);
  for (const char* step : {"images", "speech"}) EXPECT_LT(steps[step]["seconds"], kDelaySeconds) << step << " is kept";
}

}  // namespace
}  // namespace vina
