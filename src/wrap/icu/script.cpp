// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/icu/script.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "wrap/icu/utf8.h"

namespace vina::icu {
namespace {

bool is_east_asian(UScriptCode script) {
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
         script == USCRIPT_HANGUL || script == USCRIPT_BOPOMOFO;
}

UScriptCode script_of(UChar32 character) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(character, &status);
  return U_SUCCESS(status) ? script : USCRIPT_UNKNOWN;
}

/// Letters of each script, in the order in which the scripts first appear.
class LetterCounts {
 public:
  void add(UScriptCode script) {
    auto place = std::find_if(counts_.begin(), counts_.end(), [&](const auto& entry) { return entry.first == script; });
    if (place == counts_.end()) place = counts_.insert(counts_.end(), {script, 0});
    ++place->second;
  }

  int of(UScriptCode script) const {
    for (const auto& [counted, letters] : counts_) {
      if (counted == script) return letters;
    }
    return 0;
  }

  /// The script with the most weight; USCRIPT_HAN stands for all East Asian ones. USCRIPT_COMMON if nothing was added.
  UScriptCode heaviest() const {
    int east_asian_weight = 0;
    for (const auto& [script, letters] : counts_) east_asian_weight += is_east_asian(script) ? 2 * letters : 0;
    UScriptCode best = USCRIPT_COMMON;
    int best_weight = 0;
    for (const auto& [script, letters] : counts_) {
      const int weight = is_east_asian(script) ? east_asian_weight : letters;
      if (weight <= best_weight) continue;
      best = is_east_asian(script) ? USCRIPT_HAN : script;
      best_weight = weight;
    }
    return best;
  }

 private:
  std::vector<std::pair<UScriptCode, int>> counts_;
};

std::string east_asian_code(const LetterCounts& letters) {
  const int kana = letters.of(USCRIPT_HIRAGANA) + letters.of(USCRIPT_KATAKANA);
  const int hangul = letters.of(USCRIPT_HANGUL);
  if (hangul > kana) return "Kore";
  if (kana > 0) return "Jpan";
  return letters.of(USCRIPT_BOPOMOFO) > 0 ? "Hant" : "Hans";
}

}  // namespace

std::string dominant_script(std::string_view utf8) {
  LetterCounts letters;
  for (std::size_t position = 0; position < utf8.size();) {
    const auto character = static_cast<UChar32>(next_character(utf8, position).value_or(U'\uFFFD'));
    if (!u_isalpha(character)) continue;
    const UScriptCode script = script_of(character);
    if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED && script != USCRIPT_UNKNOWN) letters.add(script);
  }
  const UScriptCode script = letters.heaviest();
  if (script == USCRIPT_COMMON) return {};
  return script == USCRIPT_HAN ? east_asian_code(letters) : uscript_getShortName(script);
}

}  // namespace vina::icu
