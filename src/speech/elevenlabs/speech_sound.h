// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>
#include <string_view>

#include "base/pcm_spool.h"
#include "speech/elevenlabs/elevenlabs_settings.h"
#include "speech/elevenlabs/sound_levels.h"

namespace vina {

/// Note [Times are of the sound before MP3]
/// An alignment counts from the start of the sound that was then coded. An MP3 coder puts silence before it (LAME: 576
/// samples, and every decoder 529 more), which its Xing/LAME header tells, so that FFmpeg cuts it off. Where nothing is
/// told, LAME's 1,105 samples are cut off here: 25 ms at 44.1 kHz, most of a frame of the video.

/// Decodes a sound as the service sent it, at 48,000 samples a second, and appends it to `spool`; what comes back is
/// what was appended. Throws Error: kMedia for a sound that is damaged, has not a sample, or is longer than an hour
/// (while it is decoded); kStorage without room; kCancelled soon after a stop request.
SoundLevels append_sound(std::string_view sound, const ElevenLabsFormat& format, PcmSpool& spool,
                         const std::stop_token& stop);

}  // namespace vina
