// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace vina::testing {

/// One box of an MP4 file (ISO/IEC 14496-12, 4.2).
struct Mp4Box {
  std::string path;          ///< "moov/trak/mdia": the types from the top of the file
  std::uint64_t offset = 0;  ///< of its header in the file
  std::string payload;       ///< what follows the header; empty for boxes that hold boxes, and for mdat

  std::uint32_t u32(std::size_t at) const {
    std::uint32_t value = 0;
    for (std::size_t byte = at; byte < at + 4; ++byte) value = value << 8 | static_cast<std::uint8_t>(payload.at(byte));
    return value;
  }
};

/// All boxes in the order of the file, boxes before those in them.
class Mp4Boxes {
 public:
  explicit Mp4Boxes(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    read(bytes, 0, bytes.size(), "");
  }

  const std::vector<Mp4Box>& all() const { return boxes_; }

  std::vector<Mp4Box> at(std::string_view path) const {
    std::vector<Mp4Box> found;
    for (const Mp4Box& box : boxes_) {
      if (box.path == path) found.push_back(box);
    }
    return found;
  }

  /// "ftyp moov moov/mvhd ..."
  std::string listing() const {
    std::string text;
    for (const Mp4Box& box : boxes_) text += (text.empty() ? "" : " ") + box.path;
    return text;
  }

 private:
  static std::uint64_t number(const std::string& bytes, std::uint64_t at, int size) {
    std::uint64_t value = 0;
    for (int byte = 0; byte < size; ++byte) {
      value = value << 8 | static_cast<std::uint8_t>(bytes.at(at + static_cast<std::uint64_t>(byte)));
    }
    return value;
  }

  /// How many bytes of a box that holds boxes stand before them; -1 for other boxes.
  static int before_children(std::string_view type) {
    for (const std::string_view container : {"moov", "trak", "mdia", "minf", "dinf", "stbl", "edts", "udta", "ilst"}) {
      if (type == container) return 0;
    }
    if (type == "meta") return 4;
    if (type == "stsd") return 8;
    if (type == "avc1") return 78;
    if (type == "mp4a") return 28;
    return -1;
  }

  void read(const std::string& bytes, std::uint64_t from, std::uint64_t to, const std::string& parent) {
    while (from < to) {
      std::uint64_t size = number(bytes, from, 4);
      const std::string type = bytes.substr(from + 4, 4);
      std::uint64_t header = 8;
      if (size == 1) {
        size = number(bytes, from + 8, 8);
        header = 16;
      }
      if (size < header || from + size > to) throw std::runtime_error{"the box " + parent + type + " has a wrong size"};
      const int skipped = before_children(type);
      Mp4Box box{parent + type, from, {}};
      if (skipped < 0 && type != "mdat") box.payload = bytes.substr(from + header, size - header);
      boxes_.push_back(box);
      if (skipped >= 0) {
        read(bytes, from + header + static_cast<std::uint64_t>(skipped), from + size, parent + type + "/");
      }
      from += size;
    }
  }

  std::vector<Mp4Box> boxes_;
};

}  // namespace vina::testing
