// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/cloudinary_publisher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <semaphore>
#include <set>

#include "publish/cloudinary_signature.h"
#include "support/loopback_server.h"
#include "support/raw_server.h"
#include "support/scratch_folder.h"
#include "unit/publish/strict_cloudinary.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using testing::form_parts;
using testing::form_value;
using ::testing::HasSubstr;
using testing::kKey;
using testing::kSecret;
using testing::LoopbackServer;
using ::testing::Not;
using testing::ReceivedRequest;
using testing::Reply;
using testing::ScratchFolder;
using testing::StrictCloudinary;
using ::testing::UnorderedElementsAre;
using Json = nlohmann::json;

class CloudinaryPublisherTest : public ::testing::Test {
 protected:
  CloudinaryPublisherTest() {
    files_ = {folder_ / "Lesson 1.mp4", folder_ / "Lesson 1.vtt", folder_ / "Lesson 1.jpg"};
    write(files_.video, 50'000);
    write(*files_.webvtt, 400);
    write(*files_.poster, 3'000);
  }

  static void write(const std::filesystem::path& path, std::size_t size) {
    std::string content(size, '\0');
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 7 % 251);
    std::ofstream{path, std::ios::binary} << content;
  }

  void leave_the_video_alone() {
    files_.webvtt.reset();
    files_.poster.reset();
  }

  static std::string content_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  CloudinarySettings settings(const std::string& url) const {
    CloudinarySettings settings;
    settings.cloud_name = "demo";
    settings.api_key = kKey;
    settings.api_secret = kSecret;
    settings.base_url = url;
    return settings;
  }

  VendorConduct conduct() const {
    VendorConduct conduct = cloudinary_conduct(settings(""));
    conduct.first_wait = 5ms;
    conduct.longest_wait = 20ms;
    return conduct;
  }

  Publication publish(const CloudinarySettings& settings) {
    return make_cloudinary_publisher(settings, channel_, "lesson-1")->publish(files_, {});
  }

  Error error_of(const CloudinarySettings& settings) {
    try {
      publish(settings);
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), AllOf(Not(HasSubstr("planted-key")), Not(HasSubstr("planted-secret"))));
      return error;
    }
    ADD_FAILURE() << "no error";
    return {ErrorKind::kInternal, ""};
  }

  ScratchFolder folder_;
  FinishedFiles files_;
  HttpClient http_;
  VendorChannel channel_{http_, conduct()};
};

TEST_F(CloudinaryPublisherTest, UploadsPosterCaptionsAndVideoUnderFixedNames) {
  const StrictCloudinary cloudinary;
  const Publication publication = publish(settings(cloudinary.url() + "/"));
  const auto assets = cloudinary.assets();
  ASSERT_EQ(assets.size(), 3U);
  EXPECT_EQ(assets.at("video:vina_lessons/lesson-1/video"), content_of(files_.video));
  EXPECT_EQ(assets.at("raw:vina_lessons/lesson-1/captions.vtt"), content_of(*files_.webvtt));
  EXPECT_EQ(assets.at("image:vina_lessons/lesson-1/poster"), content_of(*files_.poster));
  EXPECT_THAT(publication.video_url, HasSubstr("https://res.cloudinary.com/demo/video:"));
  EXPECT_THAT(publication.subtitle_url.value_or(""), HasSubstr("https://res.cloudinary.com/demo/raw:"));
  EXPECT_THAT(publication.poster_url.value_or(""), HasSubstr("https://res.cloudinary.com/demo/image:"));
  for (const ReceivedRequest& request : cloudinary.requests()) {
    const std::string id = form_value(request, "public_id");
    EXPECT_EQ(form_parts(request).back().file_name, id.substr(id.rfind('/') + 1));
    EXPECT_EQ(request.header("Content-Range"), std::nullopt);
  }
}

TEST_F(CloudinaryPublisherTest, UploadsAllFilesAtTheSameTime) {
  std::barrier all_are_here{3};
  const testing::RawServer server{[&](testing::RawConnection& connection, int) {
    connection.read_request();
    all_are_here.arrive_and_wait();
    connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
  }};
  EXPECT_EQ(error_of(settings(server.url())).kind(), ErrorKind::kProviderRefused);
}

TEST_F(CloudinaryPublisherTest, EndsTheOtherUploadsWhereOneFails) {
  const auto began = std::chrono::steady_clock::now();
  std::counting_semaphore<3> over{0};
  const testing::RawServer server{[&](testing::RawConnection& connection, int) {
    if (connection.read_request().find("captions.vtt") == std::string::npos) {
      over.acquire();  // the others would wait for their answer for ever
      return;
    }
    const std::string body = R"({"error":{"message":"Not like this"}})";
    connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }};
  const Error error = error_of(settings(server.url()));
  over.release(3);
  EXPECT_EQ(error.kind(), ErrorKind::kProviderRefused);
  EXPECT_THAT(error.what(), HasSubstr("Lesson 1.vtt"));
  EXPECT_LT(std::chrono::steady_clock::now() - began, 20s);
}

TEST_F(CloudinaryPublisherTest, UploadsTheVideoAloneAndTheSameNamesAgain) {
  const StrictCloudinary cloudinary;
  leave_the_video_alone();
  CloudinarySettings plain = settings(cloudinary.url());
  plain.folder.clear();
  const Publication publication = publish(plain);
  EXPECT_FALSE(publication.subtitle_url || publication.poster_url);
  publish(plain);
  EXPECT_EQ(cloudinary.assets().size(), 1U);
  EXPECT_TRUE(cloudinary.assets().contains("video:lesson-1/video"));
}

TEST_F(CloudinaryPublisherTest, SendsALargeFileInPieces) {
  const StrictCloudinary cloudinary;
  leave_the_video_alone();
  CloudinarySettings small = settings(cloudinary.url());
  small.largest_request = 49'999;
  small.piece = 20'000;
  publish(small);
  EXPECT_EQ(cloudinary.assets().begin()->second, content_of(files_.video));
  std::vector<std::string> ranges;
  std::set<std::string> ids;
  for (const ReceivedRequest& request : cloudinary.requests()) {
    ranges.push_back(request.header("Content-Range").value_or(""));
    ids.insert(request.header("X-Unique-Upload-Id").value_or(""));
  }
  EXPECT_THAT(ranges, ElementsAre("bytes 0-19999/50000", "bytes 20000-39999/50000", "bytes 40000-49999/50000"));
  EXPECT_EQ(ids.size(), 1U);
  publish(small);
  EXPECT_NE(cloudinary.requests().back().header("X-Unique-Upload-Id"), *ids.begin());
}

TEST_F(CloudinaryPublisherTest, CutsPiecesRightAtTheirBorders) {
  for (const std::uint64_t piece : {50'000U, 49'999U, 25'000U, 60'000U}) {
    const StrictCloudinary cloudinary;
    CloudinarySettings small = settings(cloudinary.url());
    small.largest_request = 3'000;  // the poster just fits
    small.piece = piece;
    publish(small);
    EXPECT_EQ(cloudinary.assets().at("video:vina_lessons/lesson-1/video"), content_of(files_.video)) << piece;
    EXPECT_EQ(cloudinary.requests().size(), 2U + (50'000U + piece - 1) / piece) << piece;
  }
}

TEST_F(CloudinaryPublisherTest, RepeatsAPieceThatFailedWithTheSameIdAndRange) {
  const StrictCloudinary cloudinary{[](const ReceivedRequest&, int number) {
    return number == 2 ? std::optional{Reply{503, "busy"}} : std::nullopt;
  }};
  leave_the_video_alone();
  CloudinarySettings small = settings(cloudinary.url());
  small.largest_request = 20'000;
  small.piece = 20'000;
  publish(small);
  const auto requests = cloudinary.requests();
  ASSERT_EQ(requests.size(), 4U);
  EXPECT_EQ(requests[1].header("Content-Range"), requests[2].header("Content-Range"));
  EXPECT_EQ(requests[1].header("X-Unique-Upload-Id"), requests[2].header("X-Unique-Upload-Id"));
  EXPECT_EQ(cloudinary.assets().begin()->second, content_of(files_.video));
}

TEST_F(CloudinaryPublisherTest, SignsEveryAttemptWithAFreshTime) {
  const StrictCloudinary cloudinary{[](const ReceivedRequest&, int number) {
    return number == 1 ? std::optional{Reply{401, R"({"error":{"message":"Stale request - reported time is x"}})"}}
                       : std::nullopt;
  }};
  CloudinarySettings ticking = settings(cloudinary.url());
  auto seconds = std::make_shared<std::atomic<int>>(1795348800);
  ticking.now = [seconds] { return std::chrono::system_clock::from_time_t((*seconds)++) + 900ms; };
  publish(ticking);
  std::vector<std::string> times;
  for (const ReceivedRequest& request : cloudinary.requests()) times.push_back(form_value(request, "timestamp"));
  EXPECT_THAT(times, UnorderedElementsAre("1795348800", "1795348801", "1795348802", "1795348803"));
}

TEST_F(CloudinaryPublisherTest, RepeatsAnUploadWhoseAnswerWasLost) {
  std::atomic<int> received = 0;
  const testing::RawServer server{[&](testing::RawConnection& connection, int) {
    connection.read_request();
    ++received;
  }};
  leave_the_video_alone();
  const Error error = error_of(settings(server.url()));
  EXPECT_EQ(error.kind(), ErrorKind::kProviderUnavailable);
  EXPECT_EQ(received, 4);
}

TEST_F(CloudinaryPublisherTest, NamesTheCureWhereTheClockIsWrong) {
  const StrictCloudinary cloudinary{[](const ReceivedRequest&, int) {
    return Reply{400, R"({"error":{"message":"Stale request - reported time is 2026-11-22 09:00:00 +0000"}})"};
  }};
  leave_the_video_alone();
  const Error error = error_of(settings(cloudinary.url()));
  EXPECT_EQ(error.kind(), ErrorKind::kProviderRejected);
  EXPECT_THAT(error.public_message(), HasSubstr("clock"));
  EXPECT_THAT(error.what(), HasSubstr("upload of Lesson 1.mp4"));
  EXPECT_EQ(cloudinary.requests().size(), 2U);
}

TEST_F(CloudinaryPublisherTest, TriesAWrongSecretTwiceAndNotAgain) {
  const StrictCloudinary cloudinary;
  leave_the_video_alone();
  CloudinarySettings wrong = settings(cloudinary.url());
  wrong.api_secret = Secret{"planted-secret-of-another"};
  const Error error = error_of(wrong);
  EXPECT_EQ(error.kind(), ErrorKind::kProviderRejected);
  EXPECT_THAT(error.public_message(), AllOf(HasSubstr("Invalid Signature"), HasSubstr("CLOUDINARY_API_SECRET")));
  EXPECT_EQ(cloudinary.requests().size(), 2U);
  EXPECT_TRUE(cloudinary.assets().empty());
}

TEST_F(CloudinaryPublisherTest, DoesNotBelieveAnAnswerThatIsNotSigned) {
  const StrictCloudinary cloudinary{[](const ReceivedRequest& request, int) {
    return Reply{200, Json{{"public_id", form_value(request, "public_id")},
                           {"version", 1},
                           {"resource_type", "video"},
                           {"bytes", form_value(request, "file").size()},
                           {"secure_url", "https://evil.example/x"},
                           {"signature", std::string(40, '0')}}
                          .dump()};
  }};
  leave_the_video_alone();
  EXPECT_THAT(error_of(settings(cloudinary.url())).public_message(), HasSubstr("signed"));
}

TEST_F(CloudinaryPublisherTest, SaysWhichFileIsMissingOrEmpty) {
  const StrictCloudinary cloudinary;
  std::ofstream{*files_.webvtt, std::ios::trunc};
  EXPECT_THAT(error_of(settings(cloudinary.url())).public_message(), HasSubstr("Lesson 1.vtt: it is empty"));
  std::filesystem::remove(*files_.poster);
  const Error error = error_of(settings(cloudinary.url()));
  EXPECT_EQ(error.kind(), ErrorKind::kStorage);
  EXPECT_THAT(error.public_message(), HasSubstr("Lesson 1.jpg"));
}

TEST_F(CloudinaryPublisherTest, StopsBetweenPieces) {
  std::stop_source stop;
  const StrictCloudinary cloudinary{[&](const ReceivedRequest&, int number) -> std::optional<Reply> {
    if (number == 2) stop.request_stop();
    return std::nullopt;
  }};
  leave_the_video_alone();
  CloudinarySettings small = settings(cloudinary.url());
  small.largest_request = 3'000;
  small.piece = 1'000;
  try {
    make_cloudinary_publisher(small, channel_, "x")->publish(files_, stop.get_token());
    FAIL() << "published";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
  EXPECT_EQ(cloudinary.requests().size(), 2U);
}

TEST_F(CloudinaryPublisherTest, RefusesSettingsThatCannotWork) {
  CloudinarySettings broken = settings("http://api.cloudinary.com");
  EXPECT_THROW(make_cloudinary_publisher(broken, channel_, "x"), Error);
}

TEST(CloudinaryStem, KeepsAPlainNameAndTellsCleanedOnesApart) {
  EXPECT_EQ(cloudinary_stem("lesson-1_b.final"), "lesson-1_b.final");
  EXPECT_THAT(cloudinary_stem("a b?"), ::testing::MatchesRegex("a_b_-[0-9a-f]+"));
  EXPECT_NE(cloudinary_stem("a b"), cloudinary_stem("a_b"));
  EXPECT_NE(cloudinary_stem("a b"), cloudinary_stem("a?b"));
  EXPECT_EQ(cloudinary_stem("a b"), cloudinary_stem("a b"));
  for (const char* odd : {"", ".", "..", "Bài học số 1", "/", "a/../b", "\xff\xfe", "?&#\\%<>+"}) {
    const std::string stem = cloudinary_stem(odd);
    EXPECT_THAT(stem, ::testing::MatchesRegex("[-A-Za-z0-9_.]+-[0-9a-f]+")) << odd;
  }
  EXPECT_EQ(cloudinary_stem(std::string(100, 'x')), std::string(100, 'x'));
  EXPECT_EQ(cloudinary_stem(std::string(101, 'x')).size(), 100U);
  EXPECT_NE(cloudinary_stem(std::string(101, 'x')), cloudinary_stem(std::string(102, 'x')));
}

TEST(CloudinaryStem, KeepsASlashBetweenNamesAlone) {
  EXPECT_EQ(cloudinary_stem("courses/llm/intro"), "courses/llm/intro");
  EXPECT_THAT(cloudinary_stem("course 1/intro"), ::testing::MatchesRegex("course_1/intro-[0-9a-f]+"));
  EXPECT_NE(cloudinary_stem("course 1/intro"), cloudinary_stem("course_1/intro"));
  const std::string folders = std::string(60, 'x') + "/" + std::string(39, 'y');
  EXPECT_EQ(cloudinary_stem(folders), folders);
  EXPECT_THAT(cloudinary_stem(folders + "z"), ::testing::MatchesRegex("x+/y+-[0-9a-f]+"));
  EXPECT_EQ(cloudinary_stem(folders + "z").size(), 100U);
  for (const char* odd : {"/intro", "intro/", "a//b", "a/./b", "../a", "a/.."}) {
    EXPECT_THAT(cloudinary_stem(odd), ::testing::MatchesRegex("[-a-z_.]+-[0-9a-f]+")) << odd;
  }
}

TEST(CloudinaryPlace, IsTheFolderAndTheName) {
  EXPECT_EQ(cloudinary_place("vina_lessons", "intro"), "vina_lessons/intro");
  EXPECT_EQ(cloudinary_place("", "llm/intro"), "llm/intro");
  EXPECT_EQ(cloudinary_place("llm", "intro"), cloudinary_place("", "llm/intro"));
}

}  // namespace
}  // namespace vina
