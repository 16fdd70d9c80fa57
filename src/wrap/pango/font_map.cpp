// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/pango/font_map.h"

#include <set>
#include <string>
#include <system_error>

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include "base/error.h"

namespace vina::pango {
namespace {

struct ConfigDeleter {
  void operator()(FcConfig* config) const noexcept { FcConfigDestroy(config); }
};
using ConfigPtr = std::unique_ptr<FcConfig, ConfigDeleter>;

ConfigPtr make_config(const std::string& configuration, const std::filesystem::path& folder) {
  ConfigPtr config{FcConfigCreate()};
  if (!config) throw Error{ErrorKind::kMedia, "FcConfigCreate failed: out of memory"};
  const auto* xml = reinterpret_cast<const FcChar8*>(configuration.c_str());
  if (FcConfigParseAndLoadFromMemory(config.get(), xml, FcTrue) != FcTrue) {
    throw Error{ErrorKind::kMedia, "FcConfigParseAndLoadFromMemory failed on the program's own font configuration"};
  }
  if (FcConfigBuildFonts(config.get()) != FcTrue) {
    throw Error{ErrorKind::kMedia, "FcConfigBuildFonts failed: the system's font folders cannot be read"};
  }
  if (FcConfigAppFontAddDir(config.get(), reinterpret_cast<const FcChar8*>(folder.c_str())) != FcTrue) {
    throw Error{ErrorKind::kMedia, "FcConfigAppFontAddDir failed: no font can be read in '" + folder.string() + "'"};
  }
  return config;
}

/// "PATH SIZE TIME" of each font file, sorted.
std::string describe_fonts(FcConfig* config) {
  std::set<std::string> files;
  for (const FcSetName set : {FcSetSystem, FcSetApplication}) {
    const FcFontSet* fonts = FcConfigGetFonts(config, set);
    for (int i = 0; fonts != nullptr && i < fonts->nfont; ++i) {
      FcChar8* file = nullptr;
      if (FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &file) != FcResultMatch) continue;
      files.insert(reinterpret_cast<const char*>(file));
    }
  }
  std::string description;
  for (const std::string& file : files) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(file, ignored);
    const auto time = std::filesystem::last_write_time(file, ignored).time_since_epoch().count();
    description += file + " " + std::to_string(size) + " " + std::to_string(time) + "\n";
  }
  return description;
}

std::string describe_libraries() {
  return std::string{"pango "} + pango_version_string() + "\ncairo " + cairo_version_string() + "\nharfbuzz " +
         hb_version_string() + "\n";
}

}  // namespace

void FontMap::Deleter::operator()(PangoFontMap* map) const noexcept {
  g_object_unref(map);
}

FontMap::FontMap(const std::string& configuration, const std::filesystem::path& folder)
    : map_{pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)} {
  if (!map_) throw Error{ErrorKind::kMedia, "pango_cairo_font_map_new_for_font_type failed: no FreeType support"};
  const ConfigPtr config = make_config(configuration, folder);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map_.get()), config.get());
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map_.get()), 96);
}

std::string FontMap::description() const {
  return describe_libraries() + describe_fonts(pango_fc_font_map_get_config(PANGO_FC_FONT_MAP(map_.get())));
}

bool FontMap::has_family(const std::string& family) const {
  return pango_font_map_get_family(map_.get(), family.c_str()) != nullptr;
}

}  // namespace vina::pango
