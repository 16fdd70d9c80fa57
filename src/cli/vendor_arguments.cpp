// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/vendor_arguments.h"

#include <CLI/CLI.hpp>

#include "cli/option_values.h"
#include "cli/vendor_environment.h"

namespace vina {
namespace {

void add(CLI::App& command, const char* name, std::string& value, const char* type, const char* description) {
  command.add_option(name, value, description)->type_name(type);
}

void read(const std::string& typed, std::string& into) {
  if (!typed.empty()) into = typed;
}

void read(const char* option, const std::string& typed, double& into) {
  if (!typed.empty()) into = fraction(option, typed);
}

}  // namespace

void declare_vendors(CLI::App& command, VendorArguments& arguments) {
  command.add_option("--voice", arguments.voice, "Who speaks; auto: ElevenLabs where there is a key")
      ->type_name("auto|elevenlabs|espeak")
      ->capture_default_str();
  add(command, "--voice-fallback", arguments.voice_fallback, "espeak",
      "Who speaks when the voice fails; default: nobody");
  add(command, "--voice-id", arguments.voice_id, "ID", "ElevenLabs' voice; default: ELEVENLABS_VOICE_ID");
  add(command, "--voice-stability", arguments.voice_stability, "0..1", "Even (1) or lively (0); default: 0.5");
  add(command, "--voice-similarity", arguments.voice_similarity, "0..1",
      "How near to the recorded voice; default: 0.75");
  add(command, "--voice-style", arguments.voice_style, "0..1", "Exaggeration; default: 0");
  add(command, "--voice-seed", arguments.voice_seed, "N", "Another seed is another take; default: 4242");
  add(command, "--image-style", arguments.image_style, "professional|minimalist|vibrant",
      "The look of generated pictures; default: professional");
  add(command, "--profession", arguments.viewer.profession, "TEXT",
      "The viewer's profession, for generated pictures and below the title");
  add(command, "--industry", arguments.viewer.industry, "TEXT", "The viewer's industry");
  add(command, "--experience", arguments.viewer.experience, "TEXT", "The viewer's experience");
  add(command, "--cache", arguments.cache, "DIR", "Where paid pictures and voices are kept; default: ~/.cache/vina");
  add(command, "--budget", arguments.budget, "USD", "Refuse to spend more on this lesson");
}

void declare_publishing(CLI::App& command, PublishArguments& arguments) {
  command.add_option("--publish", arguments.publish, "Where the files go; auto: Cloudinary where there are keys")
      ->type_name("auto|cloudinary|folder")
      ->capture_default_str();
  add(command, "--cloudinary-folder", arguments.folder, "NAME", "Cloudinary's folder; default: vina_lessons");
  add(command, "--public-id", arguments.public_id, "NAME", "The files' name there; default: that of the video");
}

void apply(const VendorArguments& arguments, const Environment& environment, RenderOptions& options) {
  options.voice = arguments.voice;
  options.voice_fallback = arguments.voice_fallback;
  options.vendors = vendor_options(environment);
  ElevenLabsSettings& voice = options.vendors.elevenlabs;
  read(arguments.voice_id, voice.voice_id);
  read("--voice-stability", arguments.voice_stability, voice.stability);
  read("--voice-similarity", arguments.voice_similarity, voice.similarity_boost);
  read("--voice-style", arguments.voice_style, voice.style);
  if (!arguments.voice_seed.empty()) voice.seed = seed("--voice-seed", arguments.voice_seed);
  GoogleSettings& google = options.vendors.google;
  if (!arguments.image_style.empty()) {
    google.style = kImageStyles.at(
        choice("--image-style", arguments.image_style, {kImageStyles[0], kImageStyles[1], kImageStyles[2]}));
  }
  read(arguments.viewer.profession, google.viewer.profession);
  read(arguments.viewer.industry, google.viewer.industry);
  read(arguments.viewer.experience, google.viewer.experience);
  if (!arguments.cache.empty()) options.vendors.cache = arguments.cache;
  if (!arguments.budget.empty()) {
    options.vendors.budget_usd =
        decimal_number("--budget", arguments.budget, "give an amount in US dollars, such as 2.50");
  }
}

void apply(const PublishArguments& arguments, RenderOptions& options) {
  options.publish = arguments.publish;
  read(arguments.folder, options.vendors.cloudinary.folder);
  options.public_id = arguments.public_id;
}

}  // namespace vina
