// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/font_configuration.h"

namespace vina {

std::string font_configuration() {
  // The caches only save the scan of the folders. The rule scales fonts made of bitmaps to the size asked for, as
  // fontconfig's own 10-scale-bitmap-fonts.conf does; colour emoji are among them, although they call themselves
  // scalable. They get nine tenths of it, so that they reach from ascender to descender like a letter and do not push
  // the lines of a title apart. Fonts in user folders would make pictures depend on who draws them, so there are none.
  return R"(<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>/opt/homebrew/share/fonts</dir>
  <cachedir>/var/cache/fontconfig</cachedir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias binding="strong"><family>emoji</family><prefer><family>Noto Color Emoji</family></prefer></alias>
  <match target="font">
    <test name="outline" compare="eq"><bool>false</bool></test>
    <edit name="pixelsizefixupfactor" mode="assign">
      <times>
        <double>0.9</double>
        <divide><name target="pattern">pixelsize</name><name target="font">pixelsize</name></divide>
      </times>
    </edit>
    <edit name="matrix" mode="assign">
      <times>
        <name>matrix</name>
        <matrix>
          <name>pixelsizefixupfactor</name><double>0</double>
          <double>0</double><name>pixelsizefixupfactor</name>
        </matrix>
      </times>
    </edit>
    <edit name="size" mode="assign">
      <divide><name>size</name><name>pixelsizefixupfactor</name></divide>
    </edit>
  </match>
</fontconfig>
)";
}

std::string family_list(const std::string& family, const std::string& language) {
  std::string cjk = "Noto Sans CJK SC";
  if (language == "ja") cjk = "Noto Sans CJK JP";
  if (language == "ko") cjk = "Noto Sans CJK KR";
  if (language == "zh-hant") cjk = "Noto Sans CJK TC";
  return family + ",Inter," + cjk +
         ",Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Devanagari,Noto Sans Bengali,Noto Sans Thai,"
         "Noto Sans Math,Noto Sans Symbols,Noto Sans Symbols2";
}

}  // namespace vina
