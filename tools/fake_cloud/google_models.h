// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/pixels.h"
#include "fake_cloud/exchange.h"

namespace vina::fake {

/// An image model as it is served in November 2026.
struct GoogleModel {
  std::string id;
  std::vector<std::string> sizes;  ///< values of imageSize it accepts; empty: it accepts none at all
  bool all_ratios = false;         ///< 14 instead of 10
  bool thinks = true;              ///< accepts a thinkingLevel
  bool predicts = false;           ///< :predict instead of :generateContent
  bool listed = true;
};

/// The models that are live. `imagen-test` is one with `with_imagen` only: no Imagen model is served any more.
std::vector<GoogleModel> google_models(bool with_imagen);

/// The id that Google names in place of a model it has shut down; nothing for a model that was never there.
std::optional<std::string> successor_of(std::string_view id);

/// The ratios `model` accepts.
std::vector<std::string> ratios_of(const GoogleModel& model);

/// Width and height of what comes back; without a ratio it is square. An empty size is 1K.
PixelSize google_picture_size(const GoogleModel& model, const std::string& ratio, const std::string& size);

/// An entry of ListModels.
Json describe(const GoogleModel& model);

}  // namespace vina::fake
