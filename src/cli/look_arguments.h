// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "pipeline/render_options.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vina {

/// The options that shape the picture, shared by the commands that draw slides, as they were typed.
struct LookArguments {
  std::string theme = "vina";
  std::string logo;
  std::string images = "auto";
  std::string safe_area = "player";
  bool strict = false;
};

void declare_look(CLI::App& command, LookArguments& look);

/// Puts them into `options`.
void apply(const LookArguments& look, RenderOptions& options);

}  // namespace vina
