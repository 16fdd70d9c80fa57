// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/slide_joiner.h"

#include <cstdint>
#include <utility>

#include "base/error.h"
#include "video/h264/slice.h"

namespace vina {

SlideJoiner::SlideJoiner(h264::ParameterSets parameter_sets) : parameter_sets_{std::move(parameter_sets)} {
  const std::int64_t frame_nums = std::int64_t{1} << parameter_sets_.syntax.frame_num_bits;
  for (std::int64_t frame_num = 0; frame_num < frame_nums; ++frame_num) {
    held_slices_.push_back(h264::make_held_slice(parameter_sets_.syntax, frame_num));
  }
}

void SlideJoiner::join(const EncodedSlide& slide, const std::function<void(const AccessUnit&)>& sink) {
  if (slide.parameter_sets != parameter_sets_) {
    throw Error{ErrorKind::kInternal, "two slides were coded with different H.264 parameter sets"};
  }
  Frames last_idr = length_;
  for (const Showing& showing : slide.showings) {
    const CodedPicture& picture = slide.pictures[showing.picture];
    const Frames end = length_ + showing.hold;
    if (picture.is_idr) {
      last_idr = length_;
      // Only IDR pictures in neighbouring frames must differ in it, and those differ in the frame's parity.
      const auto idr_pic_id = static_cast<std::uint32_t>(length_.count() % 2);
      emit(h264::renumber_slice(picture.slice, parameter_sets_.syntax, {.idr_pic_id = idr_pic_id}), true, sink);
    } else {
      emit(picture.slice, false, sink);
    }
    while (length_ < end) {
      const auto frame_num = static_cast<std::size_t>((length_ - last_idr).count());
      emit(held_slices_[frame_num % held_slices_.size()], false, sink);
    }
  }
}

void SlideJoiner::emit(std::span<const std::byte> slice, bool is_keyframe,
                       const std::function<void(const AccessUnit&)>& sink) {
  access_unit_.clear();
  for (int shift = 24; shift >= 0; shift -= 8) {
    access_unit_.push_back(static_cast<std::byte>(slice.size() >> shift & 0xFFU));
  }
  access_unit_.insert(access_unit_.end(), slice.begin(), slice.end());
  sink({access_unit_, length_, is_keyframe});
  length_ += Frames{1};
}

}  // namespace vina
