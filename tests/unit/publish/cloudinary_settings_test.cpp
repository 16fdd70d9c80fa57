// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/cloudinary_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <typename Function>
std::string refusal_of(const Function& function) {
  try {
    function();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    return error.public_message();
  }
  ADD_FAILURE() << "not refused";
  return {};
}

CloudinarySettings settings() {
  CloudinarySettings settings;
  settings.cloud_name = "demo";
  settings.api_key = Secret{"123"};
  settings.api_secret = Secret{"abcd"};
  return settings;
}

TEST(CloudinaryUrl, GivesCloudKeyAndSecret) {
  const CloudinarySettings settings = parse_cloudinary_url("cloudinary://123456:sEcr-et_x@my-cloud");
  EXPECT_EQ(settings.cloud_name, "my-cloud");
  EXPECT_EQ(settings.api_key.reveal(), "123456");
  EXPECT_EQ(settings.api_secret.reveal(), "sEcr-et_x");
  EXPECT_EQ(settings.base_url, "https://api.cloudinary.com");
  EXPECT_EQ(settings.hash, CloudinaryHash::kSha1);
  validate(settings);
}

TEST(CloudinaryUrl, DoesNotDecodeTheSecret) {
  EXPECT_EQ(parse_cloudinary_url("CLOUDINARY://1:a%40b:c@d@cloud").api_secret.reveal(), "a%40b:c@d");
}

TEST(CloudinaryUrl, IgnoresWhereFilesAreDeliveredAndOptionsItDoesNotKnow) {
  const CloudinarySettings settings = parse_cloudinary_url(
      "cloudinary://1:s@cloud/my.cdn.com?secure=true&upload_prefix=https%3A%2F%2Fapi-eu.cloudinary.com&a[b]=c&x&"
      "signature_algorithm=sha256");
  EXPECT_EQ(settings.cloud_name, "cloud");
  EXPECT_EQ(settings.base_url, "https://api-eu.cloudinary.com");
  EXPECT_EQ(settings.hash, CloudinaryHash::kSha256);
  EXPECT_EQ(parse_cloudinary_url("cloudinary://1:s@cloud?upload_prefix=http://127.0.0.1:80/x").base_url,
            "http://127.0.0.1:80/x");
  EXPECT_EQ(parse_cloudinary_url("cloudinary://1:s@cloud?").cloud_name, "cloud");
}

TEST(CloudinaryUrl, RefusesWhatItCannotReadWithoutShowingIt) {
  for (const char* url : {"", "cloudinary://", "https://planted:planted@cloud", "cloudinary://planted@cloud",
                          "cloudinary://planted:@cloud", "cloudinary://:planted@cloud", "cloudinary://planted:planted@",
                          "cloudinary://planted:planted", "cloudinary://planted:planted@clo ud",
                          "cloudinary://<planted>:<planted>@cloud", "cloudinary://planted:planted@?upload_prefix=x"}) {
    const std::string message = refusal_of([&] { parse_cloudinary_url(url); });
    EXPECT_THAT(message, HasSubstr("CLOUDINARY_URL")) << url;
    EXPECT_THAT(message, Not(HasSubstr("planted"))) << url;
  }
  EXPECT_THAT(refusal_of([] { parse_cloudinary_url("cloudinary://1:s@c?signature_algorithm=md5"); }),
              HasSubstr("sha256"));
}

TEST(CloudinarySettings, NameTheVariableOfWhatIsMissing) {
  validate(settings());
  CloudinarySettings broken = settings();
  broken.cloud_name.clear();
  EXPECT_THAT(refusal_of([&] { validate(broken); }), HasSubstr("CLOUDINARY_CLOUD_NAME"));
  broken.cloud_name = "../x";
  EXPECT_THAT(refusal_of([&] { validate(broken); }), HasSubstr("CLOUDINARY_CLOUD_NAME"));
  broken = settings();
  broken.api_key = {};
  EXPECT_THAT(refusal_of([&] { validate(broken); }), HasSubstr("CLOUDINARY_API_KEY"));
  broken = settings();
  broken.api_secret = {};
  EXPECT_THAT(refusal_of([&] { validate(broken); }), HasSubstr("CLOUDINARY_API_SECRET"));
}

TEST(CloudinarySettings, TakeOnlyFoldersEveryAccountTakes) {
  CloudinarySettings odd = settings();
  for (const char* folder : {"", "a", "vina_lessons/2026-11/b.c"}) {
    odd.folder = folder;
    validate(odd);
  }
  for (const char* folder : {"/a", "a/", "a//b", "a b", "a?b", "a&b", "a#b", "a\\b", "a%b", "a<b", "a>b", "a+b", "é"}) {
    odd.folder = folder;
    EXPECT_THAT(refusal_of([&] { validate(odd); }), HasSubstr("folder")) << folder;
  }
}

TEST(CloudinarySettings, SpeakHttpWithThisComputerAlone) {
  CloudinarySettings odd = settings();
  for (const char* url : {"https://api-eu.cloudinary.com", "https://proxy/x/", "http://127.0.0.1:8080",
                          "http://localhost", "http://[::1]:80/x"}) {
    odd.base_url = url;
    validate(odd);
  }
  for (const char* url : {"", "https://", "http://api.cloudinary.com", "http://127.0.0.1.evil.com", "ftp://127.0.0.1",
                          "https://user@host", "https://host?x=1", "api.cloudinary.com", "http://localhost@evil.com"}) {
    odd.base_url = url;
    EXPECT_THAT(refusal_of([&] { validate(odd); }), HasSubstr("VINA_CLOUDINARY_BASE_URL")) << url;
  }
}

TEST(CloudinaryConduct, HidesKeyAndSecret) {
  CloudinarySettings with_keys = settings();
  with_keys.api_key = Secret{"1234567"};
  const VendorConduct conduct = cloudinary_conduct(with_keys);
  std::string text = "1234567 abcd";
  for (const Secret& secret : conduct.secrets) text = secret.hidden_in(text);
  EXPECT_EQ(text, "[secret] [secret]");
}

}  // namespace
}  // namespace vina
