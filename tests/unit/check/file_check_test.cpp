// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/file_check.h"

#include <sys/stat.h>

#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "base/error.h"
#include "support/scratch_folder.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

std::string box(const std::string& name, std::size_t payload) {
  const std::size_t size = 8 + payload;
  std::string bytes{static_cast<char>(size >> 24U), static_cast<char>(size >> 16U), static_cast<char>(size >> 8U),
                    static_cast<char>(size)};
  return bytes + name + std::string(payload, 'x');
}

class FileCheck : public ::testing::Test {
 protected:
  Finding boxes(const std::string& content) {
    std::ofstream{scratch / "a.mp4", std::ios::binary} << content;
    return check_boxes(scratch / "a.mp4");
  }
  testing::ScratchFolder scratch;
};

TEST_F(FileCheck, TellsAFileByItsBytes) {
  const std::string content(200'000, 'a');
  std::ofstream{scratch / "f", std::ios::binary} << content;
  Receipt::File told{"", content.size(), crypto::sha256(content)};
  EXPECT_TRUE(check_bytes("file", scratch / "f", told, {}).ok);
  EXPECT_FALSE(check_bytes("file", scratch / "none", told, {}).ok);
  told.sha256[5] ^= 1;
  EXPECT_FALSE(check_bytes("file", scratch / "f", told, {}).ok);
}

TEST_F(FileCheck, WaitsForNoPipe) {
  ASSERT_EQ(mkfifo((scratch / "pipe").c_str(), 0600), 0);
  const Finding finding = check_bytes("file", scratch / "pipe", {}, {});
  EXPECT_FALSE(finding.ok);
  EXPECT_EQ(finding.found, "'" + (scratch / "pipe").string() + "' cannot be read");
}

TEST_F(FileCheck, StopsWhenItIsAskedTo) {
  std::ofstream{scratch / "f", std::ios::binary} << "a";
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(check_bytes("file", scratch / "f", {}, stop.get_token()), Error);
}

TEST_F(FileCheck, WantsBoxesThatFillTheFile) {
  const std::string whole = box("ftyp", 16) + box("moov", 100) + box("mdat", 1000);
  const Finding fine = boxes(whole);
  EXPECT_TRUE(fine.ok) << fine.found;
  EXPECT_EQ(fine.found, "ftyp moov mdat");
  EXPECT_FALSE(boxes(whole.substr(0, 900)).ok) << "truncated";
  EXPECT_FALSE(boxes(whole.substr(0, 100)).ok) << "truncated in its index";
  EXPECT_FALSE(boxes(whole + "1234").ok) << "something behind it";
  EXPECT_FALSE(boxes(box("ftyp", 16) + box("mdat", 1000) + box("moov", 100)).ok) << "the index last";
  EXPECT_FALSE(boxes(box("ftyp", 16) + box("moov", 100)).ok) << "nothing but an index";
  EXPECT_FALSE(boxes("").ok);
  EXPECT_FALSE(boxes(std::string(100, '\0')).ok);
}

}  // namespace
}  // namespace vina
