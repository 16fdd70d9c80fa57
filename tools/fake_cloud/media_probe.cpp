// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/media_probe.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "base/error.h"
#include "images/image_header.h"

namespace vina::fake {
namespace {

std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t number = 0;
  for (std::size_t i = at; i < at + count && i < bytes.size(); ++i) {
    number = number << 8U | static_cast<unsigned char>(bytes[i]);
  }
  return number;
}

/// Calls `visit(type, content)` for each box of an ISO base media file.
template <typename Visit>
void for_each_box(std::string_view bytes, const Visit& visit) {
  while (bytes.size() >= 8) {
    std::uint64_t size = big_endian(bytes, 0, 4);
    std::size_t head = 8;
    if (size == 1 && bytes.size() >= 16) {
      size = big_endian(bytes, 8, 8);
      head = 16;
    }
    if (size == 0) size = bytes.size();
    if (size < head || size > bytes.size()) return;
    visit(bytes.substr(4, 4), bytes.substr(head, static_cast<std::size_t>(size) - head));
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
}

void read_track(std::string_view track, MediaFacts& facts) {
  for_each_box(track, [&](std::string_view type, std::string_view content) {
    if (type != "tkhd" || content.size() < 84) return;
    const int width = static_cast<int>(big_endian(content, content.size() - 8, 2));
    const int height = static_cast<int>(big_endian(content, content.size() - 4, 2));
    if (width > 0) facts.width = width;
    if (height > 0) facts.height = height;
  });
}

void read_movie(std::string_view movie, MediaFacts& facts) {
  for_each_box(movie, [&](std::string_view type, std::string_view content) {
    if (type == "trak") read_track(content, facts);
    if (type != "mvhd" || content.size() < 32) return;
    const bool wide = content[0] == 1;
    const std::uint64_t scale = big_endian(content, wide ? 20 : 12, 4);
    const std::uint64_t length = big_endian(content, wide ? 24 : 16, wide ? 8 : 4);
    if (scale > 0) facts.duration_seconds = static_cast<double>(length) / static_cast<double>(scale);
  });
}

MediaFacts probe_image(std::string_view bytes, std::string format) {
  MediaFacts facts{.resource_type = "image", .format = std::move(format)};
  try {
    const ImageHeader header = read_image_header(std::as_bytes(std::span{bytes}));
    facts.width = header.size.width;
    facts.height = header.size.height;
  } catch (const Error&) {
    return {};  // cut off or damaged: not an image
  }
  return facts;
}

}  // namespace

MediaFacts probe_media(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG")) return probe_image(bytes, "png");
  if (bytes.starts_with("\xFF\xD8\xFF")) return probe_image(bytes, "jpg");
  if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return probe_image(bytes, "webp");
  MediaFacts facts{.resource_type = "video"};
  if (bytes.size() > 8 && bytes.substr(4, 4) == "ftyp") {
    facts.format = "mp4";
    for_each_box(bytes, [&](std::string_view type, std::string_view content) {
      if (type == "moov") read_movie(content, facts);
    });
    facts.is_audio = facts.width == 0;
    return facts;
  }
  facts.is_audio = true;
  facts.format = bytes.starts_with("ID3") || bytes.starts_with("\xFF\xFB")   ? "mp3"
                 : bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WAVE" ? "wav"
                                                                             : "";
  return facts.format.empty() ? MediaFacts{} : facts;
}

std::string content_type_of_extension(std::string_view extension) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kTypes{{
      {"mp4", "video/mp4"},
      {"mp3", "audio/mpeg"},
      {"wav", "audio/wav"},
      {"png", "image/png"},
      {"jpg", "image/jpeg"},
      {"webp", "image/webp"},
      {"vtt", "text/vtt"},
      {"srt", "application/x-subrip"},
      {"json", "application/json"},
  }};
  const auto found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& type) { return type.first == extension; });
  return std::string{found == kTypes.end() ? "application/octet-stream" : found->second};
}

}  // namespace vina::fake
