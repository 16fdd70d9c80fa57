// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

using PangoFontMap = struct _PangoFontMap;

namespace vina::pango {

/// Owns a Pango font map for cairo over a fontconfig configuration of its own: nothing of the user's or the system's
/// configuration is read, so the same font files give the same choice of fonts everywhere.
///
/// Neither the map nor anything made from it may be used by two threads at once.
class FontMap {
 public:
  /// `configuration` is fontconfig XML; the fonts in `folder` come on top of the folders it names.
  /// Throws Error (kMedia) naming the C function and the folder.
  FontMap(const std::string& configuration, const std::filesystem::path& folder);

  /// Whether a font of exactly this family is there.
  bool has_family(const std::string& family) const;

  /// All that decides which glyphs are drawn and how: the font files with their sizes and times, and the versions of
  /// the libraries. Equal descriptions mean equal pixels.
  std::string description() const;

  PangoFontMap* get() const { return map_.get(); }

 private:
  struct Deleter {
    void operator()(PangoFontMap* map) const noexcept;
  };
  std::unique_ptr<PangoFontMap, Deleter> map_;
};

}  // namespace vina::pango
