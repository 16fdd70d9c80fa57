// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// What is asked, paid, recorded and stored, against a server that answers as the test says.
#include "images/google/google_images.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <stop_token>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "support/file_content.h"
#include "support/loopback_server.h"
#include "support/raw_server.h"
#include "support/scratch_folder.h"
#include "unit/images/google/wire_fixtures.h"
#include "unit/images/picture_samples.h"
#include "wrap/crypto/base64.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using ::testing::HasSubstr;
using testing::LoopbackServer;
using ::testing::Not;
using testing::RawConnection;
using testing::RawServer;
using testing::ReceivedRequest;
using testing::Reply;
using testing::wire_fixture;

constexpr const char* kPlantedKey = "planted-key-0815";

/// gemini_ok with other bytes as its picture.
std::string answer_with(const std::string& picture) {
  json body = testing::wire_json("gemini_ok");
  body["candidates"][0]["content"]["parts"][1]["inlineData"]["data"] = crypto::base64_encode(picture);
  return body.dump();
}

Reply picture_reply(const std::string& sample = "patches_444.jpg") {
  return {.status = 200, .body = answer_with(testing::read_text(testing::sample(sample)))};
}

Figure figure(const std::string& id = "figure-1-2", const std::string& prompt = "A paper boat") {
  return {.id = id, .image_prompt = prompt};
}

/// A server's answers in order; the last is repeated.
std::function<Reply(const ReceivedRequest&)> in_order(std::vector<Reply> replies) {
  return [replies = std::move(replies), count = std::make_shared<std::atomic<std::size_t>>(0)](const ReceivedRequest&) {
    return replies[std::min((*count)++, replies.size() - 1)];
  };
}

class GoogleImagesTest : public ::testing::Test {
 protected:
  ImageProvider& provider(const std::string& url) {
    settings_.key = Secret{kPlantedKey};
    settings_.base_url = url;
    VendorConduct conduct = google_conduct(settings_, 3);
    conduct.first_wait = 5ms;
    conduct.longest_wait = 20ms;
    channel_ = std::make_unique<VendorChannel>(http_, conduct);
    provider_ = make_google_images(settings_, *channel_, store_, ledger_, *budget_, prices_);
    return *provider_;
  }

  Error error_of(ImageProvider& images, const Figure& asked = figure()) {
    try {
      images.picture(asked, {});
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr(kPlantedKey)));
      EXPECT_THAT(error.public_message(), Not(HasSubstr(kPlantedKey)));
      EXPECT_THAT(error.public_message(), HasSubstr("; ")) << "names no cure";
      return error;
    }
    ADD_FAILURE() << "no error";
    return Error{ErrorKind::kInternal, "no error"};
  }

  std::vector<std::string> outcomes() const {
    std::vector<std::string> outcomes;
    for (const LedgerEntry& entry : ledger_.entries()) outcomes.push_back(entry.outcome);
    return outcomes;
  }

  testing::ScratchFolder scratch_;
  GoogleSettings settings_;
  AssetStore store_{scratch_ / "cache"};
  SpendLedger ledger_{scratch_ / "ledger.jsonl"};
  std::unique_ptr<Budget> budget_ = std::make_unique<Budget>(1.0);
  PriceList prices_ = PriceList::shipped();
  HttpClient http_;
  std::unique_ptr<VendorChannel> channel_;
  std::unique_ptr<ImageProvider> provider_;
};

using Strings = std::vector<std::string>;

TEST_F(GoogleImagesTest, StoresThePictureAsItCameWithItsDetails) {
  const LoopbackServer server{in_order({picture_reply()})};
  const auto file = provider(server.url()).picture(figure(), {});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->extension(), ".jpg") << "told from the bytes, though the answer says image/png";
  EXPECT_EQ(testing::read_text(*file), testing::read_text(testing::sample("patches_444.jpg")));
  const auto planned = plan_picture(figure(), settings_, store_, prices_);
  EXPECT_TRUE(planned->is_there);
  const json details = json::parse(store_.find(planned->key)->details);
  EXPECT_EQ(details["responseId"], "r-0001");
  EXPECT_EQ(details["usageMetadata"]["totalTokenCount"], 1274);
}

TEST_F(GoogleImagesTest, TellsTheFormatFromTheBytes) {
  const LoopbackServer server{in_order({picture_reply("patches.png"), picture_reply("patches_lossy.webp")})};
  ImageProvider& images = provider(server.url());
  EXPECT_EQ(images.picture(figure("a", "One"), {})->extension(), ".png");
  EXPECT_EQ(images.picture(figure("b", "Two"), {})->extension(), ".webp");
}

TEST_F(GoogleImagesTest, RecordsWhatTheCallCostByItsTokens) {
  const LoopbackServer server{in_order({picture_reply()})};
  provider(server.url()).picture(figure(), {});
  const std::vector<LedgerEntry> entries = ledger_.entries();
  ASSERT_EQ(entries.size(), 1U);
  const double usd = (21 * 1.5 + 133 * 7.5 + 1120 * 30) / 1e6;
  EXPECT_NEAR(entries[0].usd.value(), usd, 1e-9);
  EXPECT_NEAR(budget_->spent_usd(), usd, 1e-9);
  EXPECT_EQ(entries[0].outcome, "answered");
  EXPECT_EQ(entries[0].vendor, "google");
  EXPECT_EQ(entries[0].model, "gemini-nano-banana-2.1");
  EXPECT_EQ(entries[0].subject, "picture of figure-1-2");
  EXPECT_EQ(entries[0].key, plan_picture(figure(), settings_, store_, prices_)->key.hex);
}

TEST_F(GoogleImagesTest, PaysNothingForWhatIsInTheStore) {
  const LoopbackServer server{in_order({picture_reply()})};
  const auto first = provider(server.url()).picture(figure(), {});
  const double spent = budget_->spent_usd();
  EXPECT_EQ(provider(server.url()).picture(figure("another-figure"), {}), first);
  EXPECT_EQ(server.requests().size(), 1U);
  EXPECT_EQ(budget_->spent_usd(), spent);
  EXPECT_EQ(outcomes(), Strings{"answered"});
}

TEST_F(GoogleImagesTest, AsksIdenticalPromptsOnceThoughAskedAtTheSameTime) {
  Reply reply = picture_reply();
  reply.delay = 50ms;
  const LoopbackServer server{in_order({reply})};
  ImageProvider& images = provider(server.url());
  std::vector<std::jthread> threads;
  std::atomic<int> found = 0;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] { found += images.picture(figure("figure-" + std::to_string(i)), {}).has_value(); });
  }
  threads.clear();
  EXPECT_EQ(found, 6);
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(GoogleImagesTest, HasNoPictureForAFigureWithoutAPrompt) {
  const LoopbackServer server{in_order({picture_reply()})};
  EXPECT_FALSE(provider(server.url()).picture(figure("figure-1-2", ""), {}));
  EXPECT_TRUE(server.requests().empty());
}

TEST_F(GoogleImagesTest, PaysForThePromptAloneWhereItIsRefused) {
  const LoopbackServer server{in_order({{.status = 200, .body = wire_fixture("gemini_prompt_blocked")}})};
  const Error error = error_of(provider(server.url()));
  EXPECT_EQ(error.kind(), ErrorKind::kProviderRefused);
  EXPECT_THAT(error.public_message(), HasSubstr("PROHIBITED_CONTENT"));
  EXPECT_THAT(std::string{error.what()}, HasSubstr("picture of figure-1-2"));
  EXPECT_EQ(server.requests().size(), 1U);
  EXPECT_NEAR(budget_->spent_usd(), 18 * 1.5 / 1e6, 1e-12);
  ASSERT_EQ(outcomes(), Strings{"without a picture"});
  EXPECT_NEAR(ledger_.entries()[0].usd.value(), 18 * 1.5 / 1e6, 1e-12);
}

TEST_F(GoogleImagesTest, DoesNotKnowWhatARefusalCostsWhereNothingIsCounted) {
  json body = testing::wire_json("gemini_prompt_blocked");
  body.erase("usageMetadata");
  const LoopbackServer server{in_order({{.status = 200, .body = body.dump()}})};
  error_of(provider(server.url()));
  EXPECT_EQ(budget_->spent_usd(), 0);
  ASSERT_EQ(outcomes(), Strings{"without a picture"});
  EXPECT_EQ(ledger_.entries()[0].usd, std::nullopt);
}

TEST_F(GoogleImagesTest, TriesThreeTimesWhereNoPictureComes) {
  const LoopbackServer server{in_order({{.status = 200, .body = wire_fixture("gemini_text_only")}})};
  EXPECT_EQ(error_of(provider(server.url())).kind(), ErrorKind::kProviderRefused);
  EXPECT_EQ(server.requests().size(), 3U);
  EXPECT_EQ(outcomes(), (Strings{"without a picture", "without a picture", "without a picture"}));
  EXPECT_NEAR(budget_->spent_usd(), 3 * (18 * 1.5 + 9 * 7.5) / 1e6, 1e-12) << "words and no picture";
}

TEST_F(GoogleImagesTest, DoesNotAskAgainForWhatFailed) {
  const LoopbackServer server{in_order({{.status = 200, .body = wire_fixture("gemini_prompt_blocked")}})};
  ImageProvider& images = provider(server.url());
  const Error first = error_of(images, figure("a", "One"));
  const Error second = error_of(images, figure("b", "One"));
  EXPECT_EQ(second.kind(), first.kind());
  EXPECT_EQ(second.public_message(), first.public_message());
  EXPECT_THAT(second.what(), HasSubstr("picture of b: "));
  EXPECT_EQ(server.requests().size(), 1U);
  error_of(images, figure("c", "Two"));
  EXPECT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(outcomes().size(), 2U);
  error_of(provider(server.url()), figure("a", "One"));
  EXPECT_EQ(server.requests().size(), 3U) << "another run tries again";
}

TEST_F(GoogleImagesTest, AsksAgainForWhatAStopRequestPrevented) {
  std::stop_source stop;
  Reply slow = picture_reply();
  slow.delay = 100ms;
  const LoopbackServer server{[&](const ReceivedRequest&) {
    stop.request_stop();
    return slow;
  }};
  ImageProvider& images = provider(server.url());
  EXPECT_THROW(images.picture(figure(), stop.get_token()), Error);
  EXPECT_TRUE(images.picture(figure(), {}));
}

TEST_F(GoogleImagesTest, GetsOverFaultsThatPass) {
  const LoopbackServer server{in_order({{.status = 503, .body = wire_fixture("gemini_err_503")},
                                        {.status = 200, .body = wire_fixture("gemini_text_only")},
                                        {.status = 500, .body = "<html>"},
                                        picture_reply()})};
  EXPECT_TRUE(provider(server.url()).picture(figure(), {}));
  EXPECT_EQ(server.requests().size(), 4U);
  EXPECT_EQ(outcomes(), (Strings{"without a picture", "answered"}));
}

TEST_F(GoogleImagesTest, AsksOnceMoreForAPictureThatCannotBeDecodedAndCountsBoth) {
  const std::string cut_off = testing::read_text(testing::sample("patches.png")).substr(0, 100);
  const LoopbackServer server{in_order({{.status = 200, .body = answer_with(cut_off)}, picture_reply()})};
  EXPECT_TRUE(provider(server.url()).picture(figure(), {}));
  EXPECT_EQ(outcomes(), (Strings{"lost", "answered"}));
  EXPECT_GT(budget_->spent_usd(), 0.07);
}

TEST_F(GoogleImagesTest, GivesUpAfterTwoPicturesThatCannotBeDecoded) {
  const LoopbackServer server{in_order({{.status = 200, .body = answer_with("GIF89a, says the server")}})};
  const Error error = error_of(provider(server.url()));
  EXPECT_EQ(error.kind(), ErrorKind::kProviderUnavailable);
  EXPECT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(outcomes(), (Strings{"lost", "lost"}));
  EXPECT_FALSE(plan_picture(figure(), settings_, store_, prices_)->is_there);
}

TEST_F(GoogleImagesTest, TakesNoPictureThatIsTooSmallToBeOne) {
  const LoopbackServer server{in_order({{.status = 200, .body = wire_fixture("gemini_ok")}})};
  const Error error = error_of(provider(server.url()));
  EXPECT_EQ(error.kind(), ErrorKind::kProviderUnavailable) << "its picture has one pixel";
}

TEST_F(GoogleImagesTest, RepeatsALostAnswerOnceAndCountsIt) {
  const std::string body = answer_with(testing::read_text(testing::sample("patches.png")));
  const RawServer server{[&](RawConnection& connection, int number) {
    if (connection.read_request().empty() || number == 1) return;
    connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body);
  }};
  EXPECT_TRUE(provider(server.url()).picture(figure(), {}));
  EXPECT_EQ(outcomes(), (Strings{"lost", "answered"}));
  EXPECT_EQ(ledger_.entries()[0].usd, prices_.picture_usd("gemini-nano-banana-2.1", "1K"));
}

TEST_F(GoogleImagesTest, GivesUpAfterTwoLostAnswers) {
  const RawServer server{[](RawConnection& connection, int) { connection.read_request(); }};
  EXPECT_EQ(error_of(provider(server.url())).kind(), ErrorKind::kProviderUnavailable);
  EXPECT_EQ(server.connections(), 2);
  EXPECT_EQ(outcomes(), (Strings{"lost", "lost"}));
}

TEST_F(GoogleImagesTest, PaysTwiceAtMostHoweverAnswersAreLost) {
  const RawServer server{[](RawConnection& connection, int number) {
    if (connection.read_request().empty() || number == 2) return;
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>");
  }};
  EXPECT_EQ(error_of(provider(server.url())).kind(), ErrorKind::kProviderUnavailable);
  EXPECT_EQ(server.connections(), 2) << "one was unreadable, one was lost";
  EXPECT_EQ(outcomes(), (Strings{"lost", "lost"}));
}

TEST_F(GoogleImagesTest, RefusesAnAnswerThatIsTooLargeWhileItArrives) {
  std::atomic<std::size_t> sent = 0;
  const RawServer server{[&](RawConnection& connection, int) {
    if (connection.read_request().empty()) return;
    if (!connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"x\": \"")) return;
    const std::string piece(1 << 20, 'x');
    while (sent < (std::size_t{200} << 20U) && connection.send(piece)) sent += piece.size();
  }};
  const Error error = error_of(provider(server.url()));
  EXPECT_EQ(error.kind(), ErrorKind::kProviderUnavailable);
  EXPECT_LT(sent, std::size_t{80} << 20U);
  EXPECT_EQ(server.connections(), 1) << "the next would be as large";
  EXPECT_EQ(outcomes(), Strings{"lost"});
}

TEST_F(GoogleImagesTest, StaysWithinTheBudget) {
  budget_ = std::make_unique<Budget>(0.05);
  const LoopbackServer server{in_order({picture_reply()})};
  ImageProvider& images = provider(server.url());
  images.picture(figure("a", "One"), {});
  EXPECT_EQ(error_of(images, figure("b", "Two")).kind(), ErrorKind::kBudgetReached);
  EXPECT_EQ(server.requests().size(), 1U);
  EXPECT_TRUE(images.picture(figure("c", "One"), {})) << "what is there costs nothing";
}

TEST_F(GoogleImagesTest, AsksNoMoreOnceTheQuotaOfTheDayIsUsedUp) {
  const LoopbackServer server{[](const ReceivedRequest& request) -> Reply {
    if (request.body.find("One") != std::string::npos) return picture_reply();
    return {.status = 429, .body = wire_fixture("gemini_err_429_day")};
  }};
  ImageProvider& images = provider(server.url());
  images.picture(figure("a", "One"), {});
  const Error error = error_of(images, figure("b", "Two"));
  EXPECT_EQ(error.kind(), ErrorKind::kRateLimited);
  EXPECT_THAT(error.public_message(), HasSubstr("quota for today"));
  EXPECT_EQ(error_of(images, figure("c", "Three")).public_message(), error.public_message());
  EXPECT_EQ(server.requests().size(), 2U);
  EXPECT_TRUE(images.picture(figure("d", "One"), {}));
}

TEST_F(GoogleImagesTest, SaysWhatIsWrongWithTheKeyAndNeverTheKey) {
  const json echo{
      {"error",
       {{"code", 400}, {"status", "INVALID_ARGUMENT"}, {"message", std::string{"API key not valid: "} + kPlantedKey}}}};
  const LoopbackServer server{in_order({{.status = 400, .body = echo.dump()}})};
  const Error error = error_of(provider(server.url()));
  EXPECT_EQ(error.kind(), ErrorKind::kProviderRejected);
  EXPECT_THAT(error.public_message(), HasSubstr("check GOOGLE_AI_API_KEY"));
  EXPECT_EQ(server.requests().at(0).header("x-goog-api-key"), kPlantedKey);
  EXPECT_THAT(server.requests().at(0).query, Not(HasSubstr(kPlantedKey)));
}

TEST_F(GoogleImagesTest, WritesTheKeyToNoFile) {
  json body = json::parse(picture_reply().body);
  body["responseId"] = std::string{"r-"} + kPlantedKey;
  const LoopbackServer server{in_order({{.status = 200, .body = body.dump()}})};
  provider(server.url()).picture(figure(), {});
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{scratch_.path()}) {
    if (!entry.is_regular_file()) continue;
    EXPECT_THAT(testing::read_text(entry.path()), Not(HasSubstr(kPlantedKey))) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 3) << "picture, record and ledger";
}

TEST_F(GoogleImagesTest, CountsACallThatWasCancelledUnderWay) {
  std::stop_source stop;
  const RawServer server{[&](RawConnection& connection, int) {
    if (connection.read_request().empty()) return;
    stop.request_stop();
    connection.read_request();
  }};
  try {
    provider(server.url()).picture(figure(), stop.get_token());
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
  EXPECT_EQ(outcomes(), Strings{"lost"});
  const LoopbackServer healthy{in_order({picture_reply()})};
  EXPECT_TRUE(provider(healthy.url()).picture(figure(), {}));
  EXPECT_EQ(ledger_.entries().back().subject, "picture of figure-1-2, after an attempt without an answer");
}

TEST_F(GoogleImagesTest, KeepsWhatWasPaidWhereTheLedgerCannotBeWritten) {
  const LoopbackServer server{in_order({picture_reply()})};
  std::filesystem::create_directory(scratch_ / "ledger.jsonl");
  try {
    provider(server.url()).picture(figure(), {});
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kStorage);
  }
  EXPECT_TRUE(plan_picture(figure(), settings_, store_, prices_)->is_there);
  const double spent = budget_->spent_usd();
  EXPECT_GT(spent, 0);

  std::filesystem::remove(scratch_ / "ledger.jsonl");
  for (int run = 0; run < 2; ++run) EXPECT_TRUE(provider(server.url()).picture(figure(), {}));
  EXPECT_EQ(server.requests().size(), 1U);
  ASSERT_EQ(outcomes(), Strings{"answered"}) << "by the next run that needs it";
  EXPECT_NEAR(ledger_.entries()[0].usd.value(), spent, 1e-9) << "told from the tokens that are kept with it";
  EXPECT_EQ(budget_->spent_usd(), spent);
}

TEST_F(GoogleImagesTest, WritesDownAPictureThatCouldNotBeStored) {
  settings_.base_url = "http://127.0.0.1";  // the host is a part of the key, the port is not
  const std::string key = plan_picture(figure(), settings_, store_, prices_)->key.hex;
  const LoopbackServer server{[&](const ReceivedRequest&) {
    std::filesystem::create_directories(store_.folder() / key.substr(0, 2) / (key + ".json"));  // in the way
    return picture_reply();
  }};
  try {
    provider(server.url()).picture(figure(), {});
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kStorage);
  }
  ASSERT_EQ(outcomes(), Strings{"lost"});
  EXPECT_EQ(ledger_.entries()[0].key, key);
  EXPECT_NEAR(ledger_.entries()[0].usd.value(), budget_->spent_usd(), 1e-9);
}

TEST_F(GoogleImagesTest, AsksAgainForAnAssetThatIsDamaged) {
  const LoopbackServer server{in_order({picture_reply()})};
  const auto file = provider(server.url()).picture(figure(), {});
  testing::write_text(*file, "damaged");
  EXPECT_EQ(provider(server.url()).picture(figure(), {}), file);
  EXPECT_EQ(testing::read_text(*file), testing::read_text(testing::sample("patches_444.jpg")));
  EXPECT_EQ(server.requests().size(), 2U);
}

}  // namespace
}  // namespace vina
