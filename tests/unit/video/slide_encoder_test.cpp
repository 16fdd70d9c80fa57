// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/slide_encoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <thread>

#include "base/error.h"
#include "support/fake_pictures.h"

namespace vina {
namespace {

using testing::FakePictures;
using ::testing::HasSubstr;
using testing::hold;
using testing::make_picture;
using testing::with_patch;

constexpr PixelSize kSize{64, 48};

EncodedSlide encode(const std::vector<HeldPicture>& pictures, std::int64_t length, const VideoOptions& options) {
  FakePictures sequence{pictures};
  return SlideEncoder{options}.encode(sequence, Frames{length}, {});
}

std::string message_of(const std::function<void()>& action, ErrorKind kind) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind);
    return error.public_message();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

std::string plan_of(const EncodedSlide& slide) {
  std::string text;
  for (const Showing& showing : slide.showings) {
    text += (slide.pictures[showing.picture].is_idr ? "I" : "P") + std::to_string(showing.picture) + "x" +
            std::to_string(showing.hold.count()) + " ";
  }
  return text;
}

TEST(SlideEncoder, CodesEachPictureOnceHoweverLongItIsHeld) {
  const EncodedSlide slide =
      encode({hold(make_picture(kSize, 1), 100), hold(make_picture(kSize, 2), 40)}, 140, {.size = kSize});
  EXPECT_EQ(plan_of(slide), "I0x100 P1x40 ");
  EXPECT_EQ(slide.length, Frames{140});
}

TEST(SlideEncoder, RepeatsTheKeyframeThatIsHeld) {
  const EncodedSlide slide = encode({hold(make_picture(kSize, 1), 100)}, 100, {.gop = Frames{30}, .size = kSize});
  EXPECT_EQ(plan_of(slide), "I0x30 I0x30 I0x30 I0x10 ");
}

TEST(SlideEncoder, CodesAPictureAsKeyframeIfOneFallsDueWhileItIsHeld) {
  const VideoOptions options{.gop = Frames{30}, .size = kSize};
  const HeldPicture first = hold(make_picture(kSize, 1), 20);
  EXPECT_EQ(plan_of(encode({first, hold(make_picture(kSize, 2), 10)}, 30, options)), "I0x20 P1x10 ");
  EXPECT_EQ(plan_of(encode({first, hold(make_picture(kSize, 2), 11)}, 31, options)), "I0x20 I1x11 ");
  EXPECT_EQ(plan_of(encode({first, hold(make_picture(kSize, 2), 10), hold(make_picture(kSize, 3), 1)}, 31, options)),
            "I0x20 P1x10 I2x1 ");
}

TEST(SlideEncoder, GivesAllSlidesTheSameParameterSets) {
  const SlideEncoder encoder{{.size = kSize}};
  FakePictures first{{hold(make_picture(kSize, 1), 1)}};
  FakePictures second{{hold(with_patch(Picture{kSize}, {0, 0, 64, 48}, 0x404040), 500)}};
  EXPECT_EQ(encoder.encode(first, Frames{1}, {}).parameter_sets, encoder.parameter_sets());
  EXPECT_EQ(encoder.encode(second, Frames{500}, {}).parameter_sets, encoder.parameter_sets());
}

TEST(SlideEncoder, GivesTheSameBytesOnAnyThread) {
  const SlideEncoder encoder{{.size = kSize}};
  const std::vector<HeldPicture> pictures{hold(make_picture(kSize, 1), 5), hold(make_picture(kSize, 2), 1),
                                          hold(make_picture(kSize, 3), 9)};
  std::vector<EncodedSlide> slides(4);
  {
    std::vector<std::jthread> threads;
    for (EncodedSlide& slide : slides) {
      threads.emplace_back([&] {
        FakePictures sequence{pictures};
        slide = encoder.encode(sequence, Frames{15}, {});
      });
    }
  }
  for (const EncodedSlide& slide : slides) {
    ASSERT_EQ(slide.pictures.size(), 3U);
    for (std::size_t at = 0; at < 3; ++at) EXPECT_EQ(slide.pictures[at].slice, slides[0].pictures[at].slice);
  }
}

TEST(SlideEncoder, CodesAPictureWithoutAnyChangeInAFewBytes) {
  const Picture picture = make_picture({320, 320}, 1);
  const EncodedSlide slide = encode({hold(picture, 5), hold(picture, {}, 5)}, 10, {.size = {320, 320}});
  EXPECT_LT(slide.pictures[1].slice.size(), 32U);
}

/// Asks to stop as the given picture is pulled.
class StoppingPictures : public PictureSequence {
 public:
  explicit StoppingPictures(int at) : at_{at} {}
  std::optional<HeldPicture> next() override {
    if (++pulled_ == at_) source_.request_stop();
    return hold(make_picture(kSize, static_cast<std::uint32_t>(pulled_)), 3);
  }
  std::stop_token token() const { return source_.get_token(); }
  int pulled() const { return pulled_; }

 private:
  std::stop_source source_;
  int at_;
  int pulled_ = 0;
};

TEST(SlideEncoder, StopsAtThePictureAtWhichItIsToldTo) {
  const SlideEncoder encoder{{.size = kSize}};
  StoppingPictures pictures{3};
  message_of([&] { encoder.encode(pictures, Frames{1000}, pictures.token()); }, ErrorKind::kCancelled);
  EXPECT_EQ(pictures.pulled(), 3);
}

TEST(SlideEncoder, RefusesPicturesOfAnotherSizeOrLength) {
  const VideoOptions options{.size = kSize};
  message_of([&] { encode({hold(make_picture({48, 64}, 1), 5)}, 5, options); }, ErrorKind::kInternal);
  message_of([&] { encode({hold(make_picture(kSize, 1), 0)}, 0, options); }, ErrorKind::kInternal);
  message_of([&] { encode({{nullptr, {}, Frames{1}}}, 1, options); }, ErrorKind::kInternal);
  message_of([&] { encode({}, 1, options); }, ErrorKind::kInternal);
  EXPECT_THAT(message_of([&] { encode({hold(make_picture(kSize, 1), 5)}, 6, options); }, ErrorKind::kInternal),
              HasSubstr("5 frames; its length is 6"));
}

TEST(VideoOptions, NameWhatIsWrongAndWhatIsAllowed) {
  const auto message = [](const VideoOptions& options) {
    return message_of([&] { SlideEncoder{options}; }, ErrorKind::kInvalidOption);
  };
  EXPECT_THAT(message({.quantizer = 52}), HasSubstr("52; it must be 0 to 51"));
  EXPECT_THAT(message({.quantizer = -1}), HasSubstr("-1; it must be 0 to 51"));
  EXPECT_THAT(message({.fade_quantizer_offset = -1}), HasSubstr("0 to 51"));
  EXPECT_THAT(message({.gop = Frames{0}}), HasSubstr("1 to 1800"));
  EXPECT_THAT(message({.preset = "quick"}), HasSubstr("superfast"));
  EXPECT_THAT(message({.size = {1081, 1920}}), HasSubstr("must be even"));
  EXPECT_THAT(message({.size = {1080, 0}}), HasSubstr("height"));
}

}  // namespace
}  // namespace vina
