// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "remote/http_message.h"
#include "remote/vendor_channel.h"

namespace vina {

/// What an answer that is no success means: never kDone. Understands Google's error envelope, alone or in a list of
/// one, and copes with HTML and plain text of a proxy. Which status may be repeated is what Google's own clients do
/// (docs/vendors.md). `model` is what was asked for; empty where the request named none.
Verdict judge_google_error(const HttpResponse& answer, std::string_view model);

/// A protobuf Duration as JSON has it: "41s", "0.5s"; rounded up to milliseconds, at most a year. Nothing for what is
/// none, or negative.
std::optional<std::chrono::milliseconds> read_protobuf_duration(std::string_view text);

/// The model that takes the place of one that is gone, as the vendor's message names it; else kGoogleDefaultModel, and
/// nothing where that is the model itself.
std::optional<std::string> successor_of(std::string_view model, std::string_view message);

}  // namespace vina
