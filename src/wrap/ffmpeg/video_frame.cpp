// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/video_frame.h"

#include <cassert>
#include <cstddef>

extern "C" {
#include <libavutil/frame.h>
#include <libavutil/pixdesc.h>
}

#include "base/error.h"
#include "wrap/ffmpeg/log.h"

namespace vina::ffmpeg {
namespace {

const AVPixFmtDescriptor& description(const AVFrame& frame) {
  const AVPixFmtDescriptor* found = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  assert(found != nullptr);
  return *found;
}

}  // namespace

void VideoFrame::Free::operator()(AVFrame* frame) const noexcept {
  av_frame_free(&frame);
}

VideoFrame::VideoFrame() : frame_{av_frame_alloc()} {
  if (!frame_) throw Error{ErrorKind::kMedia, "av_frame_alloc failed: no memory; close other programs"};
}

VideoFrame::VideoFrame(PixelSize size, int format) : VideoFrame{} {
  frame_->format = format;
  frame_->width = size.width;
  frame_->height = size.height;
  if (const int result = av_frame_get_buffer(frame_.get(), 0); result < 0) {
    throw_ffmpeg_error("av_frame_get_buffer", "picture", result);
  }
}

PixelSize VideoFrame::size() const {
  return {frame_->width, frame_->height};
}

bool VideoFrame::has_alpha() const {
  return (description(*frame_).flags & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL)) != 0;
}

bool VideoFrame::is_packed_bits() const {
  return (description(*frame_).flags & AV_PIX_FMT_FLAG_BITSTREAM) != 0;
}

VideoFrame VideoFrame::cropped(const PixelRect& part) const {
  assert(part.intersected({0, 0, frame_->width, frame_->height}) == part && !is_packed_bits());
  VideoFrame view;
  if (const int result = av_frame_ref(view.get(), frame_.get()); result < 0) {
    throw_ffmpeg_error("av_frame_ref", "picture", result);
  }
  view.frame_->crop_left = static_cast<std::size_t>(part.left);
  view.frame_->crop_top = static_cast<std::size_t>(part.top);
  view.frame_->crop_right = static_cast<std::size_t>(frame_->width - part.right());
  view.frame_->crop_bottom = static_cast<std::size_t>(frame_->height - part.bottom());
  if (const int result = av_frame_apply_cropping(view.get(), AV_FRAME_CROP_UNALIGNED); result < 0) {
    throw_ffmpeg_error("av_frame_apply_cropping", "picture", result);
  }
  return view;
}

std::span<std::uint32_t> VideoFrame::row(int y) {
  assert(frame_->format == AV_PIX_FMT_RGB32 && y >= 0 && y < frame_->height);
  // libavutil aligns every row of such a frame to at least 16 bytes.
  void* start = frame_->data[0] + static_cast<std::ptrdiff_t>(y) * frame_->linesize[0];
  return {static_cast<std::uint32_t*>(start), static_cast<std::size_t>(frame_->width)};
}

std::span<const std::uint32_t> VideoFrame::row(int y) const {
  assert(frame_->format == AV_PIX_FMT_RGB32 && y >= 0 && y < frame_->height);
  const void* start = frame_->data[0] + static_cast<std::ptrdiff_t>(y) * frame_->linesize[0];
  return {static_cast<const std::uint32_t*>(start), static_cast<std::size_t>(frame_->width)};
}

std::span<const std::uint8_t> VideoFrame::plane_row(int plane, int y) const {
  assert(plane >= 0 && plane < AV_NUM_DATA_POINTERS && y >= 0 && y < frame_->height);
  return {frame_->data[plane] + static_cast<std::ptrdiff_t>(y) * frame_->linesize[plane],
          static_cast<std::size_t>(frame_->width)};
}

}  // namespace vina::ffmpeg
