// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "images/picture_loader.h"
#include "support/scratch_folder.h"
#include "unit/images/picture_samples.h"

namespace vina {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::read_text;
using testing::sample;

void expect_refused(const std::filesystem::path& path, const std::string& what, const std::string& cure) {
  const auto loads = {+[](const std::filesystem::path& p) {
                        load_cover(p, {96, 64});
                      },
                      +[](const std::filesystem::path& p) {
                        load_alpha(p, {96, 64});
                      },
                      +[](const std::filesystem::path& p) { check_picture(p); }};
  for (const auto load : loads) {
    try {
      load(path);
      ADD_FAILURE() << "accepted " << path;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kMedia);
      EXPECT_THAT(error.public_message(),
                  AllOf(HasSubstr("'" + path.string() + "'"), HasSubstr(what), HasSubstr(cure), Not(HasSubstr("\n"))));
    }
  }
}

void expect_bytes_refused(const std::string& bytes, const std::string& what, const std::string& cure) {
  const testing::ScratchFolder folder;
  testing::write_text(folder / "picture.png", bytes);
  expect_refused(folder / "picture.png", what, cure);
}

/// A PNG that says it is of this size.
std::string png_of(std::uint32_t width, std::uint32_t height, char depth = 8, char colour_type = 2) {
  std::string bytes = read_text(sample("patches.png"));
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[16 + i] = static_cast<char>(width >> (24 - 8 * i));
    bytes[20 + i] = static_cast<char>(height >> (24 - 8 * i));
  }
  bytes[24] = depth;
  bytes[25] = colour_type;
  return bytes;
}

TEST(BadPicture, IsCutOffAnywhere) {
  for (const char* name : {"patches.png", "patches_420.jpg", "patches_progressive.jpg", "patches_lossy.webp",
                           "patches_lossless.webp", "transparent_lossy.webp"}) {
    const std::string bytes = read_text(sample(name));
    for (const std::size_t length : {std::size_t{2}, std::size_t{4}, std::size_t{11}, std::size_t{20}, bytes.size() / 2,
                                     bytes.size() - 2, bytes.size() - 1}) {
      SCOPED_TRACE(std::string{name} + " " + std::to_string(length));
      expect_bytes_refused(bytes.substr(0, length), "is cut off after " + std::to_string(length) + " bytes",
                           "save or copy it again");
    }
  }
}

TEST(BadPicture, IsTooLarge) {
  expect_bytes_refused(png_of(50'000, 100), "is 50000 x 100 pixels, and at most 16384 a side", "make it smaller");
  expect_bytes_refused(png_of(100, 16'385), "is 100 x 16385 pixels", "make it smaller");
  expect_bytes_refused(png_of(9'000, 9'000), "64 megapixels", "1080 x 1920 is enough");
  expect_bytes_refused(png_of(8'000, 8'000, 16, 6), "needs 488 MiB to decode", "make it smaller");
}

TEST(BadPicture, IsTooSmall) {
  expect_bytes_refused(png_of(15, 100), "is 15 x 100 pixels, and at least 16 a side", "use a larger picture");
  expect_bytes_refused(png_of(0, 100), "gives no size", "save it again");
}

TEST(BadPicture, IsAFileTooLong) {
  const testing::ScratchFolder folder;
  testing::write_text(folder / "long.png", read_text(sample("patches.png")));
  std::filesystem::resize_file(folder / "long.png", kLargestImageFile + 1);
  expect_refused(folder / "long.png", "has 67108865 bytes, and at most 64 MiB", "make the picture smaller");
}

TEST(BadPicture, IsAnimated) {
  expect_refused(sample("animated.png"), "is an animated PNG", "save one of its pictures as PNG");
  expect_refused(sample("animated.webp"), "is an animated WebP", "save one of its pictures as PNG or WebP");
  expect_refused(sample("animated.gif"), "is a GIF picture", "save it as PNG, JPEG or WebP");
}

TEST(BadPicture, IsMadeForPrint) {
  expect_refused(sample("cmyk.jpg"), "is a CMYK JPEG", "save it as RGB");
}

TEST(BadPicture, IsARareJpeg) {
  expect_refused(sample("arithmetic.jpg"), "arithmetic-coded", "save it as an ordinary JPEG");
}

TEST(BadPicture, IsOfAnotherFormat) {
  expect_refused(sample("picture.bmp"), "is a BMP picture", "save it as PNG, JPEG or WebP");
  expect_refused(sample("picture.tiff"), "is a TIFF picture", "save it as PNG, JPEG or WebP");
  expect_bytes_refused(std::string{"\0\0\0\x1c"
                                   "ftypheic\0\0\0\0",
                                   16},
                       "is an HEIC picture", "save it as PNG");
  expect_bytes_refused(std::string{"\0\0\0\x1c"
                                   "ftypavif\0\0\0\0",
                                   16},
                       "is an AVIF picture", "save it as PNG");
  expect_bytes_refused("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "is an SVG drawing",
                       "save it as PNG");
  expect_bytes_refused("<!DOCTYPE html><html>404</html>", "is an HTML page", "save it as PNG");
  expect_bytes_refused("some words\n", "is a text file", "save it as PNG");
  expect_bytes_refused(std::string{"\1\2\3\0\4", 5}, "is of an unknown kind", "save it as PNG");
  expect_bytes_refused(std::string{"RIFF\x24\0\0\0WAVEfmt ", 16}, "is a RIFF file", "save it as PNG");
}

TEST(BadPicture, IsNoPictureFileAtAll) {
  const testing::ScratchFolder folder;
  expect_refused(folder / "missing.png", "does not exist", "give the path of a PNG, JPEG or WebP picture");
  expect_refused(folder.path(), "is a folder", "give a picture file");
  expect_bytes_refused("", "is empty", "save the picture again");
  expect_refused("/dev/null", "is not a regular file", "give a picture file");
  ASSERT_EQ(::mkfifo((folder / "pipe.png").c_str(), 0600), 0);
  expect_refused(folder / "pipe.png", "is not a regular file", "give a picture file");
}

/// The superuser may read everything, so its tests of permissions run as nobody.
class WithoutPrivileges {
 public:
  WithoutPrivileges() { is_dropped_ = ::geteuid() == 0 && ::seteuid(65534) == 0; }
  ~WithoutPrivileges() {
    if (is_dropped_ && ::seteuid(0) != 0) std::abort();
  }
  WithoutPrivileges(const WithoutPrivileges&) = delete;
  WithoutPrivileges& operator=(const WithoutPrivileges&) = delete;

 private:
  bool is_dropped_ = false;
};

TEST(BadPicture, MayNotBeRead) {
  const testing::ScratchFolder folder;
  testing::write_text(folder / "closed.png", "x");
  ::chmod(folder.path().c_str(), 0755);
  ::chmod((folder / "closed.png").c_str(), 0);
  const WithoutPrivileges nobody;
  expect_refused(folder / "closed.png", "cannot be read: Permission denied", "give a file you may read");
}

TEST(BadPicture, IsDamagedInside) {
  std::string png = read_text(sample("patches.png"));
  png[png.size() / 2] = static_cast<char>(png[png.size() / 2] ^ 0x55);
  expect_bytes_refused(png, "is damaged", "save it again");
  std::string jpeg = read_text(sample("patches_420.jpg"));
  for (std::size_t i = jpeg.size() - 60; i < jpeg.size() - 2; ++i) jpeg[i] = '\x7e';
  expect_bytes_refused(jpeg, "is damaged", "save it again");
}

TEST(BadPicture, KeepsTheMessageOnOneLineWhateverTheFilesName) {
  try {
    load_cover("/no/such\nfile.png", {96, 64});
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.public_message(), HasSubstr("'/no/such?file.png' does not exist"));
  }
}

TEST(BadPicture, LeavesStandardErrorAlone) {
  std::string jpeg = read_text(sample("patches_420.jpg"));
  for (std::size_t i = jpeg.size() - 60; i < jpeg.size() - 2; ++i) jpeg[i] = '\x7e';
  ::testing::internal::CaptureStderr();
  try {
    decode_cover(testing::to_bytes(jpeg), "damaged", {96, 64});
  } catch (const Error&) {
  }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace vina
