// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "wrap/pango/font_map.h"

#include <fontconfig/fontconfig.h>
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

bool FontMap::has_family(const std::string& family) const {
  return pango_font_map_get_family(map_.get(), family.c_str()) != nullptr;
}

}  // namespace vina::pango
