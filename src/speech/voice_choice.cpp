// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "speech/voice_choice.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>

#include <fmt/format.h>

#include "base/error.h"
#include "wrap/icu/characters.h"
#include "wrap/icu/script.h"
#include "wrap/icu/utf8.h"

namespace vina {
namespace {

constexpr std::string_view kDefaultLanguage = "en-us";

/// Which languages' voices read a script; the first one is taken if no language was asked for.
struct ScriptReaders {
  std::string_view script;  ///< ISO 15924
  std::string_view readers;

  std::string_view first() const { return readers.substr(0, readers.find(' ')); }
};
constexpr auto kScriptReaders = std::to_array<ScriptReaders>({
    {"Arab", "ar fa ur ug sd ku"},
    {"Armn", "hy hyw"},
    {"Beng", "bn as bpy"},
    {"Cher", "chr-us-qaaa-x-west chr"},
    {"Cyrl", "ru uk bg be sr mk kk ky tt ba cv az uz nog ru-lv bs hr"},
    {"Deva", "hi mr ne kok"},
    {"Ethi", "am"},
    {"Geor", "ka"},
    {"Grek", "el grc"},
    {"Gujr", "gu"},
    {"Guru", "pa"},
    {"Hans", "cmn yue hak"},
    {"Hant", "cmn yue hak"},
    {"Hebr", "he"},
    {"Jpan", "ja"},
    {"Knda", "kn"},
    {"Kore", "ko"},
    {"Mlym", "ml"},
    {"Mymr", "my shn"},
    {"Orya", "or"},
    {"Sinh", "si"},
    {"Taml", "ta"},
    {"Telu", "te"},
    {"Thai", "th"},
});

/// What people and systems write, and what eSpeak NG calls it. "en" alone would be British.
struct Alias {
  std::string_view tag;
  std::string_view espeak_language;
};
constexpr auto kAliases = std::to_array<Alias>({
    {"en", "en-us"},
    {"fa-ir", "fa"},
    {"fil", ""},
    {"in", "id"},
    {"iw", "he"},
    {"no", "nb"},
    {"nn", "nb"},
    {"pt", "pt"},
    {"zh", "cmn"},
    {"zh-hk", "yue"},
    {"zh-mo", "yue"},
});

std::string_view main_language(std::string_view tag) {
  return tag.substr(0, tag.find('-'));
}

/// Lower case with hyphens; empty if it is not a language tag.
std::string normalised(std::string_view tag) {
  std::string result;
  for (const char c : tag) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '-' || c == '_') {
      result += '-';
    } else if (byte < 0x80 && std::isalnum(byte) != 0) {
      result += static_cast<char>(std::tolower(byte));
    } else {
      return {};
    }
  }
  const std::size_t length = main_language(result).size();
  return length == 2 || length == 3 ? result : std::string{};
}

const espeak::Voice* voice_for(std::span<const espeak::Voice> voices, std::string_view espeak_language) {
  const espeak::Voice* best = nullptr;
  int best_score = std::numeric_limits<int>::max();
  for (const espeak::Voice& voice : voices) {
    for (std::size_t index = 0; index < voice.languages.size(); ++index) {
      if (voice.languages[index] != espeak_language) continue;
      // A language of the voice's own goes before one it merely also serves.
      const int score = voice.priorities[index] + (index == 0 ? 0 : 100);
      if (score < best_score) {
        best = &voice;
        best_score = score;
      }
    }
  }
  return best;
}

const espeak::Voice* find_voice(std::span<const espeak::Voice> voices, std::string tag) {
  while (!tag.empty()) {
    const auto alias = std::find_if(kAliases.begin(), kAliases.end(), [&](const Alias& a) { return a.tag == tag; });
    if (const auto* voice = voice_for(voices, alias != kAliases.end() ? alias->espeak_language : tag)) return voice;
    const std::size_t hyphen = tag.rfind('-');
    tag.resize(hyphen == std::string::npos ? 0 : hyphen);
  }
  return nullptr;
}

bool reads(std::string_view readers, std::string_view espeak_language) {
  while (!readers.empty()) {
    const std::string_view reader = readers.substr(0, readers.find(' '));
    if (reader == espeak_language || reader == main_language(espeak_language)) return true;
    readers.remove_prefix(std::min(readers.size(), reader.size() + 1));
  }
  return false;
}

bool has_ideograph(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    if (icu::is_ideograph(icu::next_character(text, position).value_or(U' '))) return true;
  }
  return false;
}

const ScriptReaders* readers_of(std::string_view script) {
  const auto row = std::find_if(kScriptReaders.begin(), kScriptReaders.end(),
                                [&](const ScriptReaders& r) { return r.script == script; });
  return row != kScriptReaders.end() ? &*row : nullptr;
}

void warn_of_unreadable_text(VoiceChoice& choice, std::string_view espeak_language, std::string_view script,
                             const ScriptReaders* readers, std::string_view text) {
  if (script.empty() || script == "Latn") return;
  if (readers == nullptr || !reads(readers->readers, espeak_language)) {
    choice.warnings.push_back(
        {"",
         fmt::format("the offline voice '{}' cannot read {} script and spells its letters: {}", choice.language, script,
                     readers == nullptr ? "another speech provider is needed"
                                        : "leave the language out, or name one of this script"),
         true});
  } else if (espeak_language == "ja" && has_ideograph(text)) {
    choice.warnings.push_back(
        {"",
         "the offline voice 'ja' cannot read kanji and says 'Chinese letter' for each: write the talk in kana, or "
         "use another speech provider",
         true});
  }
}

[[noreturn]] void throw_unknown_language(const std::string& language) {
  throw Error{
      ErrorKind::kInvalidOption,
      fmt::format(
          "--language: unknown language '{}': choose one of ar, bn, de, en-GB, en-US, es, fr, hi, id, it, ja, ko, "
          "nl, pl, pt-BR, ru, sw, ta, tr, vi, zh ('vina doctor' lists all)",
          language)};
}

}  // namespace

std::string to_bcp47(std::string_view espeak_language) {
  std::string tag{espeak_language};
  if (main_language(tag) == "cmn") tag.replace(0, 3, "zh");
  bool private_use = false;
  for (std::size_t begin = tag.find('-'); begin != std::string::npos; begin = tag.find('-', begin)) {
    ++begin;
    const std::size_t length = std::min(tag.find('-', begin), tag.size()) - begin;
    private_use = private_use || length == 1;
    const auto upper = [&](std::size_t at) {
      tag[at] = static_cast<char>(std::toupper(static_cast<unsigned char>(tag[at])));
    };
    if (!private_use && length == 4) upper(begin);
    if (!private_use && length == 2) upper(begin), upper(begin + 1);
  }
  return tag;
}

std::string language_of_script(std::string_view text) {
  const ScriptReaders* readers = readers_of(icu::dominant_script(text));
  return readers == nullptr ? "en" : to_bcp47(readers->first());
}

std::string normalised_language(std::string_view tag) {
  return to_bcp47(normalised(tag));
}

VoiceChoice choose_voice(std::span<const espeak::Voice> voices, const std::string& language, std::string_view text) {
  const std::string script = icu::dominant_script(text);
  const ScriptReaders* readers = readers_of(script);

  const espeak::Voice* voice = nullptr;
  if (!language.empty()) {
    voice = find_voice(voices, normalised(language));
    if (voice == nullptr) throw_unknown_language(language);
  } else {
    if (readers != nullptr) {
      voice = voice_for(voices, readers->first());
    }
    if (voice == nullptr) voice = voice_for(voices, kDefaultLanguage);
    if (voice == nullptr) {
      throw Error{ErrorKind::kMedia, "eSpeak NG has no English voice: install the Debian package espeak-ng-data"};
    }
  }
  VoiceChoice choice{voice->identifier, voice->name, to_bcp47(voice->languages.front()), {}};
  warn_of_unreadable_text(choice, voice->languages.front(), script, readers, text);
  return choice;
}

}  // namespace vina
