// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "check/file_check.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <span>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "base/cancellation.h"
#include "wrap/crypto/hash.h"

namespace vina {
namespace {

constexpr std::size_t kBlock = 1 << 16;

std::string in_words(std::uint64_t bytes, std::string_view sha256) {
  return fmt::format("{} bytes, SHA-256 {}…", bytes, sha256.substr(0, 12));
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
  return value;
}

}  // namespace

Finding check_bytes(const char* check, const std::filesystem::path& file, const Receipt::File& told,
                    const std::stop_token& stop) {
  const std::string expected = in_words(told.bytes, told.sha256);
  std::ifstream in;
  std::error_code ignored;
  if (std::filesystem::is_regular_file(file, ignored)) in.open(file, std::ios::binary);  // a pipe would be waited for
  if (!in.is_open()) return {check, false, expected, "'" + file.string() + "' cannot be read"};
  crypto::Hash hash{crypto::HashAlgorithm::kSha256};
  std::uint64_t size = 0;
  std::array<char, kBlock> block{};
  while (in) {
    throw_if_stopped(stop);
    in.read(block.data(), block.size());
    const auto count = static_cast<std::size_t>(in.gcount());
    hash.add(std::string_view{block.data(), count});
    size += count;
  }
  const std::string sha256 = hash.finish();
  return {check, size == told.bytes && sha256 == told.sha256, expected, in_words(size, sha256)};
}

Finding check_boxes(const std::filesystem::path& file) {
  Finding finding{"boxes", false, "ftyp, moov in front of mdat, whole to the last byte", ""};
  std::error_code missing;
  const std::uint64_t size = std::filesystem::file_size(file, missing);
  std::ifstream in{file, std::ios::binary};
  std::uint64_t at = 0;
  constexpr std::uint64_t kMostBoxes = 64;
  for (std::uint64_t box = 0; !missing && at < size && box < kMostBoxes; ++box) {
    std::array<char, 16> header{};
    in.seekg(static_cast<std::streamoff>(at));
    in.read(header.data(), header.size());
    in.clear();
    std::uint64_t length = big_endian({header.data(), 4});
    if (length == 1) length = big_endian({header.data() + 8, 8});
    const std::string_view name{header.data() + 4, 4};
    for (const char c : name) finding.found += c > ' ' && c < '\x7f' ? c : '?';
    if (length < 8 || length > size - at) {
      finding.found += fmt::format(" of {} bytes at byte {} of {}", length, at, size);
      return finding;
    }
    finding.found += ' ';
    at += length;
  }
  const auto place = [&finding](const char* name) { return finding.found.find(name); };
  finding.ok = !missing && at == size && finding.found.starts_with("ftyp ") && place("mdat") != std::string::npos &&
               place("moov") < place("mdat");
  if (finding.found.ends_with(' ')) finding.found.pop_back();
  return finding;
}

}  // namespace vina
