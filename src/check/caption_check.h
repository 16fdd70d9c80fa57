// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <vector>

#include "check/finding.h"
#include "check/receipt.h"

namespace vina {

/// Whether captions are valid WebVTT ("captions syntax"), say every talk whole and in order ("captions text"), begin
/// with the talks ("captions onsets"), and are as many and as fast to read as the report says ("captions speed").
/// `receipt.captions` is not empty.
std::vector<Finding> check_captions(const std::filesystem::path& webvtt, const Receipt& receipt);

}  // namespace vina
