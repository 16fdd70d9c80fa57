// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/cairo/surface.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <exception>
#include <utility>

#include <cairo.h>

#include "base/error.h"

namespace vina::cairo {
namespace {

static_assert(sizeof(std::uint32_t) == 4);

void check(cairo_surface_t* surface, const char* function) {
  const cairo_status_t status = cairo_surface_status(surface);
  if (status == CAIRO_STATUS_SUCCESS) return;
  throw Error{ErrorKind::kInternal, std::string{function} + ": " + cairo_status_to_string(status)};
}

struct ByteSource {
  std::span<const std::byte> rest;
};

cairo_status_t read_bytes(void* closure, unsigned char* out, unsigned int count) noexcept {
  auto& source = *static_cast<ByteSource*>(closure);
  if (source.rest.size() < count) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(out, source.rest.data(), count);
  source.rest = source.rest.subspan(count);
  return CAIRO_STATUS_SUCCESS;
}

struct ByteSink {
  std::vector<std::byte> bytes;
  std::exception_ptr failure;
};

cairo_status_t write_bytes(void* closure, const unsigned char* data, unsigned int count) noexcept {
  auto& sink = *static_cast<ByteSink*>(closure);
  try {
    const auto* begin = reinterpret_cast<const std::byte*>(data);
    sink.bytes.insert(sink.bytes.end(), begin, begin + count);
    return CAIRO_STATUS_SUCCESS;
  } catch (...) {
    sink.failure = std::current_exception();
    return CAIRO_STATUS_WRITE_ERROR;
  }
}

/// Width and height as the PNG's first chunk has them, so that a small file cannot ask for gigabytes.
PixelSize png_size(std::span<const std::byte> bytes) {
  static constexpr unsigned char kSignature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  if (bytes.size() < 24 || std::memcmp(bytes.data(), kSignature, sizeof kSignature) != 0) {
    throw Error{ErrorKind::kMedia, "is not a PNG"};
  }
  const auto number_at = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8U | std::to_integer<std::uint32_t>(bytes[at + i]);
    return static_cast<int>(std::min<std::uint32_t>(value, 0x7FFF'FFFF));
  };
  return {number_at(16), number_at(20)};
}

}  // namespace

void Surface::Deleter::operator()(cairo_surface_t* surface) const noexcept {
  cairo_surface_destroy(surface);
}

Surface::Surface(cairo_surface_t* adopted) : surface_{adopted} {}

Surface::Surface(PixelSize size, Format format)
    : surface_{cairo_image_surface_create(format == Format::kArgb ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_A8, size.width,
                                          size.height)} {
  check(surface_.get(), "cairo_image_surface_create");
}

Surface::Surface(Picture& picture)
    : surface_{cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(picture.data()), CAIRO_FORMAT_RGB24,
                                                   picture.size().width, picture.size().height,
                                                   static_cast<int>(picture.stride_bytes()))} {
  check(surface_.get(), "cairo_image_surface_create_for_data");
}

Surface Surface::from_png(std::span<const std::byte> bytes, int largest) {
  const PixelSize size = png_size(bytes);
  if (size.width < 1 || size.height < 1 || size.width > largest || size.height > largest) {
    throw Error{ErrorKind::kMedia, "is " + std::to_string(size.width) + " x " + std::to_string(size.height) +
                                       " pixels; at most " + std::to_string(largest) + " a side can be used"};
  }
  ByteSource source{bytes};
  Surface surface{cairo_image_surface_create_from_png_stream(&read_bytes, &source)};
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
    throw Error{ErrorKind::kMedia, "is a damaged PNG"};
  }
  return surface;
}

PixelSize Surface::size() const {
  return {cairo_image_surface_get_width(get()), cairo_image_surface_get_height(get())};
}

std::span<const std::uint8_t> Surface::mask_row(int y) {
  assert(cairo_image_surface_get_format(get()) == CAIRO_FORMAT_A8);
  cairo_surface_flush(get());
  const unsigned char* data = cairo_image_surface_get_data(get());
  const std::ptrdiff_t stride = cairo_image_surface_get_stride(get());
  return {data + stride * y, static_cast<std::size_t>(size().width)};
}

std::vector<std::byte> encode_png(const Surface& surface) {
  ByteSink sink;
  const cairo_status_t status = cairo_surface_write_to_png_stream(surface.get(), &write_bytes, &sink);
  if (sink.failure) std::rethrow_exception(sink.failure);
  if (status != CAIRO_STATUS_SUCCESS) {
    throw Error{ErrorKind::kInternal,
                std::string{"cairo_surface_write_to_png_stream: "} + cairo_status_to_string(status)};
  }
  return std::move(sink.bytes);
}

std::vector<std::byte> encode_png(const Picture& picture) {
  // Cairo takes a pointer to mutable pixels for reading, too; it does not write to a surface used as a source only.
  return encode_png(Surface{const_cast<Picture&>(picture)});
}

}  // namespace vina::cairo
