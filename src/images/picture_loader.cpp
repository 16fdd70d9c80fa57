// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/picture_loader.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "images/image_header.h"
#include "images/orientation.h"
#include "images/picture_file.h"
#include "images/transparency.h"
#include "wrap/ffmpeg/scaler.h"
#include "wrap/ffmpeg/still_decoder.h"

namespace vina {
namespace {

/// Runs `work`; an error in it gets the file's name in front.
template <typename Work>
auto naming(std::string name, Work work) {
  try {
    return work();
  } catch (const Error& error) {
    std::replace_if(
        name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
    throw Error{error.kind(), fmt::format("picture '{}' {}", name, error.what())};
  }
}

ffmpeg::StillCodec codec_of(ImageFormat format) {
  switch (format) {
    case ImageFormat::kPng:
      return ffmpeg::StillCodec::kPng;
    case ImageFormat::kJpeg:
      return ffmpeg::StillCodec::kJpeg;
    case ImageFormat::kWebp:
      return ffmpeg::StillCodec::kWebp;
  }
  return ffmpeg::StillCodec::kPng;
}

/// Decoders round the picture they allocate up, to whole blocks and vectors.
constexpr int kDecoderPadding = 128;

/// How often a JPEG can be halved by its decoder, which costs less time and memory, and still be at least `least`.
int halvings(const ImageHeader& header, PixelSize least) {
  if (header.format != ImageFormat::kJpeg) return 0;
  int count = 0;
  while (count < 3 && header.size.width >> (count + 1) >= least.width &&
         header.size.height >> (count + 1) >= least.height) {
    ++count;
  }
  return count;
}

struct Decoded {
  ffmpeg::VideoFrame frame;  ///< as stored
  Orientation orientation;
  PixelSize shown_size() const { return orientation.turned(frame.size()); }
};

/// `least` is the size, as shown, that is enough.
Decoded decode(std::vector<std::byte> bytes, PixelSize least) {
  const ImageHeader header = read_image_header(bytes);
  const Orientation orientation{header.orientation};
  bytes.resize(header.length_bytes);
  try {
    ffmpeg::VideoFrame frame = ffmpeg::decode_still(
        std::move(bytes),
        {.codec = codec_of(header.format),
         .reduce_log2 = halvings(header, orientation.turned(least)),
         .max_pixels = std::int64_t{header.size.width + kDecoderPadding} * (header.size.height + kDecoderPadding)});
    if (frame.is_packed_bits()) frame = ffmpeg::unpacked_bits(frame);
    return {std::move(frame), orientation};
  } catch (const Error& error) {
    throw Error{ErrorKind::kMedia,
                fmt::format("is damaged or of a rare kind ({}); save it again as PNG or JPEG", error.what())};
  }
}

/// The part of a picture of size `from` that has the shape of `to`.
PixelRect part_to_show(PixelSize from, PixelSize to) {
  const std::int64_t width = from.width;
  const std::int64_t height = from.height;
  if (width * to.height > height * to.width) {
    const int kept = std::max(1, static_cast<int>((height * to.width + to.height / 2) / to.height));
    return {(from.width - kept) / 2, 0, kept, from.height};
  }
  const int kept = std::max(1, static_cast<int>((width * to.height + to.width / 2) / to.width));
  return {0, (from.height - kept) * 2 / 5, from.width, kept};
}

/// Moved up and left by at most three pixels, onto the grid of the chroma samples.
PixelRect on_chroma_grid(PixelRect part) {
  part.left -= part.left % 4;
  part.top -= part.top % 4;
  return part;
}

/// `part` of the stored picture, scaled, with colours multiplied by alpha.
ffmpeg::VideoFrame scale_part(const ffmpeg::VideoFrame& frame, const PixelRect& part, PixelSize size) {
  if (!frame.has_alpha()) return ffmpeg::scaled(frame.cropped(part), size);
  return scale_with_alpha(frame, part, size);
}

PixelSize fitted(PixelSize size, PixelSize largest) {
  if (size.width <= largest.width && size.height <= largest.height) return size;
  const std::int64_t width = size.width;
  const std::int64_t height = size.height;
  if (width * largest.height > height * largest.width) {
    return {largest.width, std::max(1, static_cast<int>(height * largest.width / width))};
  }
  return {std::max(1, static_cast<int>(width * largest.height / height)), largest.height};
}

/// Row `y` of the picture as it is shown, in `shown_size`, out of the stored one.
void copy_turned_row(const ffmpeg::VideoFrame& stored, const Orientation& orientation, PixelSize shown_size, int y,
                     std::span<std::uint32_t> row) {
  if (orientation.is_upright()) {
    std::ranges::copy(stored.row(y), row.begin());
    return;
  }
  for (int x = 0; x < shown_size.width; ++x) {
    const auto [stored_x, stored_y] = orientation.stored(Orientation::Point{x, y}, shown_size);
    row[static_cast<std::size_t>(x)] = stored.row(stored_y)[static_cast<std::size_t>(stored_x)];
  }
}

std::vector<std::byte> read_file(const std::filesystem::path& path) {
  return read_picture_file(path, kLargestImageFile, ffmpeg::kStillPadding);
}

Picture cover(std::vector<std::byte> bytes, PixelSize size) {
  const Decoded decoded = decode(std::move(bytes), size);
  const Orientation orientation = decoded.orientation;
  const PixelRect shown_part = part_to_show(decoded.shown_size(), size);
  const PixelRect part = on_chroma_grid(orientation.stored(shown_part, decoded.shown_size()));
  const ffmpeg::VideoFrame scaled = scale_part(decoded.frame, part, orientation.turned(size));
  const Backdrop backdrop = decoded.frame.has_alpha() ? choose_backdrop(scaled) : Backdrop::kWhite;
  Picture result{size};
  for (int y = 0; y < size.height; ++y) {
    copy_turned_row(scaled, orientation, size, y, result.row(y));
    for (std::uint32_t& pixel : result.row(y)) pixel = over(backdrop, pixel);
  }
  return result;
}

AlphaPicture alpha(std::vector<std::byte> bytes, PixelSize largest) {
  const ImageHeader header = read_image_header(bytes);
  const Orientation orientation{header.orientation};
  AlphaPicture result;
  result.size = fitted(orientation.turned(header.size), largest);
  const Decoded decoded = decode(std::move(bytes), result.size);
  const PixelRect all{0, 0, decoded.frame.size().width, decoded.frame.size().height};
  const ffmpeg::VideoFrame scaled = scale_part(decoded.frame, all, orientation.turned(result.size));
  const auto width = static_cast<std::size_t>(result.size.width);
  result.pixels.resize(width * static_cast<std::size_t>(result.size.height));
  for (int y = 0; y < result.size.height; ++y) {
    const std::span row = std::span{result.pixels}.subspan(static_cast<std::size_t>(y) * width, width);
    copy_turned_row(scaled, orientation, result.size, y, row);
    for (std::uint32_t& pixel : row) pixel = within_alpha(pixel);
  }
  return result;
}

}  // namespace

Picture load_cover(const std::filesystem::path& path, PixelSize size) {
  return naming(path.string(), [&] { return cover(read_file(path), size); });
}

AlphaPicture load_alpha(const std::filesystem::path& path, PixelSize largest) {
  return naming(path.string(), [&] { return alpha(read_file(path), largest); });
}

PixelSize picture_size(const std::filesystem::path& path) {
  return naming(path.string(), [&] {
    const ImageHeader header = read_image_header(read_file(path));
    return Orientation{header.orientation}.turned(header.size);
  });
}

void check_picture(const std::filesystem::path& path) {
  naming(path.string(), [&] { decode(read_file(path), PixelSize{1, 1}); });
}

Picture decode_cover(std::vector<std::byte> bytes, std::string_view name, PixelSize size) {
  return naming(std::string{name}, [&] { return cover(std::move(bytes), size); });
}

AlphaPicture decode_alpha(std::vector<std::byte> bytes, std::string_view name, PixelSize largest) {
  return naming(std::string{name}, [&] { return alpha(std::move(bytes), largest); });
}

}  // namespace vina
