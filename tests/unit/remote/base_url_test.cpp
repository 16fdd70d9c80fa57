// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/base_url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/error.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string refusal_of(std::string_view url) {
  try {
    require_safe_base_url(url, "VINA_SOME_BASE_URL");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    return error.public_message();
  }
  return "";
}

TEST(BaseUrl, TakesTlsAnywhereAndPlainHttpOnThisComputer) {
  for (const char* url : {"https://api.elevenlabs.io", "https://host:8443/google/", "HTTPS://Host", "https://10.0.0.1",
                          "http://127.0.0.1", "http://127.0.0.1:8080/x", "http://localhost:80", "http://LocalHost",
                          "http://[::1]:8080"}) {
    EXPECT_EQ(refusal_of(url), "") << url;
  }
}

TEST(BaseUrl, RefusesPlainHttpToAnotherComputer) {
  for (const char* url :
       {"http://api.elevenlabs.io", "http://10.0.0.1:8080", "http://127.0.0.1.evil.com", "http://127.evil.com",
        "http://localhost.evil.com", "http://[::2]", "http://0.0.0.0", "HTTP://host"}) {
    EXPECT_THAT(refusal_of(url), HasSubstr("VINA_SOME_BASE_URL is not")) << url;
    EXPECT_THAT(refusal_of(url), HasSubstr("use https://")) << url;
  }
}

TEST(BaseUrl, RefusesWhatIsNoPlainAddress) {
  for (const char* url : {"", "host", "https://", "https:///x", "http://:80", "ftp://127.0.0.1", "file:///etc/passwd",
                          "http://localhost@evil.com", "http://localhost:80@evil.com", "https://user:pw@host",
                          "https://host?x=1", "https://host#x", "https://h ost", "https://host\r\nX: y",
                          "http://evil.com\\@localhost", "https://h\xC3\xB6st"}) {
    EXPECT_THAT(refusal_of(url), HasSubstr("VINA_SOME_BASE_URL")) << url;
  }
}

TEST(BaseUrl, IsNotRepeatedWhereItMayHoldAPassword) {
  EXPECT_THAT(refusal_of("https://user:hunter22@host"), Not(HasSubstr("hunter22")));
}

TEST(BaseUrl, KnowsThisComputer) {
  for (const char* url : {"http://127.0.0.1:8080", "https://localhost/x", "http://[::1]", "http://user@localhost"}) {
    EXPECT_TRUE(is_this_computer(url)) << url;
  }
  for (const char* url :
       {"http://127.evil.com", "http://localhost@evil.com", "https://example.com/localhost", "", "x"}) {
    EXPECT_FALSE(is_this_computer(url)) << url;
  }
}

}  // namespace
}  // namespace vina
