// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

namespace vina::icu {

/// The ISO 639-2/T code of a BCP 47 tag's language, as MP4 files name it: "eng" for "en-GB", "zho" for "zh-Hans". Empty
/// for a language without one, and for an empty tag.
std::string three_letter_language(const std::string& bcp47);

}  // namespace vina::icu
