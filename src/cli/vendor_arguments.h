// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

#include "cli/environment.h"
#include "pipeline/render_options.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vina {

/// The options about vendors, shared by the commands that may call them, as they were typed; empty: not typed.
struct VendorArguments {
  std::string voice = "auto";
  std::string voice_fallback;
  std::string voice_id;
  std::string voice_stability;
  std::string voice_similarity;
  std::string voice_style;
  std::string voice_seed;
  std::string image_style;
  ViewerContext viewer;
  std::string cache;
  std::string budget;
};

/// What publishing needs to know.
struct PublishArguments {
  std::string publish = "auto";
  std::string folder;
  std::string public_id;
};

void declare_vendors(CLI::App& command, VendorArguments& arguments);
void declare_publishing(CLI::App& command, PublishArguments& arguments);

/// Puts the environment's vendors into `options`, and then what was typed. Throws Error (kInvalidOption).
void apply(const VendorArguments& arguments, const Environment& environment, RenderOptions& options);
/// To be called after the environment's vendors are in place.
void apply(const PublishArguments& arguments, RenderOptions& options);

}  // namespace vina
