// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "images/image_parts.h"

namespace vina {
namespace {

struct Signature {
  std::size_t at;
  std::string_view bytes;
  std::string_view name;
};

using namespace std::string_view_literals;
constexpr std::array kSignatures{
    Signature{0, "GIF8"sv, "a GIF picture"},
    Signature{0, "BM"sv, "a BMP picture"},
    Signature{0, "II*\0"sv, "a TIFF picture"},
    Signature{0, "MM\0*"sv, "a TIFF picture"},
    Signature{0, "8BPS"sv, "a Photoshop file"},
    Signature{0, "\0\0\1\0"sv, "an icon (ICO)"},
    Signature{0, "\xff\x0a"sv, "a JPEG XL picture"},
    Signature{4, "JXL "sv, "a JPEG XL picture"},
    Signature{4, "jP  "sv, "a JPEG 2000 picture"},
    Signature{4, "ftypavif"sv, "an AVIF picture"},
    Signature{4, "ftypavis"sv, "an AVIF picture"},
    Signature{4, "ftyphei"sv, "an HEIC picture"},
    Signature{4, "ftyphev"sv, "an HEIC picture"},
    Signature{4, "ftypmif1"sv, "an HEIC picture"},
    Signature{4, "ftypmsf1"sv, "an HEIC picture"},
    Signature{4, "ftyp"sv, "a video"},
    Signature{0, "\x1a\x45\xdf\xa3"sv, "a video"},
    Signature{0, "%PDF"sv, "a PDF document"},
    Signature{0, "PK\3\4"sv, "a ZIP archive"},
    Signature{0, "\x1f\x8b"sv, "a gzip archive"},
    Signature{0, "RIFF"sv, "a RIFF file (sound or video)"},
};

constexpr std::size_t kLookedAt = 1024;

/// The beginning in lower case, or nothing if it is not text.
std::string beginning_of_text(const ByteReader& file) {
  std::string text;
  for (const std::byte byte : file.from(0).first(std::min(file.size(), kLookedAt))) {
    const auto c = std::to_integer<unsigned char>(byte);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7f) return {};
    text += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return text;
}

}  // namespace

std::string recognise_other_file(const ByteReader& file) {
  for (const Signature& signature : kSignatures) {
    if (file.holds(signature.at, signature.bytes)) return std::string{signature.name};
  }
  const std::string text = beginning_of_text(file);
  if (text.empty()) return "of an unknown kind";
  if (text.find("<svg") != std::string::npos) return "an SVG drawing";
  if (text.find("<!doctype html") != std::string::npos || text.find("<html") != std::string::npos) {
    return "an HTML page";
  }
  return "a text file";
}

}  // namespace vina
