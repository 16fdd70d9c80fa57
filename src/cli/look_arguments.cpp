// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/look_arguments.h"

#include <CLI/CLI.hpp>

namespace vina {

void declare_look(CLI::App& command, LookArguments& look) {
  command.add_option("--theme", look.theme, "Name of a theme that comes with vina, or a theme file")
      ->type_name("NAME|FILE")
      ->capture_default_str();
  command.add_option("--logo", look.logo, "PNG picture in place of the theme's logo")->type_name("FILE");
  command.add_option("--images", look.images, "Where pictures come from; DIR has FIGURE_ID.png, .jpg or .webp")
      ->type_name("auto|google|gradient|DIR")
      ->capture_default_str();
  command.add_option("--safe-area", look.safe_area, "Keep text clear of a player's controls, or of a social app's too")
      ->type_name("player|social")
      ->capture_default_str();
  command.add_flag("--strict", look.strict, "Fail where the result would be less than what was asked for");
}

void apply(const LookArguments& look, RenderOptions& options) {
  options.theme = look.theme;
  options.logo = look.logo;
  options.images = look.images;
  options.safe_area = look.safe_area;
  options.strict = look.strict;
}

}  // namespace vina
