// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>

namespace vina::icu {

/// The script most of the text's letters belong to, as an ISO 15924 code: "Latn", "Arab", "Cyrl", "Deva", "Thai", ...;
/// empty if there is no letter. Characters that many scripts share (digits, punctuation, emoji) do not count.
/// East Asian scripts are judged together, and each of their letters counts twice, as it says about as much as two
/// others: with kana it is "Jpan", with Hangul "Kore", with Bopomofo "Hant", Han alone "Hans". In a tie the script that
/// comes first wins. Thread-safe.
std::string dominant_script(std::string_view utf8);

}  // namespace vina::icu
