// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/cache_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <thread>

#include "storage/asset_store.h"
#include "unit/cli/program_test.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using Json = nlohmann::json;

class CacheCommandTest : public testing::ProgramTest {
 protected:
  CacheCommandTest() { surroundings.environment.xdg_cache_home = scratch.path().string(); }

  /// Stores a picture of `size` bytes and returns its key.
  std::string store_picture(const std::string& prompt, std::size_t size = 2'500) {
    const Json request{{"vendor", "google"},
                       {"model", "gemini-nano-banana-2.1"},
                       {"body", {{"contents", {{{"parts", {{{"text", prompt}}}}}}}}}};
    store().get_or_make(request, [size](auto) { return Asset{std::string(size, 'x'), "png", "{}"}; }, {});
    return asset_key(request).hex;
  }

  std::string store_speech(const std::string& text) {
    const Json request{{"vendor", "elevenlabs"}, {"model_id", "eleven_v4"}, {"text", text}};
    store().get_or_make(request, [](auto) { return Asset{"sound", "mp3", "{}"}; }, {});
    return asset_key(request).hex;
  }

  AssetStore store() const { return AssetStore{scratch / "vina"}; }

  void expect_refused(const std::vector<std::string>& arguments, const std::string& message) {
    EXPECT_EQ(run(arguments), 2);
    EXPECT_THAT(err(), HasSubstr(message));
    EXPECT_EQ(out(), "");
  }
};

TEST_F(CacheCommandTest, ListsWhatIsThereAndHowMuch) {
  const std::string boat = store_picture("A boat\n\x1b[31m in the rain");
  std::this_thread::sleep_for(std::chrono::milliseconds{2});
  const std::string talk = store_speech(std::string(58, 'a') + "ééé");
  ASSERT_EQ(run({"cache", "ls"}), 0) << err();
  EXPECT_THAT(out(), MatchesRegex("KEY +SIZE +STORED .UTC. +VENDOR/MODEL +WHAT\n"
                                  "[0-9a-f]{12} +2.5 kB  20..-..-.. ..:..  google/gemini-nano-banana-2.1 +A boat.*\n"
                                  "[0-9a-f]{12} +5 bytes  20..-..-.. ..:..  elevenlabs/eleven_v4 +a{57}\\.\\.\\.\n"
                                  "\n2 assets, 2.5 kB in '.*/vina'\n"));
  EXPECT_THAT(out(), AllOf(HasSubstr(boat.substr(0, 12)), HasSubstr(talk.substr(0, 12)), Not(HasSubstr("\x1b"))));
}

TEST_F(CacheCommandTest, ListsAsJson) {
  const std::string boat = store_picture("A boat\nin the rain");
  ASSERT_EQ(run({"cache", "ls", "--json"}), 0) << err();
  const Json json = Json::parse(out());
  EXPECT_EQ(json["bytes"], 2500);
  ASSERT_EQ(json["assets"].size(), 1U);
  const Json& asset = json["assets"][0];
  EXPECT_EQ(asset["key"], boat);
  EXPECT_EQ(asset["vendor"], "google");
  EXPECT_EQ(asset["model"], "gemini-nano-banana-2.1");
  EXPECT_EQ(asset["what"], "A boat\nin the rain");
  EXPECT_EQ(asset["bytes"], 2500);
  EXPECT_THAT(asset["stored_at"].get<std::string>(), EndsWith("Z"));
  EXPECT_TRUE(std::filesystem::exists(asset["file"].get<std::string>()));
}

TEST_F(CacheCommandTest, NamesTheModelOfASpeech) {
  store_speech("A talk");
  ASSERT_EQ(run({"cache", "ls", "--json"}), 0) << err();
  EXPECT_EQ(Json::parse(out())["assets"][0]["model"], "eleven_v4");
}

TEST_F(CacheCommandTest, ListsNothingBeforeThereIsAnything) {
  ASSERT_EQ(run({"cache", "ls"}), 0) << err();
  EXPECT_THAT(out(), HasSubstr("0 assets, 0 bytes"));
  ASSERT_EQ(run({"cache", "verify"}), 0);
  EXPECT_EQ(out(), "0 assets are whole\n");
  ASSERT_EQ(run({"cache", "rm", "--all"}), 0);
  EXPECT_EQ(out(), "removed 0 assets, 0 bytes\n");
  EXPECT_FALSE(std::filesystem::exists(scratch / "vina")) << "looking makes no folder";
}

TEST_F(CacheCommandTest, LooksWhereItIsTold) {
  store_picture("a");
  surroundings.environment.xdg_cache_home = "/nowhere";
  ASSERT_EQ(run({"cache", "ls", "--cache", (scratch / "vina").string()}), 0);
  EXPECT_THAT(out(), HasSubstr("1 asset, "));
  expect_refused({"cache", "ls", "--cache", (scratch / "vnia").string()}, "there is no folder");
  EXPECT_FALSE(std::filesystem::exists(scratch / "vnia"));
  surroundings.environment.xdg_cache_home = "";
  expect_refused({"cache", "ls"}, "--cache DIR");
}

TEST_F(CacheCommandTest, RemovesWhatTwelveDigitsName) {
  const std::string a = store_picture("a");
  const std::string b = store_picture("b");
  const std::string c = store_picture("c");
  ASSERT_EQ(run({"cache", "rm", a.substr(0, 12), b, a.substr(0, 20)}), 0) << err();
  EXPECT_EQ(out(), "removed 2 assets, 5.0 kB\n");
  ASSERT_EQ(store().list().size(), 1U);
  EXPECT_EQ(store().list()[0].key.hex, c);
  std::string upper = c.substr(0, 12);
  for (char& digit : upper) digit = static_cast<char>(std::toupper(static_cast<unsigned char>(digit)));
  ASSERT_EQ(run({"cache", "rm", upper, "--json"}), 0) << err();
  EXPECT_EQ(Json::parse(out())["removed"][0], c);
  EXPECT_EQ(Json::parse(out())["bytes"], 2500);
}

TEST_F(CacheCommandTest, RemovesAllWhenAskedTo) {
  store_picture("a");
  store_picture("b");
  ASSERT_EQ(run({"cache", "rm", "--all"}), 0) << err();
  EXPECT_EQ(out(), "removed 2 assets, 5.0 kB\n");
  EXPECT_TRUE(store().list().empty());
}

TEST_F(CacheCommandTest, RemovesNothingWhereOneKeyIsWrong) {
  const std::string a = store_picture("a", 1);
  expect_refused({"cache", "rm", a, "000000000000"}, "there is no asset '000000000000'");
  expect_refused({"cache", "rm", a, "a"}, "'a' is no key");
  expect_refused({"cache", "rm", a, "../../../etc"}, "is no key");
  EXPECT_EQ(store().list().size(), 1U);
}

TEST_F(CacheCommandTest, RefusesAKeyThatNamesTwo) {
  // Two of some 500 keys that begin with the same four digits: found by the birthday paradox, the same each time.
  std::map<std::string, int> prompts;
  std::string prefix;
  for (int i = 0; prefix.empty(); ++i) {
    const std::string prompt = std::to_string(i);
    const Json request{{"vendor", "elevenlabs"}, {"model_id", "eleven_v4"}, {"text", prompt}};
    const auto [other, is_new] = prompts.emplace(asset_key(request).hex.substr(0, 4), i);
    if (is_new) continue;
    prefix = other->first;
    store_speech(prompt);
    store_speech(std::to_string(other->second));
  }
  expect_refused({"cache", "rm", prefix}, "names more than one asset");
  EXPECT_EQ(store().list().size(), 2U);
}

TEST_F(CacheCommandTest, FindsWhatIsDamagedAndSaysSo) {
  const std::string a = store_picture("a");
  store_picture("b");
  ASSERT_EQ(run({"cache", "verify"}), 0);
  EXPECT_EQ(out(), "2 assets are whole\n");
  std::ofstream{store().find({a})->file} << "changed";
  ASSERT_EQ(run({"cache", "verify"}), 5);
  EXPECT_THAT(out(), MatchesRegex("damaged: " + a.substr(0, 12) +
                                  "\n1 asset is whole\n1 asset was damaged and moved to '.*/vina/damaged'; .*\n"));
  ASSERT_EQ(run({"cache", "verify", "--json"}), 0);
  EXPECT_EQ(Json::parse(out())["whole"], 1);
  EXPECT_TRUE(Json::parse(out())["damaged"].empty());
}

TEST_F(CacheCommandTest, RefusesWhatMakesNoSense) {
  expect_refused({"cache"}, "ACTION is required (see 'vina cache --help')");
  expect_refused({"cache", "list"}, "'list'");
  expect_refused({"cache", "rm"}, "'rm' needs either KEY or --all");
  expect_refused({"cache", "rm", "--all", "0123456789ab"}, "'rm' needs either KEY or --all");
  expect_refused({"cache", "ls", "--all"}, "--all is for 'rm'");
  expect_refused({"cache", "ls", "0123456789ab"}, "'ls' takes no KEY");
  expect_refused({"cache", "verify", "0123456789ab"}, "'verify' takes no KEY");
  expect_refused({"cache", "ls", "--cache", ""}, "--cache is empty");
}

}  // namespace
}  // namespace vina
