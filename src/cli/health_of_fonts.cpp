// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <array>

#include <fmt/format.h>

#include "base/error.h"
#include "base/resources.h"
#include "cli/health_areas.h"
#include "slides/font_configuration.h"
#include "slides/missing_glyphs.h"
#include "slides/theme_reader.h"
#include "slides/typesetter.h"
#include "wrap/pango/font_map.h"

namespace vina {
namespace {

struct ScriptSample {
  const char* script;
  const char* text;
};

/// Letters and marks that a lesson in this script will hardly do without.
constexpr std::array kSamples{
    ScriptSample{"Latin", "AaßéğłƠữ"},   ScriptSample{"Greek", "ΩωΆ"},         ScriptSample{"Cyrillic", "ЖжЇґ"},
    ScriptSample{"Arabic", "عربيپچ"},    ScriptSample{"Hebrew", "עברית"},      ScriptSample{"Devanagari", "हिन्दी"},
    ScriptSample{"Bengali", "বাংলা"},    ScriptSample{"Gurmukhi", "ਪੰਜਾਬੀ"},    ScriptSample{"Gujarati", "ગુજરાતી"},
    ScriptSample{"Tamil", "தமிழ்"},       ScriptSample{"Telugu", "తెలుగు"},      ScriptSample{"Kannada", "ಕನ್ನಡ"},
    ScriptSample{"Malayalam", "മലയാളം"}, ScriptSample{"Sinhala", "සිංහල"},      ScriptSample{"Thai", "ไทย"},
    ScriptSample{"Lao", "ລາວ"},          ScriptSample{"Khmer", "ខ្មែរ"},        ScriptSample{"Burmese", "မြန်မာ"},
    ScriptSample{"Georgian", "ქართ"},    ScriptSample{"Armenian", "Հայ"},      ScriptSample{"Ethiopic", "አማርኛ"},
    ScriptSample{"Korean", "한국어"},    ScriptSample{"Japanese", "日本ごカ"}, ScriptSample{"Chinese", "简体繁體"},
    ScriptSample{"Mathematics", "∑√≤→"}, ScriptSample{"Emoji", "😀🎉👍"},
};

HealthCheck examine_script(Typesetter& typesetter, const ScriptSample& sample) {
  TextStyle style;
  style.type.family = "Inter";
  const std::vector<char32_t> missing = typesetter.missing_characters(sample.text, style);
  HealthCheck check{"scripts the fonts can show", sample.script, Health::kGood, sample.text, ""};
  if (missing.empty()) return check;
  check.health = sample.script == kSamples.front().script ? Health::kMissing : Health::kPartial;
  check.finding = fmt::format("no font shows {}", sample.text);
  check.cure = fmt::format("install the Debian package '{}'", font_package_for(missing.front()));
  return check;
}

}  // namespace

void examine_fonts(std::vector<HealthCheck>& checks) {
  try {
    const std::filesystem::path folder = resources_folder();
    checks.push_back({"fonts and themes", "resources", Health::kGood, folder.string(), ""});
    const pango::FontMap fonts{font_configuration(), folder / "fonts"};
    if (fonts.has_family("Inter")) {
      checks.push_back({"fonts and themes", "Inter", Health::kGood, (folder / "fonts").string(), ""});
    } else {
      checks.push_back({"fonts and themes", "Inter", Health::kMissing, "not found", "install vina again"});
    }
    for (const std::string& name : theme_names()) {
      load_theme(name);
      checks.push_back({"fonts and themes", "theme " + name, Health::kGood, "readable", ""});
    }
    Typesetter typesetter{folder / "fonts"};
    for (const ScriptSample& sample : kSamples) checks.push_back(examine_script(typesetter, sample));
  } catch (const Error& error) {
    checks.push_back({"fonts and themes", "fonts", Health::kMissing, error.public_message(), "or install vina again"});
  }
}

}  // namespace vina
