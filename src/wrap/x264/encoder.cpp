// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/x264/encoder.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>

#include <x264.h>

#include "base/error.h"

namespace vina::x264 {
namespace {

void keep_complaint(void* text, int level, const char* format, va_list arguments) noexcept {
  if (level > X264_LOG_ERROR) return;
  std::array<char, 256> line{};
  std::vsnprintf(line.data(), line.size(), format, arguments);
  try {
    std::string& complaint = *static_cast<std::string*>(text);
    complaint = line.data();
    while (!complaint.empty() && complaint.back() == '\n') complaint.pop_back();
  } catch (const std::bad_alloc&) {  // the complaint is lost, the failure itself is not
  }
}

[[noreturn]] void fail(const std::string& function, const std::string& complaint) {
  throw Error{ErrorKind::kMedia, function + "() failed: " + (complaint.empty() ? "no reason given" : complaint)};
}

x264_param_t parameters_of(const EncoderSettings& settings, std::string& complaint) {
  x264_param_t parameters;
  if (x264_param_default_preset(&parameters, settings.preset.c_str(), settings.tune.c_str()) != 0) {
    fail("x264_param_default_preset", "preset '" + settings.preset + "', tune '" + settings.tune + "'");
  }
  parameters.pf_log = keep_complaint;
  parameters.p_log_private = &complaint;
  parameters.i_log_level = X264_LOG_ERROR;

  parameters.i_width = settings.size.width;
  parameters.i_height = settings.size.height;
  parameters.i_csp = X264_CSP_I420;
  parameters.i_level_idc = settings.level;
  parameters.i_fps_num = static_cast<std::uint32_t>(settings.frames_per_second);
  parameters.i_fps_den = 1;
  parameters.b_vfr_input = 0;
  parameters.vui.i_colorprim = 1;  // BT.709 in all three, studio swing
  parameters.vui.i_transfer = 1;
  parameters.vui.i_colmatrix = 1;
  parameters.vui.b_fullrange = 0;

  parameters.i_threads = 1;
  parameters.b_sliced_threads = 0;
  parameters.i_sync_lookahead = 0;
  parameters.rc.i_lookahead = 0;
  parameters.b_deterministic = 1;
  parameters.b_cpu_independent = 1;

  parameters.i_bframe = 0;
  parameters.i_frame_reference = 1;
  parameters.analyse.i_weighted_pred = X264_WEIGHTP_NONE;
  parameters.i_scenecut_threshold = 0;
  parameters.i_keyint_max = X264_KEYINT_MAX_INFINITE;
  parameters.b_cabac = 1;
  parameters.b_deblocking_filter = 0;
  parameters.analyse.i_subpel_refine = settings.subpixel_refinement;
  parameters.analyse.i_me_method = X264_ME_DIA;
  parameters.analyse.i_me_range = 4;
  parameters.analyse.b_mb_info = 1;

  parameters.rc.i_rc_method = X264_RC_CQP;  // each picture is given its own
  parameters.rc.i_qp_constant = settings.quantizer;
  parameters.rc.f_ip_factor = 1;
  parameters.rc.b_mb_tree = 0;

  parameters.b_repeat_headers = 0;
  parameters.b_annexb = 0;
  parameters.b_aud = 0;
  parameters.b_stitchable = 1;  // parameter sets do not depend on the content
  if (x264_param_apply_profile(&parameters, settings.profile.c_str()) != 0) {
    fail("x264_param_apply_profile", "profile '" + settings.profile + "'");
  }
  return parameters;
}

/// Without x264's four length bytes.
std::vector<std::byte> payload_of(const x264_nal_t& unit) {
  const auto bytes = std::as_bytes(std::span{unit.p_payload, static_cast<std::size_t>(unit.i_payload)}).subspan(4);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

Encoder::Encoder(const EncoderSettings& settings) {
  x264_param_t parameters = parameters_of(settings, complaint_);
  handle_ = x264_encoder_open(&parameters);
  if (handle_ == nullptr) fail("x264_encoder_open", complaint_);
}

Encoder::~Encoder() {
  x264_encoder_close(handle_);
}

std::vector<std::vector<std::byte>> Encoder::parameter_sets() {
  x264_nal_t* units = nullptr;
  int count = 0;
  if (x264_encoder_headers(handle_, &units, &count) < 0) fail("x264_encoder_headers", complaint_);
  std::vector<std::vector<std::byte>> sets;
  for (const x264_nal_t& unit : std::span{units, static_cast<std::size_t>(count)}) {
    if (unit.i_type == NAL_SPS || unit.i_type == NAL_PPS) sets.push_back(payload_of(unit));
  }
  return sets;
}

std::vector<std::byte> Encoder::encode(const PictureView& picture, PictureType type, int quantizer,
                                       std::span<const std::uint8_t> constant_macroblocks) {
  x264_picture_t input;
  x264_picture_init(&input);
  input.i_type = type == PictureType::kIdr ? X264_TYPE_IDR : X264_TYPE_P;
  input.i_qpplus1 = quantizer + 1;
  input.i_pts = pictures_++;
  input.img.i_csp = X264_CSP_I420;
  input.img.i_plane = 3;
  for (std::size_t plane = 0; plane < 3; ++plane) {
    input.img.plane[plane] = const_cast<std::uint8_t*>(picture.planes[plane]);  // x264 only reads it
    input.img.i_stride[plane] = picture.strides_bytes[plane];
  }
  if (!constant_macroblocks.empty()) {
    constant_.resize(constant_macroblocks.size());
    std::ranges::transform(constant_macroblocks, constant_.begin(), [](std::uint8_t constant) {
      return constant != 0 ? static_cast<std::uint8_t>(X264_MBINFO_CONSTANT) : std::uint8_t{0};
    });
    input.prop.mb_info = constant_.data();
  }

  x264_nal_t* units = nullptr;
  int count = 0;
  x264_picture_t output;
  if (x264_encoder_encode(handle_, &units, &count, &input, &output) <= 0) fail("x264_encoder_encode", complaint_);
  for (const x264_nal_t& unit : std::span{units, static_cast<std::size_t>(count)}) {
    if (unit.i_type == NAL_SLICE || unit.i_type == NAL_SLICE_IDR) return payload_of(unit);
  }
  fail("x264_encoder_encode", "no slice came out");
}

}  // namespace vina::x264
