// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/encoded_slide_bytes.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace vina {
namespace {

std::vector<std::byte> bytes_of(std::initializer_list<int> values) {
  std::vector<std::byte> bytes;
  for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

EncodedSlide some_slide() {
  EncodedSlide slide;
  slide.parameter_sets = {bytes_of({0x67, 1}), bytes_of({0x68}), bytes_of({0x68, 2, 3}), {8, 8160, true, false}};
  slide.pictures = {{bytes_of({0x65, 9, 9, 9}), true}, {bytes_of({0x41}), false}};
  slide.showings = {{0, Frames{1}}, {1, Frames{70}}, {0, Frames{2}}};
  slide.length = Frames{73};
  return slide;
}

TEST(EncodedSlideBytes, AreReadBackAsTheSameSlide) {
  const EncodedSlide slide = some_slide();
  const std::optional<EncodedSlide> read = read_encoded_slide(to_bytes(slide));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->length, slide.length);
  EXPECT_EQ(read->parameter_sets, slide.parameter_sets);
  ASSERT_EQ(read->pictures.size(), 2U);
  EXPECT_EQ(read->pictures[0].slice, slide.pictures[0].slice);
  EXPECT_TRUE(read->pictures[0].is_idr);
  EXPECT_FALSE(read->pictures[1].is_idr);
  ASSERT_EQ(read->showings.size(), 3U);
  EXPECT_EQ(read->showings[1].picture, 1U);
  EXPECT_EQ(read->showings[1].hold, Frames{70});
  EXPECT_EQ(to_bytes(*read), to_bytes(slide));
}

TEST(EncodedSlideBytes, AreRefusedWhereverTheyEnd) {
  const std::string bytes = to_bytes(some_slide());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(read_encoded_slide(bytes.substr(0, size))) << size;
  EXPECT_FALSE(read_encoded_slide(bytes + '\0'));
}

TEST(EncodedSlideBytes, AreRefusedWhereTheyContradictThemselves) {
  const auto is_refused = [](auto spoil) {
    EncodedSlide slide = some_slide();
    spoil(slide);
    return !read_encoded_slide(to_bytes(slide));
  };
  EXPECT_TRUE(is_refused([](EncodedSlide& slide) { slide.length = Frames{74}; }));
  EXPECT_TRUE(is_refused([](EncodedSlide& slide) { slide.showings[1].picture = 2; }));
  EXPECT_TRUE(is_refused([](EncodedSlide& slide) { slide.showings[1].hold = Frames{0}; }));
  EXPECT_TRUE(is_refused([](EncodedSlide& slide) { slide.pictures[0].is_idr = false; }));
  EXPECT_TRUE(is_refused([](EncodedSlide& slide) { slide.showings[0].picture = 1; }));
  EXPECT_TRUE(is_refused([](EncodedSlide& slide) { slide.pictures.clear(); }));
}

TEST(EncodedSlideBytes, AskForNoMemoryThatTheyDoNotFill) {
  std::string bytes = to_bytes(some_slide());
  // Every number, one after the other, says that something is as large as can be.
  for (std::size_t at = 13; at + 8 <= bytes.size(); ++at) {
    std::string spoilt = bytes;
    for (std::size_t i = 0; i < 8; ++i) spoilt[at + i] = '\x7F';
    read_encoded_slide(spoilt);
  }
}

}  // namespace
}  // namespace vina
