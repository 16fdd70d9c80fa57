// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <string>

#include "cli/lesson_selection.h"
#include "cli/look_arguments.h"
#include "cli/surroundings.h"
#include "cli/vendor_arguments.h"
#include "lesson/lesson.h"
#include "pipeline/render_options.h"

namespace vina {

/// `vina render` as it was typed; the defaults here are shown by --help and equal those of RenderOptions.
struct RenderArguments {
  std::string lesson;     ///< a file; empty where the lesson comes from the database
  std::string lesson_id;  ///< in the database; else empty
  SelectionArguments selection;
  std::string output;
  LookArguments look;
  VendorArguments vendors;
  PublishArguments publishing;
  std::string language;
  std::string rate = "160";
  std::string lead_in = "500";
  std::string pause = "400";
  std::string tail = "500";
  std::string transition = "fade";
  std::string hold = "skip";
  std::string gop = "5";
  std::string loudness = "-16";
  std::string threads = "0";
  bool no_captions = false;
  bool fresh = false;
  bool verify = false;
  bool quiet = false;
};

/// Adds the command to the program; `chosen` becomes its action when the command line names it.
void declare_render(CLI::App& program, Action& chosen);

/// Adds the options that say what a video is like, and how it is made.
void declare_render_options(CLI::App& command, RenderArguments& arguments);

/// The checked options; `output` and `report` are left to `choose_outputs`. Throws Error (kInvalidOption).
RenderOptions to_options(const RenderArguments& arguments, const Environment& environment);

/// Decides the names of the video and the report, so that the lesson's own file is never written over.
/// Without --output the video is named after the lesson's file, or after the lesson_id where the lesson comes from a
/// pipe, in the current folder. Throws Error: kInvalidOption if the video would replace the lesson, kStorage if its
/// folder is not there or not writable.
void choose_outputs(const RenderArguments& arguments, const Lesson& lesson, RenderOptions& options);

/// The part of it that is for a video whose name is decided. Throws Error (kStorage).
void choose_report(RenderOptions& options);

}  // namespace vina
