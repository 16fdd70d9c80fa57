// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_cloud/digest.h"
#include "fake_cloud/fake_cloud.h"
#include "integration/fake_cloud/vendor_requests.h"
#include "support/command.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using fake::FakeCloud;
using nlohmann::json;
using ::testing::HasSubstr;
using testing::RawAnswer;
using testing::RawRequest;
using testing::send_raw;
using testing::short_speech;
using testing::speech_request;
using testing::wire_fixture;

class ElevenLabsVendor : public ::testing::Test {
 protected:
  RawAnswer speak(const json& body, const std::string& target = testing::kRachel) {
    return send_raw(cloud_.port(), speech_request(body, target));
  }
  RawAnswer get(const std::string& target, const std::string& key = testing::kElevenLabsKey) {
    return send_raw(cloud_.port(), {"GET", target, {key}});
  }

  FakeCloud cloud_;
};

std::string joined(const json& alignment) {
  std::string text;
  for (const json& character : alignment["characters"]) text += character.get<std::string>();
  return text;
}

void expect_rising(const json& alignment) {
  const json& starts = alignment["character_start_times_seconds"];
  const json& ends = alignment["character_end_times_seconds"];
  ASSERT_EQ(starts.size(), alignment["characters"].size());
  ASSERT_EQ(ends.size(), alignment["characters"].size());
  for (std::size_t i = 0; i < starts.size(); ++i) {
    EXPECT_LE(starts[i].get<double>(), ends[i].get<double>()) << i;
    if (i == 0) continue;
    EXPECT_LE(ends[i - 1].get<double>(), starts[i].get<double>()) << i;
  }
}

TEST_F(ElevenLabsVendor, SpeaksTheExampleWithTheTimeOfEveryCharacter) {
  const RawAnswer answer = speak(wire_fixture("eleven_request"), testing::kRachel + "?output_format=mp3_44100_128");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json body = answer.json();
  EXPECT_THAT(*fake::from_base64(body["audio_base64"].get<std::string>()), ::testing::StartsWith("ID3"));
  EXPECT_EQ(joined(body["alignment"]), "The boat sails.  Nobody knows where.") << "the break tag is not spoken";
  EXPECT_EQ(joined(body["normalized_alignment"]), " The boat sails.  Nobody knows where. ");
  expect_rising(body["alignment"]);
  expect_rising(body["normalized_alignment"]);
  EXPECT_EQ(answer.header("character-cost"), "57") << "the tag is billed";
  EXPECT_EQ(answer.header("maximum-concurrent-requests"), "5");
  EXPECT_EQ(answer.header("current-concurrent-requests"), "1");
  EXPECT_TRUE(answer.header("request-id") && answer.header("history-item-id"));
  const fake::JournalSnapshot journal = cloud_.journal();
  ASSERT_EQ(journal.charges.size(), 1U);
  EXPECT_EQ(journal.charges[0].units, 57);
}

TEST_F(ElevenLabsVendor, GivesABreakItsTime) {
  const auto gap = [&](const std::string& text) {
    const json alignment = speak(short_speech(text)).json()["alignment"];
    const std::string all = joined(alignment);
    return alignment["character_start_times_seconds"][all.find("Two")].get<double>();
  };
  const double without = gap("One.  Two.");
  const double with = gap("One. <break time=\"1.5s\" /> Two.");
  EXPECT_NEAR(with - without, 1.5, 0.6);
  EXPECT_NEAR(gap("One. <break time=\"9s\" /> Two.") - without, 3.0, 0.6) << "3 s is the longest";
}

TEST_F(ElevenLabsVendor, MakesSoundThatDecodesAndIsAsLongAsItsTimes) {
  VINA_REQUIRE_PROGRAM("ffmpeg");
  const testing::ScratchFolder scratch;
  for (const char* format : {"mp3_44100_128", "mp3_22050_32", "pcm_24000", "wav_22050"}) {
    const json body = speak(short_speech("A boat sails over the sea, and nobody knows where."),
                            testing::kRachel + "?output_format=" + format)
                          .json();
    const std::string sound = *fake::from_base64(body["audio_base64"].get<std::string>());
    std::ofstream{scratch / "sound", std::ios::binary} << sound;
    std::vector<std::string> command{"ffmpeg", "-v", "error"};
    if (std::string{format}.starts_with("pcm"))
      command.insert(command.end(), {"-f", "s16le", "-ar", "24000", "-ac", "1"});
    command.insert(command.end(), {"-i", scratch / "sound", "-f", "s16le", "-ar", "8000", "-ac", "1", "-"});
    const testing::CommandResult decoded = testing::run_command(command);
    EXPECT_EQ(decoded.exit_code, 0) << decoded.err;
    const double seconds = static_cast<double>(decoded.out.size()) / 2 / 8000;
    const double last = body["alignment"]["character_end_times_seconds"].back().get<double>();
    EXPECT_GT(last, 1.5);
    EXPECT_GE(seconds, last) << format;
    EXPECT_LT(seconds, last + 0.5) << format;
  }
}

TEST_F(ElevenLabsVendor, AlignsTheTextAsItWasSentInCharactersThatPeopleSee) {
  const json body = speak(short_speech("Caf\u00e9 &amp; 3.5% of 2,024 \U0001F469\u200D\U0001F680 e\u0301!")).json();
  EXPECT_EQ(joined(body["alignment"]), "Caf\u00e9 &amp; 3.5% of 2,024 \U0001F469\u200D\U0001F680 e\u0301!");
  EXPECT_EQ(joined(body["normalized_alignment"]),
            " Caf\u00e9 and three point five percent of two thousand twenty-four \U0001F469\u200D\U0001F680 e\u0301! ");
  const auto characters = body["alignment"]["characters"].get<std::vector<std::string>>();
  EXPECT_THAT(characters, ::testing::Contains("\U0001F469\u200D\U0001F680"));
  EXPECT_THAT(characters, ::testing::Contains("e\u0301"));
  expect_rising(body["alignment"]);
  const json lost = speak(short_speech("a <b and c> d")).json();
  EXPECT_EQ(joined(lost["alignment"]), "a  d") << "text that was not escaped is taken for markup";
}

TEST_F(ElevenLabsVendor, GivesTheSameBytesForTheSameSeedAlone) {
  const json body = short_speech();
  EXPECT_EQ(speak(body).body, speak(body).body);
  json other = body;
  other["seed"] = 8;
  EXPECT_NE(speak(body).body, speak(other).body);
  other.erase("seed");
  EXPECT_NE(speak(other).body, speak(other).body);
}

TEST_F(ElevenLabsVendor, ChecksTheKey) {
  RawRequest request = speech_request(short_speech());
  request.headers[0] = "xi-api-key: wrong";
  RawAnswer answer = send_raw(cloud_.port(), request);
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.json()["detail"]["code"], "invalid_api_key");
  request.headers[0] = "Authorization: Bearer fake-elevenlabs-key";
  answer = send_raw(cloud_.port(), request);
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.json()["detail"]["code"], "missing_api_key");
  EXPECT_EQ(cloud_.journal().charged("elevenlabs"), 0);
}

struct Gate {
  const char* name;
  std::function<void(json&)> change;  ///< of a good request for eleven_multilingual_v2
  int status;
  const char* says;
};

json& settings(json& body) {
  return body["voice_settings"];
}

std::vector<Gate> gates() {
  return {
      {"no text", [](json& b) { b.erase("text"); }, 422, "Field required"},
      {"text is a list", [](json& b) { b["text"] = {"a"}; }, 422, "valid string"},
      {"text is null", [](json& b) { b["text"] = nullptr; }, 422, "valid string"},
      {"empty text", [](json& b) { b["text"] = ""; }, 400, "empty_text"},
      {"blank text", [](json& b) { b["text"] = " \n"; }, 400, "empty_text"},
      {"text too long", [](json& b) { b["text"] = std::string(10'001, 'a'); }, 400, "text_too_long"},
      {"unknown model", [](json& b) { b["model_id"] = "eleven_v9"; }, 404, "model_not_found"},
      {"unknown member", [](json& b) { b["output_format"] = "mp3_44100_128"; }, 422, "extra_forbidden"},
      {"unknown setting", [](json& b) { settings(b)["pitch"] = 1; }, 422, "extra_forbidden"},
      {"stability above 1", [](json& b) { settings(b)["stability"] = 1.1; }, 422, "less than or equal to 1"},
      {"style below 0", [](json& b) { settings(b)["style"] = -0.1; }, 422, "greater than or equal to 0"},
      {"similarity is a text", [](json& b) { settings(b)["similarity_boost"] = "high"; }, 422, "valid number"},
      {"boost is a number", [](json& b) { settings(b)["use_speaker_boost"] = 1; }, 422, "valid boolean"},
      {"too slow", [](json& b) { settings(b)["speed"] = 0.69; }, 400, "invalid_voice_settings"},
      {"too fast", [](json& b) { settings(b)["speed"] = 1.21; }, 400, "invalid_voice_settings"},
      {"negative seed", [](json& b) { b["seed"] = -1; }, 422, "greater than or equal to 0"},
      {"seed above 32 bits", [](json& b) { b["seed"] = 4294967296; }, 422, "less than or equal to"},
      {"seed is a fraction", [](json& b) { b["seed"] = 1.5; }, 422, "valid integer"},
      {"language for multilingual", [](json& b) { b["language_code"] = "en"; }, 400, "language_code"},
      {"long language", [](json& b) { b["model_id"] = "eleven_v4", b["language_code"] = "eng"; }, 400, "ISO 639-1"},
      {"four ids",
       [](json& b) {
         b["previous_request_ids"] = {"a", "b", "c", "d"};
       },
       422, "at most 3"},
      {"unknown id", [](json& b) { b["previous_request_ids"] = {"a"}; }, 400, "not known"},
      {"normalization", [](json& b) { b["apply_text_normalization"] = "yes"; }, 422, "'auto', 'on' or 'off'"},
      {"normalization of flash",
       [](json& b) { b["model_id"] = "eleven_flash_v2_5", b["apply_text_normalization"] = "on"; }, 400,
       "unsupported_model"},
      {"dictionaries",
       [](json& b) {
         b["pronunciation_dictionary_locators"] = json::array({{{"pronunciation_dictionary_id", "x"}}});
       },
       404, "dictionary"},
      {"previous text for v3", [](json& b) { b["model_id"] = "eleven_v3", b["previous_text"] = "a"; }, 400,
       "Providing previous_text or next_text is not yet supported with the 'eleven_v3' model."},
      {"next text for v3", [](json& b) { b["model_id"] = "eleven_v3", b["next_text"] = "a"; }, 400,
       "unsupported_model"},
      {"ids for v3", [](json& b) { b["model_id"] = "eleven_v3", b["next_request_ids"] = json::array(); }, 400,
       "unsupported_model"},
      {"stability for v3", [](json& b) { b["model_id"] = "eleven_v3", settings(b)["stability"] = 0.4; }, 400,
       "Invalid TTD stability value. Must be one of: [0.0, 0.5, 1.0]"},
      {"length for v3", [](json& b) { b["model_id"] = "eleven_v3", b["text"] = std::string(5'001, 'a'); }, 400,
       "text_too_long"},
  };
}

TEST_F(ElevenLabsVendor, RefusesWhatItsModelsRefuse) {
  for (const Gate& gate : gates()) {
    json body = short_speech();
    gate.change(body);
    const RawAnswer answer = speak(body);
    EXPECT_EQ(answer.status, gate.status) << gate.name << answer.body;
    EXPECT_THAT(answer.body, HasSubstr(gate.says)) << gate.name;
    EXPECT_FALSE(cloud_.journal().requests.back().refusal.empty()) << gate.name;
    EXPECT_EQ(answer.json()["detail"].is_array(), gate.status == 422) << gate.name;
  }
  EXPECT_EQ(cloud_.journal().charged("elevenlabs"), 0);
  EXPECT_EQ(cloud_.journal().vendors.at("elevenlabs").refused, static_cast<int>(gates().size()));
}

TEST_F(ElevenLabsVendor, TakesWhatEachModelTakes) {
  json v3{{"text", "Hello [pause] there."},
          {"model_id", "eleven_v3"},
          {"voice_settings", {{"stability", 0.5}}},
          {"seed", 1}};
  EXPECT_EQ(speak(v3).status, 200);
  EXPECT_EQ(joined(speak(v3).json()["alignment"]), "Hello  there.");
  json v4 = short_speech();
  v4["model_id"] = "eleven_v4";
  v4["previous_text"] = "Before.";
  v4["language_code"] = "de";
  EXPECT_EQ(speak(v4).status, 200);
  json flash = short_speech("Hello");
  flash["model_id"] = "eleven_flash_v2_5";
  EXPECT_EQ(speak(flash).header("character-cost"), "3") << "half a credit a character, rounded up";
  const RawAnswer first = speak(short_speech());
  json next = short_speech("More.");
  next["previous_request_ids"] = {*first.header("request-id")};
  EXPECT_EQ(speak(next).status, 200);
  json slow = short_speech("A boat sails over the sea.");
  json fast = slow;
  settings(slow)["speed"] = 0.7;
  settings(fast)["speed"] = 1.2;
  EXPECT_GT(speak(slow).body.size(), speak(fast).body.size() * 5 / 4);
}

TEST_F(ElevenLabsVendor, RefusesWrongPathsVoicesAndQueries) {
  EXPECT_EQ(speak(short_speech(), "/v1/text-to-speech/nobody/with-timestamps").status, 404);
  EXPECT_EQ(speak(short_speech(), "/v1/text-to-speech/nobody/with-timestamps").json()["detail"]["code"],
            "voice_not_found");
  EXPECT_EQ(speak(short_speech(), "/v1/text-to-speak").json(), wire_fixture("eleven_err_string"));
  const auto query = [&](const std::string& text) { return speak(short_speech(), testing::kRachel + "?" + text); };
  EXPECT_THAT(query("output_format=mp3_44100_129").body, HasSubstr("invalid_output_format"));
  EXPECT_EQ(query("output_format=opus_48000_128").status, 400);
  EXPECT_EQ(query("output_format=pcm_44100").status, 402) << "needs Pro";
  EXPECT_EQ(query("output_format=mp3_44100_192").status, 200) << "Creator has it";
  EXPECT_EQ(query("enable_logging=false").status, 403);
  EXPECT_EQ(query("enable_logging=true").status, 200);
  EXPECT_EQ(query("optimize_streaming_latency=1").status, 400);
  EXPECT_EQ(query("voice=x").status, 422);
  RawRequest request = speech_request(short_speech());
  request.body = "{\"text\": ";
  EXPECT_THAT(send_raw(cloud_.port(), request).body, HasSubstr("malformed_json"));
  request = speech_request(short_speech());
  request.headers[1] = "Content-Type: text/plain";
  EXPECT_EQ(send_raw(cloud_.port(), request).status, 422);
}

TEST(ElevenLabsPlan, KeepsToItsTierItsCreditsAndItsPermissions) {
  const FakeCloud cloud{{.elevenlabs = {.tier = "free", .character_limit = 20, .may_read_user = false}}};
  const auto speak = [&](const std::string& voice, const std::string& text, const std::string& query = "") {
    return send_raw(cloud.port(),
                    speech_request(short_speech(text), "/v1/text-to-speech/" + voice + "/with-timestamps" + query));
  };
  EXPECT_EQ(speak("LibraryVoice00000001", "Hello.").status, 402);
  EXPECT_EQ(speak("21m00Tcm4TlvDq8ikWAM", "Hello.", "?output_format=mp3_44100_192").status, 402);
  EXPECT_EQ(speak("21m00Tcm4TlvDq8ikWAM", "Hello.").status, 200);
  const RawAnswer spent = speak("21m00Tcm4TlvDq8ikWAM", "This is far too long.");
  EXPECT_EQ(spent.status, 401);
  EXPECT_EQ(spent.json()["detail"]["status"], "quota_exceeded");
  EXPECT_THAT(spent.body, HasSubstr("You have 14 credits remaining, while 21 credits are required"));
  const RawAnswer subscription = send_raw(cloud.port(), {"GET", "/v1/user/subscription", {testing::kElevenLabsKey}});
  EXPECT_EQ(subscription.status, 401);
  EXPECT_THAT(subscription.body, HasSubstr("missing_permissions"));
}

TEST_F(ElevenLabsVendor, TellsModelsVoicesAndWhatIsLeft) {
  EXPECT_TRUE(get("/v1/models").json().is_array());
  EXPECT_EQ(get("/v1/models").json()[3]["maximum_text_length_per_request"], 5000);
  EXPECT_EQ(get("/v1/voices/21m00Tcm4TlvDq8ikWAM").json()["name"], "Rachel");
  EXPECT_EQ(get("/v1/voices/nobody").status, 404);
  EXPECT_EQ(get("/v1/voices").json()["voices"].size(), 3U);
  EXPECT_EQ(get("/v2/voices").json()["has_more"], false);
  speak(short_speech());
  const json subscription = get("/v1/user/subscription").json();
  EXPECT_EQ(subscription["character_count"], 12);
  const json documented = wire_fixture("eleven_subscription");
  for (const auto& [name, value] : documented.items()) {
    EXPECT_EQ(subscription[name].type(), value.type()) << name;
  }
  EXPECT_EQ(get("/v1/models", "xi-api-key: wrong").status, 401);
  EXPECT_EQ(get("/v1/unknown").status, 404);
}

TEST_F(ElevenLabsVendor, RemembersWhatItSpokeAlsoWhenTheAnswerWasCutOff) {
  cloud_.set_faults(
      {{"rules", {{{"vendor", "elevenlabs"}, {"kind", "speech"}, {"nth", 2}, {"fault", {{"cut", "after_work"}}}}}}});
  const RawAnswer first = speak(short_speech("One."));
  EXPECT_EQ(speak(short_speech("Two.")).status, 0);
  json adam = short_speech("Three.");
  speak(adam, "/v1/text-to-speech/pNInz6obpgDQGcFmaJgB/with-timestamps");

  const json all = get("/v1/history?page_size=20").json();
  ASSERT_EQ(all["history"].size(), 3U);
  EXPECT_EQ(all["history"][0]["text"], "Three.") << "the youngest comes first";
  EXPECT_EQ(all["has_more"], false);
  const json rachel = get("/v1/history?page_size=20&voice_id=21m00Tcm4TlvDq8ikWAM").json()["history"];
  ASSERT_EQ(rachel.size(), 2U);
  const json lost = rachel[0];
  EXPECT_EQ(lost["text"], "Two.");
  EXPECT_EQ(lost["source"], "TTS");
  EXPECT_EQ(lost["model_id"], "eleven_multilingual_v2");
  EXPECT_EQ(joined(lost["alignments"]["alignment"]), "Two.");

  const RawAnswer audio = get("/v1/history/" + lost["history_item_id"].get<std::string>() + "/audio");
  EXPECT_EQ(audio.header("content-type"), "audio/mpeg");
  EXPECT_THAT(audio.body, ::testing::StartsWith("ID3"));
  const RawAnswer again = get("/v1/history/" + *first.header("history-item-id") + "/audio");
  EXPECT_EQ(fake::base64(again.body), first.json()["audio_base64"]);
  EXPECT_EQ(get("/v1/history/" + lost["history_item_id"].get<std::string>()).json(), lost);

  const json page = get("/v1/history?page_size=2").json();
  EXPECT_EQ(page["has_more"], true);
  const json rest =
      get("/v1/history?page_size=2&start_after_history_item_id=" + page["last_history_item_id"].get<std::string>())
          .json();
  ASSERT_EQ(rest["history"].size(), 1U);
  EXPECT_EQ(rest["history"][0]["text"], "One.");
  EXPECT_EQ(get("/v1/history/none").status, 404);
  EXPECT_EQ(get("/v1/history/none/audio").status, 404);
  EXPECT_EQ(get("/v1/history?page_size=0").status, 422);
  EXPECT_EQ(get("/v1/history?size=1").status, 422);
}

TEST_F(ElevenLabsVendor, HidesItsHistoryOnCommandAndShowsItLate) {
  cloud_.set_faults({{"rules",
                      {{{"vendor", "elevenlabs"}, {"nth", 1}, {"fault", {{"history", "hidden"}}}},
                       {{"vendor", "elevenlabs"}, {"nth", 2}, {"fault", {{"history", "without_alignments"}}}}}}});
  speak(short_speech("One."));
  speak(short_speech("Two."));
  const json items = get("/v1/history").json()["history"];
  ASSERT_EQ(items.size(), 1U);
  EXPECT_TRUE(items[0]["alignments"].is_null());

  const FakeCloud late{{.elevenlabs = {.history_delay = std::chrono::milliseconds{400}}}};
  const RawAnswer spoken = send_raw(late.port(), speech_request(short_speech()));
  const RawRequest list{"GET", "/v1/history", {testing::kElevenLabsKey}};
  EXPECT_EQ(send_raw(late.port(), list).json()["history"].size(), 0U);
  std::this_thread::sleep_for(std::chrono::milliseconds{500});
  EXPECT_EQ(send_raw(late.port(), list).json()["history"].size(), 1U);
}

TEST(ElevenLabsConcurrency, RefusesMoreAtOnceThanThePlanHas) {
  const FakeCloud cloud{{.elevenlabs = {.concurrency = 2}, .delays = {{"elevenlabs", std::chrono::milliseconds{500}}}}};
  std::vector<RawAnswer> answers(4);
  {
    std::vector<std::jthread> clients;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      clients.emplace_back([&, i] { answers[i] = send_raw(cloud.port(), speech_request(short_speech())); });
    }
  }
  int refused = 0;
  for (const RawAnswer& answer : answers) {
    if (answer.status != 429) continue;
    ++refused;
    EXPECT_EQ(answer.json()["detail"]["code"], "concurrent_limit_exceeded");
    EXPECT_EQ(answer.json()["detail"]["status"], "too_many_concurrent_requests");
    EXPECT_EQ(answer.header("maximum-concurrent-requests"), "2");
  }
  EXPECT_GE(refused, 1);
  EXPECT_GE(cloud.journal().vendors.at("elevenlabs").most_paid_in_flight, 3);
  EXPECT_EQ(send_raw(cloud.port(), speech_request(short_speech())).status, 200) << "the places are free again";
}

TEST_F(ElevenLabsVendor, SpoilsItsAnswersOnCommand) {
  const auto with = [&](const json& fault) {
    cloud_.set_faults({{"rules", {{{"vendor", "elevenlabs"}, {"fault", fault}}}}});
    return speak(short_speech()).json();
  };
  EXPECT_TRUE(with({{"alignment", "null"}})["alignment"].is_null());
  EXPECT_FALSE(with({{"alignment", "absent"}}).contains("alignment"));
  EXPECT_FALSE(with({{"normalized_alignment", "absent"}}).contains("normalized_alignment"));
  EXPECT_EQ(with({{"alignment", "empty"}})["alignment"]["characters"], json::array());
  const json uneven = with({{"alignment", "length"}})["alignment"];
  EXPECT_NE(uneven["characters"].size(), uneven["character_start_times_seconds"].size());
  const json backwards = with({{"alignment", "backwards"}})["alignment"]["character_start_times_seconds"];
  EXPECT_GT(backwards.front().get<double>(), backwards.back().get<double>());
  EXPECT_GT(with({{"alignment", "beyond_end"}})["alignment"]["character_end_times_seconds"].back().get<double>(),
            1000.0);
  EXPECT_EQ(with({{"audio", "empty"}})["audio_base64"], "");
  EXPECT_EQ(with({{"audio", "not_base64"}})["audio_base64"], "%%%");
  EXPECT_EQ(fake::from_base64(with({{"audio", "damaged"}})["audio_base64"].get<std::string>())->front(), 'x');
  cloud_.set_faults({{"rules",
                      {{{"vendor", "elevenlabs"},
                        {"fault", {{"cost_header", "x-character-count"}, {"maximum_concurrent_requests", 2}}}}}}});
  const RawAnswer answer = speak(short_speech());
  EXPECT_EQ(answer.header("x-character-count"), "12");
  EXPECT_EQ(answer.header("maximum-concurrent-requests"), "2");
  EXPECT_FALSE(answer.header("character-cost"));
}

}  // namespace
}  // namespace vina
