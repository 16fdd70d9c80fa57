// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// How long a vendor is waited for, and how much is taken from it.
#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "images/google/google_images.h"
#include "speech/elevenlabs/elevenlabs_speech.h"
#include "support/file_content.h"
#include "support/full_server.h"
#include "support/raw_server.h"
#include "support/scratch_folder.h"
#include "wrap/crypto/base64.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using ::testing::AllOf;
using testing::FullServer;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::RawConnection;
using testing::RawServer;
using ::testing::SizeIs;
using Clock = std::chrono::steady_clock;

// ---------------------------------------------------------------------------------------------------------- deadlines

/// How a call ended that may be charged.
struct Ending {
  ErrorKind kind = ErrorKind::kInternal;
  std::string message;
  std::chrono::milliseconds taken{0};
  int attempts = 0;
  int lost = 0;
};

Ending call(const std::string& url, const Deadlines& deadlines) {
  HttpClient http;
  VendorConduct conduct{.vendor = "Vendor"};
  conduct.first_wait = 10ms;
  conduct.longest_wait = 20ms;
  VendorChannel channel{http, conduct};
  Ending ending;
  VendorCall call;
  call.subject = "a picture";
  call.lost_answer = LostAnswer::kRepeatOnce;
  call.request = [&](int) {
    ++ending.attempts;
    return HttpRequest{.method = "POST", .url = url, .body = "{}", .deadlines = deadlines};
  };
  call.judge = [](const HttpResponse&) { return Verdict{}; };
  call.charged = [&](bool) { ++ending.lost; };
  const auto begin = Clock::now();
  try {
    channel.call(call, {});
    ADD_FAILURE() << "answered";
  } catch (const Error& error) {
    ending.kind = error.kind();
    ending.message = error.public_message();
  }
  ending.taken = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  return ending;
}

TEST(VendorDeadlines, EndACallToAVendorThatAcceptsAndSaysNothing) {
  const RawServer server{[](RawConnection& connection, int) {
    connection.read_request();
    connection.read_some(1);
  }};
  const Ending ending = call(server.url(), {.connect = 5s, .idle = 150ms, .total = 5s});
  EXPECT_EQ(ending.kind, ErrorKind::kProviderUnavailable);
  EXPECT_THAT(ending.message, AllOf(HasSubstr("Vendor"), HasSubstr("was silent for 150 ms")));
  EXPECT_EQ(ending.attempts, 2) << "one repeat that may be charged again";
  EXPECT_EQ(ending.lost, 2);
  EXPECT_GE(ending.taken, 300ms);
  EXPECT_LT(ending.taken, 2s);
}

TEST(VendorDeadlines, EndACallToAVendorThatNeverEndsItsAnswer) {
  const RawServer server{[](RawConnection& connection, int) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (connection.send("1\r\nx\r\n")) std::this_thread::sleep_for(20ms);
  }};
  const Ending ending = call(server.url(), {.connect = 5s, .idle = 5s, .total = 250ms});
  EXPECT_EQ(ending.kind, ErrorKind::kProviderUnavailable);
  EXPECT_THAT(ending.message, HasSubstr("did not finish within 250 ms"));
  EXPECT_EQ(ending.lost, 2);
  EXPECT_GE(ending.taken, 500ms);
  EXPECT_LT(ending.taken, 2s);
}

TEST(VendorDeadlines, EndACallToAVendorThatNeverAccepts) {
  const FullServer server;
  const Ending ending = call(server.url(), {.connect = 150ms, .idle = 5s, .total = 20s});
  EXPECT_EQ(ending.kind, ErrorKind::kProviderUnavailable);
  EXPECT_THAT(ending.message, HasSubstr("no connection to 127.0.0.1 port"));
  EXPECT_THAT(ending.message, HasSubstr("within 150 ms"));
  EXPECT_EQ(ending.attempts, 4) << "nothing arrived, so that a repeat costs nothing";
  EXPECT_EQ(ending.lost, 0);
  EXPECT_GE(ending.taken, 600ms);
  EXPECT_LT(ending.taken, 3s);
}

// --------------------------------------------------------------------------------------------------------------- sizes

void send_answer(RawConnection& connection, const json& body) {
  const std::string text = body.dump();
  connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                  std::to_string(text.size()) + "\r\n\r\n" + text);
}

/// Silence as MPEG-2 layer III of 8 kbit/s and 22,050 samples a second: frames of 26 bytes for 576 samples whose
/// side information, all zero, says that no value is coded.
std::string silent_mp3(int seconds) {
  const std::string frame = std::string{"\xFF\xF3\x10\xC0"} + std::string(22, '\0');
  std::string sound;
  const int frames = seconds * 22'050 / 576;
  sound.reserve(frame.size() * static_cast<std::size_t>(frames));
  for (int i = 0; i < frames; ++i) sound += frame;
  return sound;
}

/// Providers as a run has them, against a server that answers as the script says.
class VendorBounds : public ::testing::Test {
 protected:
  /// The error of a picture that `url` is asked for.
  Error picture_from(const std::string& url) {
    GoogleSettings settings;
    settings.key = Secret{"a-google-key"};
    settings.base_url = url;
    VendorConduct conduct = google_conduct(settings);
    VendorChannel channel{http_, hurried(conduct)};
    const auto images = make_google_images(settings, channel, store_, ledger_, budget_, prices_);
    return error_of([&] { images->picture({.id = "boat", .image_prompt = "A paper boat"}, {}); });
  }

  Error voice_from(const std::string& url) {
    ElevenLabsSettings settings;
    settings.key = Secret{"an-elevenlabs-key"};
    settings.base_url = url;
    VendorConduct conduct = elevenlabs_conduct(settings);
    VendorChannel channel{http_, hurried(conduct)};
    const auto voice = make_elevenlabs_speech(settings, channel, store_, ledger_, budget_, prices_);
    return error_of([&] { voice->narrate({.talks = {"Tea."}, .language = "en"}, {}); });
  }

  static VendorConduct hurried(VendorConduct conduct) {
    conduct.first_wait = 5ms;
    conduct.longest_wait = 20ms;
    return conduct;
  }

  template <typename Work>
  static Error error_of(Work work) {
    try {
      work();
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "no error";
    return Error{ErrorKind::kInternal, ""};
  }

  std::vector<std::string> outcomes() const {
    std::vector<std::string> all;
    for (const LedgerEntry& entry : ledger_.entries()) all.push_back(entry.outcome);
    return all;
  }

  testing::ScratchFolder scratch_;
  AssetStore store_{scratch_ / "cache"};
  SpendLedger ledger_{scratch_ / "ledger.jsonl"};
  Budget budget_;
  PriceList prices_ = PriceList::shipped();
  HttpClient http_;
};

TEST_F(VendorBounds, RefuseAnAnswerAbove64MiBWhileItArrives) {
  std::atomic<std::uint64_t> sent = 0;
  std::atomic<int> posts = 0;
  const RawServer server{[&](RawConnection& connection, int) {
    if (connection.read_request().starts_with("POST")) ++posts;
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "100000\r\n" + std::string(0x100000, ' ') + "\r\n";
    while (connection.send(chunk)) sent += chunk.size();
  }};
  const Error picture = picture_from(server.url());
  EXPECT_EQ(picture.kind(), ErrorKind::kProviderUnavailable);
  EXPECT_THAT(picture.public_message(), HasSubstr("is larger than 67108864 bytes"));
  EXPECT_EQ(posts, 1) << "it would be as large again";
  EXPECT_EQ(outcomes(), std::vector<std::string>{"lost"}) << "it may have been charged";
  EXPECT_LT(sent, 80U * 1024 * 1024);

  posts = 0;
  const Error voice = voice_from(server.url());
  EXPECT_EQ(voice.kind(), ErrorKind::kProviderUnavailable);
  EXPECT_THAT(voice.public_message(), HasSubstr("is larger than 67108864 bytes"));
  EXPECT_EQ(posts, 1);
  EXPECT_THAT(store_.list(), IsEmpty());
}

TEST_F(VendorBounds, RefuseAPictureAbove64MegapixelsBeforeItIsDecoded) {
  std::string png =
      testing::content_of(std::filesystem::path{VINA_SOURCE_DIR} / "tests" / "golden" / "images" / "patches.png");
  ASSERT_GT(png.size(), 24U);
  const std::string side{"\0\0\x23\x28", 4};  // 9,000
  png.replace(16, 8, side + side);
  std::atomic<int> posts = 0;
  const RawServer server{[&](RawConnection& connection, int) {
    if (!connection.read_request().empty()) {
      ++posts;
      send_answer(
          connection,
          {{"candidates",
            {{{"content",
               {{"parts", {{{"inlineData", {{"mimeType", "image/png"}, {"data", crypto::base64_encode(png)}}}}}}}},
              {"finishReason", "STOP"}}}}});
    }
  }};
  const Error error = picture_from(server.url());
  EXPECT_EQ(error.kind(), ErrorKind::kProviderUnavailable);
  EXPECT_THAT(error.public_message(), HasSubstr("9000 x 9000 pixels"));
  EXPECT_THAT(error.public_message(), HasSubstr("64 megapixels"));
  EXPECT_EQ(posts, 2) << "a picture that is of no use is asked for once more";
  EXPECT_THAT(outcomes(), SizeIs(2));
  EXPECT_THAT(store_.list(), IsEmpty());
}

TEST_F(VendorBounds, RefuseASoundThatIsLongerThanAnHour) {
  const std::string sound = crypto::base64_encode(silent_mp3(3'700));
  std::atomic<int> posts = 0;
  const RawServer server{[&](RawConnection& connection, int) {
    const bool speaks = connection.read_request().starts_with("POST");
    if (speaks) ++posts;
    send_answer(connection, speaks ? json{{"audio_base64", sound}, {"alignment", nullptr}} : json::object());
  }};
  const Error error = voice_from(server.url());
  EXPECT_THAT(error.public_message(), HasSubstr("longer than an hour"));
  EXPECT_LE(posts, 2);
  EXPECT_THAT(store_.list(), IsEmpty()) << "a sound of no use";
}

}  // namespace
}  // namespace vina
