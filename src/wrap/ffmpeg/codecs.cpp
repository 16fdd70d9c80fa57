// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/codecs.h"

extern "C" {
#include <libavcodec/avcodec.h>
}

namespace vina::ffmpeg {

bool has_encoder(const std::string& name) {
  return avcodec_find_encoder_by_name(name.c_str()) != nullptr;
}

bool has_decoder(const std::string& name) {
  return avcodec_find_decoder_by_name(name.c_str()) != nullptr;
}

std::string codec_library_version() {
  const unsigned version = avcodec_version();
  return std::to_string(version >> 16U) + "." + std::to_string((version >> 8U) & 0xFFU) + "." +
         std::to_string(version & 0xFFU);
}

}  // namespace vina::ffmpeg
