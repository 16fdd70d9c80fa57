// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/elevenlabs/elevenlabs_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include <nlohmann/json.hpp>

namespace vina {
namespace {

using nlohmann::json;
using ::testing::SizeIs;

const std::chrono::system_clock::time_point kSince{std::chrono::milliseconds{1'795'000'000'900}};

SpeechAsk wanted() {
  return make_speech_asks({.talks = {"R&D pays."}}, {.key = Secret{"k"}}).asks.at(0);
}

json item(const std::function<void(json&)>& change = [](json&) {}) {
  json entry{{"history_item_id", "h-1"},           {"text", "R＆D pays."}, {"model_id", "eleven_multilingual_v2"},
             {"voice_id", "21m00Tcm4TlvDq8ikWAM"}, {"source", "TTS"},      {"date_unix", 1'795'000'000}};
  change(entry);
  return entry;
}

std::string found_in(const json& items) {
  const auto found = find_in_history(json{{"history", items}, {"has_more", false}}.dump(), wanted(), kSince);
  return found ? found->id : "";
}

TEST(ElevenLabsHistory, FindsTheSameTextModelVoiceAndSource) {
  EXPECT_EQ(found_in(json::array({item()})), "h-1");
  EXPECT_EQ(found_in(json::array({item([](json& i) { i.erase("voice_id"); })})), "h-1");
  EXPECT_EQ(found_in(json::array({item([](json& i) { i["text"] = "R&D pays."; })})), "");
  EXPECT_EQ(found_in(json::array({item([](json& i) { i["text"] = "R＆D pays"; })})), "");
  EXPECT_EQ(found_in(json::array({item([](json& i) { i["model_id"] = "eleven_v3"; })})), "");
  EXPECT_EQ(found_in(json::array({item([](json& i) { i["voice_id"] = "another"; })})), "");
  EXPECT_EQ(found_in(json::array({item([](json& i) { i["source"] = "STS"; })})), "");
  EXPECT_EQ(found_in(json::array({item([](json& i) { i["date_unix"] = 1'794'999'999; })})), "") << "before the request";
  EXPECT_EQ(found_in(json::array({item([](json& i) { i["history_item_id"] = "../user"; })})), "")
      << "ids become part of a path";
  EXPECT_EQ(found_in(json::array()), "");
}

TEST(ElevenLabsHistory, TakesTheNewest) {
  EXPECT_EQ(found_in({item(), item([](json& i) { i["history_item_id"] = "h-2", i["date_unix"] = 1'795'000'009; }),
                      item([](json& i) { i["history_item_id"] = "h-3", i["date_unix"] = 1'795'000'003; })}),
            "h-2");
}

TEST(ElevenLabsHistory, LivesWithWhateverComes) {
  for (const char* body : {"", "<html>", "[]", "null", "{}", R"({"history": null})", R"({"history": {}})",
                           R"({"history": [null, 5, "x", [], {}]})", R"({"history": [{"date_unix": "today"}]})"}) {
    EXPECT_FALSE(find_in_history(body, wanted(), kSince)) << body;
  }
}

TEST(ElevenLabsHistory, GoesOnWhereThereIsMoreThatIsRecentEnough) {
  const auto next = [](const std::function<void(json&)>& change) {
    json page{{"history", {item()}}, {"has_more", true}, {"last_history_item_id", "h-1"}};
    change(page);
    return next_page_of_history(page.dump(), kSince);
  };
  EXPECT_EQ(next([](json&) {}), "h-1");
  EXPECT_EQ(next([](json& p) { p["has_more"] = false; }), "");
  EXPECT_EQ(next([](json& p) { p.erase("has_more"); }), "");
  EXPECT_EQ(next([](json& p) { p["history"] = json::array(); }), "");
  EXPECT_EQ(next([](json& p) { p["history"][0]["date_unix"] = 1'794'999'999; }), "") << "the rest is older still";
  EXPECT_EQ(next([](json& p) { p["last_history_item_id"] = nullptr; }), "");
  EXPECT_EQ(next([](json& p) { p["last_history_item_id"] = "h-1&source=STS"; }), "") << "it becomes part of a URL";
  for (const char* body : {"", "[]", "null", R"({"has_more": true})", R"({"has_more": true, "history": [null]})"}) {
    EXPECT_EQ(next_page_of_history(body, kSince), "") << body;
  }
}

TEST(ElevenLabsHistory, KeepsTheTimesThatAreThere) {
  const json alignment{
      {"characters", {"a"}}, {"character_start_times_seconds", {0.5}}, {"character_end_times_seconds", {0.6}}};
  const json entry = item([&](json& i) {
    i["alignments"] = {{"alignment", alignment}, {"normalized_alignment", nullptr}};
  });
  const auto found = find_in_history(json{{"history", json::array({entry})}}.dump(), wanted(), kSince);
  ASSERT_TRUE(found);
  EXPECT_THAT(read_speech_details(found->details).alignment, SizeIs(1));
  EXPECT_THAT(read_speech_details(found->details).normalized_alignment, SizeIs(0));
}

}  // namespace
}  // namespace vina
