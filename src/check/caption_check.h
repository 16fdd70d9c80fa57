// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <vector>

#include "check/finding.h"
#include "check/receipt.h"

namespace vina {

/// Whether captions are valid WebVTT ("captions syntax"), say every talk whole and in order ("captions text"), begin
/// with the talks ("captions onsets"), stay until they are spoken ("captions ends"), and are as many and as fast to
/// read as the report says ("captions speed"). All but the first are not judged, and so not in order, where the syntax
/// is wrong. `receipt.captions` is not empty.
std::vector<Finding> check_captions(const std::filesystem::path& webvtt, const Receipt& receipt);

/// "SRT cues": whether the SubRip file has the cues of the WebVTT file, at the same times with the same lines.
Finding check_srt(const std::filesystem::path& srt, const std::filesystem::path& webvtt);

/// "captions file": that there are none beside the video, where the report says that it has none.
Finding check_no_captions(const std::filesystem::path& webvtt, const std::filesystem::path& srt);

}  // namespace vina
