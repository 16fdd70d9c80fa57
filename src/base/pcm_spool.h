// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <span>

#include "base/file_descriptor.h"
#include "base/media_time.h"

namespace vina {

/// Mono 16-bit sound at 48,000 samples a second, kept in a nameless file in the system's temporary folder.
///
/// Half an hour of speech is 170 MB; on disk it costs the process nothing, and the file is gone with the last owner
/// even after a kill. `append` is for one writer; afterwards any number of threads may `read`. Members throw Error
/// (kStorage) when the temporary folder is full or not writable.
class PcmSpool {
 public:
  PcmSpool();

  void append(std::span<const std::int16_t> samples);
  /// Fills `samples` from position `from`. Positions before the start or past the end read as silence.
  void read(Samples from, std::span<std::int16_t> samples) const;

  Samples length() const { return length_; }

 private:
  FileDescriptor file_;
  Samples length_;
};

}  // namespace vina
