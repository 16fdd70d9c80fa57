// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "base/pcm_spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/error.h"

namespace vina {
namespace {

std::filesystem::path temporary_folder() {
  const char* chosen = std::getenv("TMPDIR");
  return chosen == nullptr || *chosen == '\0' ? "/tmp" : chosen;
}

[[noreturn]] void throw_unusable(int error_number) {
  throw_system_error("cannot keep the narration in the temporary folder (TMPDIR)", temporary_folder().string(),
                     error_number);
}

FileDescriptor open_nameless_file() {
  std::string name = (temporary_folder() / "vina-sound-XXXXXX").string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) throw_unusable(errno);
  ::unlink(name.c_str());
  return FileDescriptor{descriptor};
}

constexpr std::int64_t kBytesPerSample = sizeof(std::int16_t);

}  // namespace

PcmSpool::PcmSpool() : file_{open_nameless_file()} {}

void PcmSpool::append(std::span<const std::int16_t> samples) {
  std::span<const std::byte> bytes = std::as_bytes(samples);
  off_t offset = length_.count() * kBytesPerSample;
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_.get(), bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_unusable(errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += written;
  }
  length_ += Samples{static_cast<std::int64_t>(samples.size())};
}

void PcmSpool::read(Samples from, std::span<std::int16_t> samples) const {
  std::fill(samples.begin(), samples.end(), std::int16_t{0});
  if (from < Samples{0}) {
    const auto silent = static_cast<std::size_t>(std::min(-from.count(), static_cast<std::int64_t>(samples.size())));
    samples = samples.subspan(silent);
    from = Samples{0};
  }
  if (from >= length_) return;
  const auto available =
      static_cast<std::size_t>(std::min((length_ - from).count(), static_cast<std::int64_t>(samples.size())));
  std::span<std::byte> bytes = std::as_writable_bytes(samples.first(available));
  off_t offset = from.count() * kBytesPerSample;
  while (!bytes.empty()) {
    const ssize_t count = ::pread(file_.get(), bytes.data(), bytes.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw_unusable(count < 0 ? errno : EIO);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    offset += count;
  }
}

}  // namespace vina
