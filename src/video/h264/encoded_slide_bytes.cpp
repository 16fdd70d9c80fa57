// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "video/h264/encoded_slide_bytes.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vina {
namespace {

/// With a number that rises whenever the layout changes.
constexpr std::string_view kMagic = "vina slide 1\n";

class Writer {
 public:
  void number(std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) bytes_ += static_cast<char>((value >> shift) & 0xFFU);
  }
  void blob(std::span<const std::byte> blob) {
    number(blob.size());
    bytes_.append(reinterpret_cast<const char*>(blob.data()), blob.size());
  }
  void text(std::string_view text) { bytes_ += text; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Gives zeros and empty strings once anything was wrong; ok() tells.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_{bytes} {}

  std::uint64_t number() {
    const std::string_view part = take(8);
    std::uint64_t value = 0;
    for (std::size_t i = part.size(); i-- > 0;) value = value << 8U | static_cast<unsigned char>(part[i]);
    return value;
  }
  /// At most `most`, or it is wrong.
  std::uint64_t number_up_to(std::uint64_t most) {
    const std::uint64_t value = number();
    if (value <= most) return value;
    ok_ = false;
    return 0;
  }
  /// A count of things that take at least `bytes_each` each, or it is wrong.
  std::size_t count(std::size_t bytes_each) {
    return static_cast<std::size_t>(number_up_to(bytes_.size() / bytes_each));
  }
  std::vector<std::byte> blob() {
    const std::string_view part = take(count(1));
    const auto bytes = std::as_bytes(std::span{part});
    return {bytes.begin(), bytes.end()};
  }
  bool skip(std::string_view text) { return ok_ = ok_ && take(text.size()) == text; }

  bool ok() const { return ok_; }
  bool is_at_end() const { return ok_ && bytes_.empty(); }

 private:
  std::string_view take(std::size_t size) {
    ok_ = ok_ && size <= bytes_.size();
    if (!ok_) return {};
    const std::string_view part = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return part;
  }

  std::string_view bytes_;
  bool ok_ = true;
};

constexpr std::uint64_t kLargestInt = 0x7FFF'FFFF;

h264::ParameterSets read_sets(Reader& in) {
  h264::ParameterSets sets;
  sets.sequence = in.blob();
  sets.picture = in.blob();
  sets.held_picture = in.blob();
  sets.syntax.frame_num_bits = static_cast<int>(in.number_up_to(kLargestInt));
  sets.syntax.macroblocks = static_cast<int>(in.number_up_to(kLargestInt));
  sets.syntax.cabac = in.number_up_to(1) == 1;
  sets.syntax.deblocking_control = in.number_up_to(1) == 1;
  return sets;
}

/// Every showing has its picture, and all of them together are as long as the slide.
bool is_consistent(const EncodedSlide& slide) {
  if (slide.pictures.empty() || slide.showings.empty()) return false;
  if (!slide.pictures.front().is_idr || slide.showings.front().picture != 0) return false;
  Frames length{0};
  for (const Showing& showing : slide.showings) {
    if (showing.picture >= slide.pictures.size() || showing.hold < Frames{1}) return false;
    length = length + showing.hold;
  }
  return length == slide.length;
}

}  // namespace

std::string to_bytes(const EncodedSlide& slide) {
  Writer out;
  out.text(kMagic);
  out.number(static_cast<std::uint64_t>(slide.length.count()));
  out.blob(slide.parameter_sets.sequence);
  out.blob(slide.parameter_sets.picture);
  out.blob(slide.parameter_sets.held_picture);
  out.number(static_cast<std::uint64_t>(slide.parameter_sets.syntax.frame_num_bits));
  out.number(static_cast<std::uint64_t>(slide.parameter_sets.syntax.macroblocks));
  out.number(slide.parameter_sets.syntax.cabac ? 1 : 0);
  out.number(slide.parameter_sets.syntax.deblocking_control ? 1 : 0);
  out.number(slide.pictures.size());
  for (const CodedPicture& picture : slide.pictures) {
    out.number(picture.is_idr ? 1 : 0);
    out.blob(picture.slice);
  }
  out.number(slide.showings.size());
  for (const Showing& showing : slide.showings) {
    out.number(showing.picture);
    out.number(static_cast<std::uint64_t>(showing.hold.count()));
  }
  return out.take();
}

std::optional<EncodedSlide> read_encoded_slide(std::string_view bytes) {
  Reader in{bytes};
  if (!in.skip(kMagic)) return std::nullopt;
  EncodedSlide slide;
  slide.length = Frames{static_cast<std::int64_t>(in.number_up_to(kLargestInt))};
  slide.parameter_sets = read_sets(in);
  slide.pictures.resize(in.count(16));
  for (CodedPicture& picture : slide.pictures) {
    picture.is_idr = in.number_up_to(1) == 1;
    picture.slice = in.blob();
  }
  slide.showings.resize(in.count(16));
  for (Showing& showing : slide.showings) {
    showing.picture = static_cast<std::size_t>(in.number_up_to(kLargestInt));
    showing.hold = Frames{static_cast<std::int64_t>(in.number_up_to(kLargestInt))};
  }
  if (!in.is_at_end() || !is_consistent(slide)) return std::nullopt;
  return slide;
}

}  // namespace vina
