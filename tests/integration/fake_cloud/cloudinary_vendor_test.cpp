// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.

#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_cloud/digest.h"
#include "fake_cloud/fake_cloud.h"
#include "integration/fake_cloud/vendor_requests.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using fake::FakeCloud;
using nlohmann::json;
using testing::basic_header;
using ::testing::HasSubstr;
using testing::RawAnswer;
using testing::RawRequest;
using testing::send_raw;
using testing::signed_fields;
using testing::small_mp4;
using testing::small_png;
using testing::upload_request;
using testing::UploadParts;

class CloudinaryVendor : public ::testing::Test {
 protected:
  RawAnswer upload(const std::string& type, const UploadParts& parts) {
    return send_raw(cloud_.port(), upload_request(type, parts));
  }
  /// With Basic authentication.
  RawAnswer put(const std::string& type, std::map<std::string, std::string> fields, const std::string& file) {
    return upload(type, {std::move(fields), file, "final.bin", {basic_header()}});
  }
  RawAnswer get(const std::string& target, const std::vector<std::string>& headers = {}) {
    return send_raw(cloud_.port(), {"GET", target, headers});
  }
  static std::string message(const RawAnswer& answer) {
    EXPECT_EQ(answer.header("x-cld-error"), answer.json()["error"]["message"]);
    return answer.json()["error"]["message"];
  }

  FakeCloud cloud_;
};

TEST_F(CloudinaryVendor, StoresASignedVideoAndDeliversIt) {
  const std::string video = small_mp4(1000);
  const RawAnswer answer =
      upload("video", {signed_fields({{"public_id", "shorts/job-42/final"}, {"overwrite", "1"}, {"tags", "a,b"}}),
                       video,
                       "final.mp4",
                       {}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json body = answer.json();
  EXPECT_EQ(body["public_id"], "shorts/job-42/final");
  EXPECT_EQ(body["resource_type"], "video");
  EXPECT_EQ(body["bytes"], video.size());
  EXPECT_EQ(body["format"], "mp4");
  EXPECT_EQ(body["width"], 1080);
  EXPECT_EQ(body["height"], 1920);
  EXPECT_EQ(body["duration"], 2.0);
  EXPECT_EQ(body["tags"], (json{"a", "b"}));
  EXPECT_EQ(body["etag"], fake::md5_hex(video));
  EXPECT_FALSE(body.contains("existing"));
  const std::string version = body["version"].dump();
  EXPECT_EQ(body["secure_url"],
            "https://res.cloudinary.com/fake-cloud/video/upload/v" + version + "/shorts/job-42/final.mp4");
  EXPECT_EQ(body["signature"],
            fake::sha1_hex("public_id=shorts/job-42/final&version=" + version + "fake-cloudinary-secret"));

  const RawAnswer delivered = get("/res/fake-cloud/video/upload/v" + version + "/shorts/job-42/final.mp4");
  EXPECT_EQ(delivered.body, video);
  EXPECT_EQ(delivered.header("content-type"), "video/mp4");
  EXPECT_EQ(get("/res/fake-cloud/video/upload/v1/shorts/job-42/final.webm").status, 404);
  EXPECT_EQ(get("/res/other/video/upload/v1/shorts/job-42/final.mp4").status, 404);
}

TEST_F(CloudinaryVendor, StoresRawFilesAndPictures) {
  const json captions = put("raw", {{"public_id", "shorts/captions.vtt"}}, "WEBVTT\n\n").json();
  for (const char* absent : {"width", "height", "format", "duration"})
    EXPECT_FALSE(captions.contains(absent)) << absent;
  EXPECT_THAT(captions["secure_url"].get<std::string>(), ::testing::EndsWith("/shorts/captions.vtt"));
  EXPECT_EQ(get("/res/fake-cloud/raw/upload/shorts/captions.vtt").header("content-type"), "text/vtt");
  const json poster = put("image", {{"public_id", "poster"}}, small_png()).json();
  EXPECT_EQ(poster["format"], "png");
  EXPECT_EQ(poster["width"], 16);
  EXPECT_EQ(put("auto", {{"public_id", "either"}}, small_png()).json()["resource_type"], "image");
  EXPECT_EQ(put("auto", {{"public_id", "either"}}, small_mp4()).json()["resource_type"], "video");
}

TEST_F(CloudinaryVendor, PointsItsUrlsAtItselfWhereAsked) {
  const testing::ScratchFolder folder;
  const FakeCloud cloud{{.cloudinary = {.public_base = "self", .store = folder.path()}}};
  const RawAnswer answer =
      send_raw(cloud.port(), upload_request("raw", {signed_fields({{"public_id", "a.vtt"}}), "WEBVTT\n", "a.vtt", {}}));
  const std::string url = answer.json()["secure_url"];
  ASSERT_THAT(url, ::testing::StartsWith(cloud.url() + "/res/fake-cloud/raw/upload/v"));
  EXPECT_EQ(send_raw(cloud.port(), {"GET", url.substr(cloud.url().size())}).body, "WEBVTT\n");
  EXPECT_FALSE(std::filesystem::is_empty(folder.path()));
}

TEST_F(CloudinaryVendor, SaysWhatItWouldHaveSignedWhenASignatureIsWrong) {
  auto fields = signed_fields({{"public_id", "a"}, {"context", "title=Ant & Bee"}, {"notification_url", ""}});
  fields["signature"] = std::string(40, '0');
  const RawAnswer answer = upload("image", {fields, small_png(), "a.png", {}});
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(message(answer),
            "Invalid Signature " + std::string(40, '0') +
                ". String to sign - 'context=title=Ant %26 Bee&public_id=a&timestamp=" + fields["timestamp"] + "'.");
  fields = signed_fields({{"public_id", "a"}});
  fields["tags"] = "smuggled";
  EXPECT_EQ(upload("image", {fields, small_png(), "a.png", {}}).status, 401) << "a parameter that was not signed";
}

TEST_F(CloudinaryVendor, TakesBothVersionsAndBothAlgorithms) {
  auto fields = signed_fields({{"public_id", "a"}, {"context", "title=Ant & Bee"}});
  const auto try_signature = [&](const std::string& signature) {
    fields["signature"] = signature;
    return upload("image", {fields, small_png(), "a.png", {}}).status;
  };
  const std::string rest = "&public_id=a&timestamp=" + fields["timestamp"] + "fake-cloudinary-secret";
  EXPECT_EQ(try_signature(fake::sha1_hex("context=title=Ant & Bee" + rest)), 200);
  EXPECT_EQ(try_signature(fake::sha1_hex("context=title=Ant %26 Bee" + rest)), 200);
  EXPECT_EQ(try_signature(fake::sha256_hex("context=title=Ant %26 Bee" + rest)), 200);
  const FakeCloud strict{{.cloudinary = {.algorithm = "sha256"}}};
  EXPECT_EQ(send_raw(strict.port(), upload_request("image", {fields, small_png(), "a.png", {}})).status, 200);
  EXPECT_EQ(send_raw(strict.port(), upload_request("image", {signed_fields({}), small_png(), "a.png", {}})).status,
            401);
}

TEST_F(CloudinaryVendor, ChecksWhoIsAskingAndWhen) {
  const auto status_of = [&](std::map<std::string, std::string> fields, std::vector<std::string> headers = {}) {
    return upload("image", {std::move(fields), small_png(), "a.png", std::move(headers)});
  };
  EXPECT_EQ(status_of({{"public_id", "a"}}).status, 401) << "nobody";
  EXPECT_EQ(status_of({}, {"Authorization: Basic wrong"}).status, 401);
  EXPECT_EQ(status_of({}, {basic_header()}).status, 200);
  EXPECT_THAT(message(status_of(signed_fields({}), {basic_header()})), HasSubstr("choose one"));
  auto fields = signed_fields({});
  fields["api_key"] = "999";
  EXPECT_EQ(message(status_of(fields)), "Invalid api_key 999");
  for (const char* name : {"timestamp", "signature"}) {
    fields = signed_fields({});
    fields.erase(name);
    EXPECT_EQ(message(status_of(fields)), std::string{"Missing required parameter - "} + name);
  }
  const RawAnswer stale = status_of(signed_fields({}, 3700));
  EXPECT_EQ(stale.status, 400);
  EXPECT_THAT(message(stale), ::testing::MatchesRegex("Stale request - reported time is [-0-9]+ [:0-9]+ .0000 which is "
                                                      "more than 1 hour ago"));
  EXPECT_EQ(status_of(signed_fields({}, 3500)).status, 200);
  RawRequest other = upload_request("image", {signed_fields({}), small_png(), "a.png", {}});
  other.target = "/v1_1/another/image/upload";
  EXPECT_EQ(message(send_raw(cloud_.port(), other)), "Invalid cloud_name another");
}

TEST_F(CloudinaryVendor, RefusesWrongParametersAndNames) {
  struct Gate {
    const char* type;
    std::map<std::string, std::string> fields;
    const char* says;
  };
  const std::vector<Gate> gates{
      {"image", {{"public_ids", "a"}}, "Unknown parameter public_ids"},
      {"image", {{"overwrite", "yes"}}, "Invalid value yes for parameter overwrite"},
      {"image", {{"type", "fetch"}}, "Invalid type fetch"},
      {"image", {{"public_id", "a.png"}}, "must not have an extension"},
      {"video", {{"public_id", "a/b.mp4"}}, "must not have an extension"},
      {"raw", {{"public_id", "captions"}}, "must have its extension"},
      {"image", {{"public_id", "/a"}}, "is invalid"},
      {"image", {{"public_id", "a/"}}, "is invalid"},
      {"image", {{"public_id", "a//b"}}, "is invalid"},
      {"image", {{"public_id", "a?b"}}, "is invalid"},
      {"image", {{"public_id", "a#b"}}, "is invalid"},
  };
  for (const Gate& gate : gates) {
    const RawAnswer answer = put(gate.type, gate.fields, small_png());
    EXPECT_EQ(answer.status, 400) << gate.says;
    EXPECT_THAT(message(answer), HasSubstr(gate.says));
    EXPECT_THAT(cloud_.journal().requests.back().refusal, HasSubstr(gate.says));
  }
  EXPECT_EQ(put("image", {{"public_id", "version 1.2"}}, small_png()).status, 200) << "no extension";
  EXPECT_EQ(get("/v1_1/fake-cloud/image/upload").status, 404);
  EXPECT_EQ(put("sound", {}, small_png()).status, 404);
}

TEST_F(CloudinaryVendor, RefusesWrongFiles) {
  EXPECT_EQ(message(put("image", {}, "not a picture")), "Invalid image file");
  EXPECT_EQ(message(put("image", {}, small_png().substr(0, 60))), "Invalid image file");
  EXPECT_EQ(message(put("image", {}, small_mp4())), "Invalid image file");
  EXPECT_EQ(message(put("video", {}, small_png())), "Unsupported video format or file");
  EXPECT_EQ(message(put("raw", {}, "")), "Missing required parameter - file");
  RawRequest request = upload_request("raw", {{}, "x", "a.txt", {basic_header()}});
  request.body.resize(request.body.size() - 10);
  EXPECT_EQ(message(send_raw(cloud_.port(), request)), "The body is not multipart/form-data");
  request = upload_request("raw", {{}, "x", "a.txt", {basic_header()}});
  request.body = "--" + std::string{"----boundary-of-the-test"} +
                 "\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\na\r\n" + request.body;
  request.body = "--" + std::string{"----boundary-of-the-test"} +
                 "\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\na\r\n" + request.body;
  EXPECT_EQ(message(send_raw(cloud_.port(), request)), "Parameter tags was sent twice");
}

TEST_F(CloudinaryVendor, ReturnsTheOldFileWhereItMayNotOverwrite) {
  const json first = put("raw", {{"public_id", "a.txt"}}, "one").json();
  const json kept = put("raw", {{"public_id", "a.txt"}, {"overwrite", "0"}}, "two!").json();
  EXPECT_EQ(kept["existing"], true);
  EXPECT_EQ(kept["version"], first["version"]);
  EXPECT_EQ(kept["bytes"], 3);
  const json replaced = put("raw", {{"public_id", "a.txt"}, {"overwrite", "1"}}, "two!").json();
  EXPECT_FALSE(replaced.contains("existing"));
  EXPECT_EQ(replaced["asset_id"], first["asset_id"]);
  EXPECT_GT(replaced["version"], first["version"]);
  EXPECT_EQ(get("/res/fake-cloud/raw/upload/v1/a.txt").body, "two!");
}

TEST_F(CloudinaryVendor, DestroysWhatIsThere) {
  put("raw", {{"public_id", "a.txt"}}, "one");
  const auto destroy = [&](const std::string& type, const std::string& authorization) {
    return send_raw(cloud_.port(), {"POST",
                                    "/v1_1/fake-cloud/" + type + "/destroy",
                                    {authorization, "Content-Type: application/x-www-form-urlencoded"},
                                    "public_id=a.txt&invalidate=1"});
  };
  EXPECT_EQ(destroy("raw", "Authorization: Basic wrong").status, 401);
  EXPECT_EQ(destroy("video", basic_header()).json()["result"], "not found");
  EXPECT_EQ(destroy("raw", basic_header()).json()["result"], "ok");
  EXPECT_EQ(destroy("raw", basic_header()).json()["result"], "not found");
  EXPECT_EQ(get("/res/fake-cloud/raw/upload/v1/a.txt").status, 404);
  const RawAnswer signed_one = send_raw(
      cloud_.port(),
      upload_request("raw", {signed_fields({{"public_id", "a.txt"}, {"invalidate", "1"}}), "", "", {}}, "destroy"));
  EXPECT_EQ(signed_one.json()["result"], "not found");
  EXPECT_EQ(send_raw(cloud_.port(), upload_request("raw", {signed_fields({}), "", "", {}}, "destroy")).status, 400);
}

TEST_F(CloudinaryVendor, AnswersPingAndUsageToThoseWhoMayAsk) {
  EXPECT_EQ(get("/v1_1/fake-cloud/ping", {basic_header()}).json()["status"], "ok");
  EXPECT_EQ(get("/v1_1/fake-cloud/ping").status, 401);
  const RawAnswer usage = get("/v1_1/fake-cloud/usage", {basic_header()});
  EXPECT_EQ(usage.json()["media_limits"]["video_max_size_bytes"], 104'857'600);
  EXPECT_EQ(usage.header("x-featureratelimit-limit"), "500");
  EXPECT_THAT(*usage.header("x-featureratelimit-reset"), ::testing::EndsWith(" GMT"));
  EXPECT_EQ(get("/v1_1/another/ping", {basic_header()}).status, 401);
}

TEST(CloudinarySize, RefusesMoreThanOneRequestMayCarry) {
  const FakeCloud cloud{{.cloudinary = {.largest_request = 1000}}};
  const auto put = [&](std::size_t bytes) {
    return send_raw(
        cloud.port(),
        upload_request("raw", {{{"public_id", "a.txt"}}, std::string(bytes, 'x'), "a.txt", {basic_header()}}));
  };
  EXPECT_EQ(put(1000).status, 200);
  for (const std::size_t bytes : {std::size_t{1001}, std::size_t{200'000}}) {
    const RawAnswer answer = put(bytes);
    EXPECT_EQ(answer.status, 413);
    EXPECT_EQ(answer.header("content-type"), "text/html") << "the edge says it, not the service";
    EXPECT_EQ(answer.header("x-cld-error"), "Request Entity Too Large");
  }
}

class CloudinaryPieces : public ::testing::Test {
 protected:
  RawAnswer piece(const std::string& range, const std::string& bytes, const std::string& id = "id-1") {
    UploadParts parts{signed_fields({{"public_id", "long"}}), bytes, "long.mp4", {}};
    if (!range.empty()) parts.headers.push_back("Content-Range: bytes " + range);
    if (!id.empty()) parts.headers.push_back("X-Unique-Upload-Id: " + id);
    return send_raw(cloud_.port(), upload_request("video", parts));
  }
  std::string refusal(const RawAnswer& answer) {
    EXPECT_EQ(answer.status, 400);
    return answer.json()["error"]["message"];
  }

  FakeCloud cloud_{{.cloudinary = {.smallest_piece = 100}}};
  const std::string file_ = small_mp4(300);
  std::string part(std::size_t from, std::size_t to) const { return file_.substr(from, to - from); }
  std::string total() const { return std::to_string(file_.size()); }
};

TEST_F(CloudinaryPieces, JoinAlsoWhenOneComesAgain) {
  ASSERT_GT(file_.size(), 400U);
  const json first = piece("0-199/-1", part(0, 200)).json();
  EXPECT_EQ(
      first,
      (json{{"done", false}, {"bytes", 200}, {"kind", "upload"}, {"resource_type", "video"}, {"public_id", "long"}}));
  EXPECT_EQ(piece("200-399/" + total(), part(200, 400)).json()["bytes"], 400);
  EXPECT_EQ(piece("200-399/" + total(), part(200, 400)).json()["bytes"], 400) << "the same piece again";
  const std::string last = fmt::format("400-{}/{}", file_.size() - 1, file_.size());
  const json done = piece(last, part(400, file_.size())).json();
  EXPECT_EQ(done["bytes"], file_.size());
  EXPECT_EQ(done["width"], 1080);
  EXPECT_EQ(piece(last, part(400, file_.size())).status, 200) << "the last piece again";
  EXPECT_EQ(send_raw(cloud_.port(), {"GET", "/res/fake-cloud/video/upload/v1/long.mp4"}).body, file_);
}

TEST_F(CloudinaryPieces, AreRefusedOutOfOrderOrOfWrongSize) {
  EXPECT_THAT(refusal(piece("200-399/-1", part(200, 400))), HasSubstr("starts at byte 0"));
  EXPECT_EQ(refusal(piece("0-98/-1", part(0, 99))), "All parts except EOF-chunk must be larger than 5mb");
  EXPECT_THAT(refusal(piece("0-199/-1", part(0, 150))), HasSubstr("does not match"));
  EXPECT_EQ(piece("0-199/-1", part(0, 200)).status, 200);
  EXPECT_THAT(refusal(piece("300-499/-1", part(300, 500))), HasSubstr("expected byte 200"));
  EXPECT_THAT(refusal(piece("200-349/-1", part(200, 350))), HasSubstr("same size"));
  EXPECT_THAT(refusal(piece("", part(0, 200))), HasSubstr("Invalid Content-Range"));
  EXPECT_THAT(refusal(piece("0-199/100", part(0, 200))), HasSubstr("Invalid Content-Range"));
  EXPECT_THAT(refusal(piece("x-199/-1", part(0, 200))), HasSubstr("Invalid Content-Range"));
  EXPECT_THAT(refusal(piece("0-199/-1", part(0, 200), "")), HasSubstr("X-Unique-Upload-Id"));
}

TEST_F(CloudinaryVendor, SpoilsItsAnswersOnCommand) {
  const auto with = [&](const json& fault) {
    cloud_.set_faults({{"rules", {{{"vendor", "cloudinary"}, {"fault", fault}}}}});
    return put("raw", {{"public_id", "a.txt"}}, "one").json();
  };
  EXPECT_EQ(with({{"existing", true}})["existing"], true);
  EXPECT_EQ(with({{"bytes", 1}})["bytes"], 1);
  EXPECT_EQ(with({{"resource_type", "video"}})["resource_type"], "video");
  EXPECT_EQ(with({{"public_id", "b"}})["public_id"], "b");
  EXPECT_FALSE(with({{"secure_url", "absent"}}).contains("secure_url"));
  EXPECT_THAT(with({{"secure_url", "insecure"}})["secure_url"].get<std::string>(), ::testing::StartsWith("http://"));
  EXPECT_EQ(with({{"answer_signature", "wrong"}})["signature"], std::string(40, '0'));
  EXPECT_EQ(with({{"pending", true}})["status"], "pending");
}

}  // namespace
}  // namespace vina
