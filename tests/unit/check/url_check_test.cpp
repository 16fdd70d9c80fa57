// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/url_check.h"

#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/loopback_server.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::HasSubstr;

Receipt published_at(const std::string& url, std::uint64_t bytes) {
  Receipt receipt;
  receipt.video = {url, bytes, ""};
  return receipt;
}

TEST(UrlCheck, AsksForTheHeadOfWhatIsPublished) {
  testing::LoopbackServer server{[](const testing::ReceivedRequest& request) {
    return testing::Reply{.status = request.path == "/v.mp4" ? 200 : 404};
  }};
  HttpClient client;
  EXPECT_TRUE(check_urls(published_at(server.url() + "/v.mp4", 0), "", &client, {}).ok);
  EXPECT_EQ(server.requests().front().method, "HEAD");
  const Finding missing = check_urls(published_at(server.url() + "/gone.mp4", 0), "", &client, {});
  EXPECT_FALSE(missing.ok);
  EXPECT_THAT(missing.found, HasSubstr("/gone.mp4 answers 404"));
}

TEST(UrlCheck, AsksNobodyOffline) {
  EXPECT_TRUE(check_urls(published_at("http://127.0.0.1:1/v.mp4", 5), "", nullptr, {}).ok);
}

TEST(UrlCheck, NamesWhoDoesNotAnswer) {
  HttpClient client;
  EXPECT_THAT(check_urls(published_at("http://127.0.0.1:1/v.mp4", 5), "", &client, {}).found,
              HasSubstr("does not answer"));
}

TEST(UrlCheck, LooksForLocalFiles) {
  const testing::ScratchFolder scratch;
  std::ofstream{scratch / "a b.mp4"} << "12345";
  const std::string url = "file://" + scratch.path().string() + "/a%20b.mp4";
  EXPECT_TRUE(check_urls(published_at(url, 5), "", nullptr, {}).ok);
  EXPECT_THAT(check_urls(published_at(url, 6), "", nullptr, {}).found, HasSubstr("5 bytes instead of 6"));
  EXPECT_TRUE(check_urls(published_at("file:///moved/a%20b.mp4", 5), scratch.path(), nullptr, {}).ok) << "moved";
  EXPECT_THAT(check_urls(published_at(url + "x", 5), "", nullptr, {}).found, HasSubstr("is not there"));
}

}  // namespace
}  // namespace vina
