// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <array>
#include <memory>
#include <stdexcept>
#include <string>

#include <wels/codec_api.h>

#include "support/video_decoders.h"

namespace vina::testing {
namespace {

struct Destroy {
  void operator()(ISVCDecoder* decoder) const {
    decoder->Uninitialize();
    WelsDestroyDecoder(decoder);
  }
};

void keep_complaint(void* complaints, int /*level*/, const char* message) {
  static_cast<std::vector<std::string>*>(complaints)->emplace_back(message);
}

std::unique_ptr<ISVCDecoder, Destroy> make_decoder(std::vector<std::string>& complaints) {
  ISVCDecoder* created = nullptr;
  if (WelsCreateDecoder(&created) != 0) throw std::runtime_error{"WelsCreateDecoder"};
  std::unique_ptr<ISVCDecoder, Destroy> decoder{created};
  int level = WELS_LOG_WARNING;
  decoder->SetOption(DECODER_OPTION_TRACE_LEVEL, &level);
  WelsTraceCallback callback = keep_complaint;
  decoder->SetOption(DECODER_OPTION_TRACE_CALLBACK, &callback);
  void* context = &complaints;
  decoder->SetOption(DECODER_OPTION_TRACE_CALLBACK_CONTEXT, static_cast<void*>(&context));
  SDecodingParam parameters{};
  parameters.eEcActiveIdc = ERROR_CON_DISABLE;
  parameters.sVideoProperty.eVideoBsType = VIDEO_BITSTREAM_AVC;
  if (decoder->Initialize(&parameters) != 0) throw std::runtime_error{"ISVCDecoder::Initialize"};
  return decoder;
}

DecodedFrame copy_of(const std::array<unsigned char*, 3>& planes, const SSysMEMBuffer& buffer) {
  DecodedFrame copy{{buffer.iWidth, buffer.iHeight}, {}};
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const int width = plane == 0 ? buffer.iWidth : buffer.iWidth / 2;
    const int height = plane == 0 ? buffer.iHeight : buffer.iHeight / 2;
    const int stride = buffer.iStride[plane == 0 ? 0 : 1];
    for (int y = 0; y < height; ++y) {
      const unsigned char* row = planes[plane] + std::ptrdiff_t{y} * stride;
      copy.samples.insert(copy.samples.end(), row, row + width);
    }
  }
  return copy;
}

}  // namespace

std::vector<std::string> decode_with_openh264(const std::vector<VideoPacket>& packets, const FrameSink& sink) {
  std::vector<std::string> complaints;
  const auto decoder = make_decoder(complaints);
  for (const VideoPacket& packet : packets) {
    std::array<unsigned char*, 3> planes{};
    SBufferInfo info{};
    const DECODING_STATE state = decoder->DecodeFrameNoDelay(
        packet.annex_b.data(), static_cast<int>(packet.annex_b.size()), planes.data(), &info);
    if (state != dsErrorFree) complaints.push_back("DecodeFrameNoDelay: " + std::to_string(state));
    if (info.iBufferStatus == 1) sink(copy_of(planes, info.UsrData.sSystemBuffer));
  }
  int waiting = 0;
  decoder->GetOption(DECODER_OPTION_NUM_OF_FRAMES_REMAINING_IN_BUFFER, &waiting);
  for (; waiting > 0; --waiting) {
    std::array<unsigned char*, 3> planes{};
    SBufferInfo info{};
    decoder->FlushFrame(planes.data(), &info);
    if (info.iBufferStatus == 1) sink(copy_of(planes, info.UsrData.sSystemBuffer));
  }
  return complaints;
}

DecodedVideo decode_with_openh264(const std::vector<VideoPacket>& packets) {
  DecodedVideo video;
  video.complaints = decode_with_openh264(packets, [&](const DecodedFrame& frame) { video.frames.push_back(frame); });
  return video;
}

}  // namespace vina::testing
