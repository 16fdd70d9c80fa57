// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "vina/api.h"

namespace vina::VINA_V1 {

/// Who will watch, in the user's own words: for the prompts of pictures, and below the lesson's title, where there is a
/// profession. Each may be empty.
struct Viewer {
  std::string profession;
  std::string industry;
  std::string experience;
};

/// Everything about one video. The members and values are those of `vina render` (docs/cli.md); the defaults make a
/// good video. Renderer::render() checks them all before any work is done.
struct RenderOptions {
  /// The video, "OUT.mp4"; needed. Captions are written beside it, as OUT.vtt and OUT.srt.
  std::filesystem::path output;
  /// The report on the run; empty: OUT.json beside the video, or OUT.report.json where OUT.json is no report.
  std::filesystem::path report;
  /// Whether WebVTT and SRT captions are written.
  bool captions = true;
  /// BCP 47 tag of the voice ("en", "pt-BR"); empty: told from the script of the text, slide by slide.
  std::string language;
  /// Speaking rate in words a minute, 80 to 300.
  int words_per_minute = 160;
  /// Silence before a slide's first word (at least 50 ms), between two items, and after the last word; up to 10 s each.
  std::chrono::milliseconds lead_in{500};
  std::chrono::milliseconds item_pause{400};
  std::chrono::milliseconds tail{500};
  /// The name of a theme that comes with vina ("vina", "light"), or the path of a theme file.
  std::string theme = "vina";
  /// A picture that takes the place of the theme's logo; empty: the theme's.
  std::filesystem::path logo;
  /// "player" or "social": what is drawn over the video where it will be shown, so that text stays clear of it.
  std::string safe_area = "player";
  /// "google", "gradient" (no pictures), a folder with FIGURE_ID.png, .jpg or .webp, or "auto": Google where the
  /// Renderer has a key, else the gradient.
  std::string images = "auto";
  /// "professional", "minimalist" or "vibrant", where a prompt leaves that open.
  std::string image_style = "professional";
  Viewer viewer;
  /// "elevenlabs", "espeak" (offline), or "auto": ElevenLabs where the Renderer has a key, else eSpeak NG.
  std::string voice = "auto";
  /// ElevenLabs' voice for this video; empty: ElevenLabsOptions::voice_id.
  std::string voice_id;
  /// "espeak": where the voice fails, the offline one speaks, and the result is degraded; empty: the render fails.
  std::string voice_fallback;
  /// "cloudinary", "folder" (files stay where they are), or "auto": Cloudinary where the Renderer has keys.
  std::string publish = "auto";
  /// The name under which Cloudinary keeps the files, as "courses/llm/intro"; empty: the output's without extension.
  std::string public_id;
  /// From slide to slide: "fade" or "none".
  std::string transition = "fade";
  /// Frames without change: "skip" (written as skipped) or "encode" (coded like any other).
  std::string hold = "skip";
  /// The longest distance between two key frames, 0.5 to 30 s.
  std::chrono::milliseconds gop{5000};
  /// Integrated loudness of the sound in LUFS (EBU R 128), -31 to -9.
  double loudness_lufs = -16.0;
  /// Threads that draw and encode, 0 to 256; 0: as many as there are cores. The bytes do not depend on it.
  int threads = 0;
  /// Whether every slide is drawn and encoded anew, instead of taken from the cache. The bytes are the same.
  bool fresh = false;
  /// A result that is less than what was asked for is an Error (kDegraded).
  bool strict = false;
  /// Whether the finished files are decoded and compared with their report (docs/check.md), before they are published,
  /// and afterwards whether what was published answers; where something is wrong, the result is an Error
  /// (kNotAsReported).
  bool verify = false;
};

}  // namespace vina::VINA_V1
