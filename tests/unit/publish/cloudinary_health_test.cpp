// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/cloudinary_health.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "support/loopback_server.h"
#include "support/raw_server.h"
#include "wrap/crypto/base64.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using testing::LoopbackServer;
using ::testing::Not;
using testing::ReceivedRequest;
using testing::Reply;

CloudinarySettings settings(const std::string& url) {
  CloudinarySettings settings;
  settings.cloud_name = "demo";
  settings.api_key = Secret{"planted-key"};
  settings.api_secret = Secret{"planted-secret"};
  settings.base_url = url;
  return settings;
}

CloudinaryHealth health_at(const std::string& url) {
  HttpClient http;
  VendorConduct conduct = cloudinary_conduct(settings(url));
  conduct.first_wait = 1ms;
  VendorChannel channel{http, conduct};
  CloudinaryHealth health = check_cloudinary(settings(url), channel, {});
  EXPECT_THAT(health.message, Not(HasSubstr("planted")));
  return health;
}

TEST(CloudinaryHealth, ReportsWhatTheAccountHasLeft) {
  const LoopbackServer server{[](const ReceivedRequest& request) {
    EXPECT_EQ(request.header("Authorization"), "Basic " + crypto::base64_encode("planted-key:planted-secret"));
    if (request.path == "/v1_1/demo/ping") return Reply{200, "pong, in whatever words", {}, 5ms};
    EXPECT_EQ(request.path, "/v1_1/demo/usage");
    return Reply{200, R"({"plan":"Free","credits":{"usage":0.5,"limit":25},
                          "media_limits":{"video_max_size_bytes":104857600}})"};
  }};
  const CloudinaryHealth health = health_at(server.url());
  EXPECT_EQ(health.state, CloudinaryHealth::State::kReady);
  EXPECT_GE(health.latency, 5ms);
  EXPECT_EQ(health.plan, "Free");
  EXPECT_EQ(health.credits_used, 0.5);
  EXPECT_EQ(health.credits_limit, 25.0);
  EXPECT_EQ(health.largest_video, 104'857'600U);
}

TEST(CloudinaryHealth, IsReadyWithoutAnyUsage) {
  for (const Reply& usage : {Reply{403, "{}"}, Reply{200, "<html>"}, Reply{200, "[]"}, Reply{200, "{}"},
                             Reply{200, R"({"plan":7,"credits":[],"media_limits":{"video_max_size_bytes":-1}})"}}) {
    const LoopbackServer server{[&](const ReceivedRequest& request) {
      return request.path.ends_with("/ping") ? Reply{200, ""} : usage;
    }};
    const CloudinaryHealth health = health_at(server.url());
    EXPECT_EQ(health.state, CloudinaryHealth::State::kReady) << usage.body;
    EXPECT_FALSE(health.plan || health.credits_used || health.credits_limit || health.largest_video) << usage.body;
  }
}

TEST(CloudinaryHealth, TellsAWrongKeyFromAServerThatIsDown) {
  const LoopbackServer strict{[](const ReceivedRequest&) {
    return Reply{401, R"({"error":{"message":"unknown api_key planted-key"}})"};
  }};
  const CloudinaryHealth rejected = health_at(strict.url());
  EXPECT_EQ(rejected.state, CloudinaryHealth::State::kRejected);
  EXPECT_THAT(rejected.message, HasSubstr("unknown api_key [secret]"));
  const CloudinaryHealth down = health_at("http://127.0.0.1:" + std::to_string(testing::free_port()));
  EXPECT_EQ(down.state, CloudinaryHealth::State::kUnavailable);
  EXPECT_THAT(down.message, HasSubstr("cannot reach Cloudinary"));
}

TEST(CloudinaryHealth, CanBeStopped) {
  HttpClient http;
  VendorChannel channel{http, cloudinary_conduct(settings(""))};
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(check_cloudinary(settings("http://127.0.0.1:1"), channel, stop.get_token()), Error);
}

}  // namespace
}  // namespace vina
