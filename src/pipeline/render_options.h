// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "base/media_time.h"
#include "pipeline/vendor_options.h"
#include "timeline/timeline_builder.h"
#include "video/h264/video_options.h"

namespace vina {

/// Everything a caller can decide about a video. The defaults make a good one.
struct RenderOptions {
  /// The video, "OUT.mp4". Captions are written beside it, as OUT.vtt and OUT.srt.
  std::filesystem::path output;
  /// The report on the run; empty: report_beside(output).
  std::filesystem::path report;
  /// Whether WebVTT and SRT captions are written.
  bool captions = true;
  /// BCP 47 tag of the voice ("en", "pt-BR"); empty: told from the script of the text, slide by slide.
  std::string language;
  /// Speaking rate in words a minute, 80 to 300.
  int words_per_minute = 160;
  /// The silences between slides and bullets.
  TimelineOptions timeline;
  /// The name of a theme that comes with vina ("vina", "light"), or the path of a theme file.
  std::string theme = "vina";
  /// A picture that takes the place of the theme's logo; empty: the theme's.
  std::filesystem::path logo;
  /// Where text may stand: "player" (a player's own controls stay free) or "social" (the buttons and captions that
  /// TikTok, Reels and Shorts draw over a video stay free as well).
  std::string safe_area = "player";
  /// Where the pictures of figures come from: "google", "gradient" (there are none), a folder with FIGURE_ID.png, .jpg
  /// or .webp, or "auto": Google where there is a key, else the gradient.
  std::string images = "auto";
  /// Who speaks: "elevenlabs", "espeak" (offline), or "auto": ElevenLabs where there is a key, else eSpeak NG.
  std::string voice = "auto";
  /// "espeak": where the voice fails, the offline one speaks, and the result is degraded; empty: the lesson fails.
  std::string voice_fallback;
  /// Where finished files go: "cloudinary", "folder" (they stay where they are), or "auto": Cloudinary where there are
  /// keys, else the folder.
  std::string publish = "auto";
  /// The name under which Cloudinary keeps the files, as "courses/llm/intro"; empty: the output's without extension.
  std::string public_id;
  /// Keys, models, limits and the budget.
  VendorOptions vendors;
  /// Length of the cross-fade from one slide to the next, in frames, 0 to 15; 0 is a hard cut.
  int transition_frames = 9;
  /// Who writes the frames in which a picture is held.
  HoldMode hold = HoldMode::kSkip;
  /// The longest distance between two key frames; 15 to 900 frames (0.5 to 30 s).
  Frames gop = Frames{150};
  /// Integrated loudness of the sound in LUFS (EBU R 128), -31 to -9.
  double loudness_lufs = -16.0;
  /// Threads that draw and encode, 0 to 256; 0: as many as there are cores. The result does not depend on it.
  int threads = 0;
  /// Whether every slide is drawn and encoded anew, instead of taken from the cache where it is there. The bytes are
  /// the same.
  bool fresh = false;
  /// A result that is less than what was asked for (a Warning that degrades) is an Error (kDegraded).
  bool strict = false;
  /// Whether the finished files are decoded and compared with their report, before they are published, and afterwards
  /// whether what was published answers; where something is wrong, the result is an Error (kNotAsReported).
  bool verify = false;
};

/// Throws Error (kInvalidOption), naming the option as the command line has it, its value and what is allowed, for a
/// value out of its range, a logo that is no file, a folder of images that is none, or an output that has a name
/// which does not end in .mp4. Whether themes and languages exist is for the steps that know them.
void validate(const RenderOptions& options);

/// The folder that `options.images` names, if it names one. A folder called like a provider is written "./google".
std::optional<std::filesystem::path> images_folder(const RenderOptions& options);

/// Whom the options ask for, with "auto" decided by the keys that are there. Throw Error (kInvalidOption), naming the
/// variables to set, where a vendor is asked for by name and has no key.
bool uses_google(const RenderOptions& options);
bool uses_elevenlabs(const RenderOptions& options);
bool uses_cloudinary(const RenderOptions& options);

/// The number of threads that `options.threads` stands for; at least 1.
std::size_t thread_count(const RenderOptions& options);

}  // namespace vina
