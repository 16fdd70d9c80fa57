// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <stop_token>
#include <vector>

#include "cli/health.h"
#include "images/google/google_settings.h"
#include "publish/cloudinary_settings.h"
#include "speech/elevenlabs/elevenlabs_settings.h"

namespace vina {

/// What `vina doctor --online` adds: of each vendor whether its key is taken, the model or voice is there, what is left
/// of the quota, and how fast it answers. Nothing of it is charged. A vendor without a key is not asked, and only
/// partial. Throws Error (kCancelled) alone.
void examine_google(const GoogleSettings& settings, const std::stop_token& stop, std::vector<HealthCheck>& checks);
void examine_elevenlabs(const ElevenLabsSettings& settings, const std::stop_token& stop,
                        std::vector<HealthCheck>& checks);
void examine_cloudinary(const CloudinarySettings& settings, const std::stop_token& stop,
                        std::vector<HealthCheck>& checks);

}  // namespace vina
