// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/health_areas.h"
#include "wrap/ffmpeg/codecs.h"
#include "wrap/x264/version.h"

namespace vina {
namespace {

HealthCheck codec(const std::string& name, bool there, Health otherwise) {
  if (there) return {"codecs", name, Health::kGood, "libavcodec " + ffmpeg::codec_library_version(), ""};
  return {"codecs", name, otherwise, "not in this libavcodec " + ffmpeg::codec_library_version(),
          "install a libavcodec that has it; Debian's 'libavcodec-extra' does"};
}

}  // namespace

void examine_codecs(std::vector<HealthCheck>& checks) {
  checks.push_back({"codecs", "H.264", Health::kGood, "x264 " + x264::version(), ""});
  checks.push_back(codec("AAC", ffmpeg::has_encoder("aac"), Health::kMissing));
  checks.push_back(codec("PNG", ffmpeg::has_decoder("png"), Health::kMissing));
  checks.push_back(codec("JPEG", ffmpeg::has_decoder("mjpeg"), Health::kPartial));
  checks.push_back(codec("WebP", ffmpeg::has_decoder("webp"), Health::kPartial));
}

}  // namespace vina
