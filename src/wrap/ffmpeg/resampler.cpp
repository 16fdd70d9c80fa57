// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/ffmpeg/resampler.h"

#include <fmt/format.h>

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

#include "base/error.h"
#include "base/media_time.h"

namespace vina::ffmpeg {
namespace {

[[noreturn]] void throw_resampler_error(const char* function, int rate_hz) {
  throw Error{ErrorKind::kMedia, fmt::format("cannot resample sound of {} Hz: {} failed", rate_hz, function)};
}

}  // namespace

struct Resampler::Context {
  SwrContext* swr = nullptr;
  int rate_hz = 0;

  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { swr_free(&swr); }

  std::vector<std::int16_t> convert(const std::uint8_t** input, int count) {
    const int room = swr_get_out_samples(swr, count);
    if (room < 0) throw_resampler_error("swr_get_out_samples", rate_hz);
    std::vector<std::int16_t> output(static_cast<std::size_t>(room));
    std::uint8_t* planes[1] = {reinterpret_cast<std::uint8_t*>(output.data())};
    const int converted = swr_convert(swr, planes, room, input, count);
    if (converted < 0) throw_resampler_error("swr_convert", rate_hz);
    output.resize(static_cast<std::size_t>(converted));
    return output;
  }
};

Resampler::Resampler(int rate_hz) : context_{std::make_unique<Context>()} {
  context_->rate_hz = rate_hz;
  if (rate_hz < 1'000 || rate_hz > 384'000) {
    throw Error{ErrorKind::kMedia, fmt::format("cannot resample sound of {} Hz: give 1,000 to 384,000 Hz", rate_hz)};
  }
  AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
  if (swr_alloc_set_opts2(&context_->swr, &mono, AV_SAMPLE_FMT_S16, static_cast<int>(kSampleRate), &mono,
                          AV_SAMPLE_FMT_S16, rate_hz, 0, nullptr) < 0) {
    throw_resampler_error("swr_alloc_set_opts2", rate_hz);
  }
  if (swr_init(context_->swr) < 0) throw_resampler_error("swr_init", rate_hz);
}

Resampler::Resampler(Resampler&&) noexcept = default;
Resampler& Resampler::operator=(Resampler&&) noexcept = default;
Resampler::~Resampler() = default;

std::vector<std::int16_t> Resampler::convert(std::span<const std::int16_t> samples) {
  if (samples.empty()) return {};
  const std::uint8_t* planes[1] = {reinterpret_cast<const std::uint8_t*>(samples.data())};
  return context_->convert(planes, static_cast<int>(samples.size()));
}

std::vector<std::int16_t> Resampler::flush() {
  return context_->convert(nullptr, 0);
}

}  // namespace vina::ffmpeg
