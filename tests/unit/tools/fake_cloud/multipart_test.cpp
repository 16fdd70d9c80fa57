// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/multipart.h"

#include <string>

#include <gtest/gtest.h>

namespace vina::fake {
namespace {

Request form(const std::string& type, const std::string& body) {
  Request request;
  request.headers.emplace_back("content-type", type);
  request.body = body;
  return request;
}

TEST(FakeForm, KeepsEveryByteOfAFile) {
  const std::string file("a\r\n--B\r\n\0--b", 12);
  const auto fields =
      parse_form(form("multipart/form-data; boundary=b",
                      "--b\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx,y\r\n"
                      "--b\r\nContent-Type: video/mp4\r\nContent-Disposition: form-data; name=\"file\"; "
                      "filename=\"a \\\"b\\\".mp4\"\r\n\r\n" +
                          file + "\r\n--b--\r\n"));
  ASSERT_TRUE(fields);
  ASSERT_EQ(fields->size(), 2U);
  EXPECT_EQ(fields->at(0).name, "tags");
  EXPECT_EQ(fields->at(0).value, "x,y");
  EXPECT_FALSE(fields->at(0).file_name);
  EXPECT_EQ(fields->at(1).name, "file");
  EXPECT_EQ(fields->at(1).file_name, "a \"b\".mp4");
  EXPECT_EQ(fields->at(1).value, file);
}

TEST(FakeForm, RefusesWhatIsNotComplete) {
  const std::string part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
  EXPECT_TRUE(parse_form(form("multipart/form-data; boundary=\"b\"", part + "--b--\r\n")));
  EXPECT_FALSE(parse_form(form("multipart/form-data; boundary=b", part)));
  EXPECT_FALSE(parse_form(form("multipart/form-data; boundary=b", part + "--b")));
  EXPECT_FALSE(parse_form(form("multipart/form-data; boundary=c", part + "--b--")));
  EXPECT_FALSE(parse_form(form("multipart/form-data", part + "--b--")));
  EXPECT_FALSE(parse_form(form("multipart/form-data; boundary=b", "--b\r\nContent-Type: a\r\n\r\n1\r\n--b--")));
  EXPECT_FALSE(parse_form(form("text/plain", "a=1")));
}

TEST(FakeForm, ReadsUrlEncodedAndJsonForms) {
  const auto encoded = parse_form(form("application/x-www-form-urlencoded; charset=utf-8", "a=1+2&b=%26&c"));
  ASSERT_TRUE(encoded);
  EXPECT_EQ(encoded->at(0).value, "1 2");
  EXPECT_EQ(encoded->at(1).value, "&");
  EXPECT_EQ(encoded->at(2).value, "");
  const auto json = parse_form(form("application/json", R"({"a": "x", "b": 1})"));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->at(1).value, "1");
  EXPECT_FALSE(parse_form(form("application/json", "[1]")));
  EXPECT_FALSE(parse_form(form("application/json", R"({"a": [1]})")));
}

}  // namespace
}  // namespace vina::fake
