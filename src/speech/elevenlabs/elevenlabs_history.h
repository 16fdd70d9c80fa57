// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "remote/vendor_channel.h"
#include "speech/elevenlabs/elevenlabs_answer.h"
#include "speech/elevenlabs/elevenlabs_request.h"
#include "speech/elevenlabs/elevenlabs_settings.h"

namespace vina {

/// Note [A lost answer may be in the history]
/// The service has no idempotency key: when the answer to a request is lost, the sound may have been made and paid. It
/// then stands in the account's history, from where it can be had for nothing. Whether and how soon it stands there is
/// not promised, so whatever goes wrong on this way only means that nothing was found.

/// An item of the history that may be what was asked for.
struct HistoryItem {
  std::string id;
  std::string details;  ///< as in ElevenLabsAnswer; with alignments if the item has them
};

/// The newest item in an answer of `GET /v1/history` that speaks exactly this text with this model and voice, was asked
/// for over the API for text to speech, and is not older than `since`. Never throws.
std::optional<HistoryItem> find_in_history(std::string_view body, const SpeechAsk& ask,
                                           std::chrono::system_clock::time_point since);

/// The id after which the next page of the list begins; empty if there is none, or it holds only what is older than
/// `since`: the list begins with the newest. Never throws.
std::string next_page_of_history(std::string_view body, std::chrono::system_clock::time_point since);

/// Looks for the sound of `ask` in the history, at once and once more after a short wait, and fetches it. Nothing if it
/// is not there, or cannot be had. Throws Error (kCancelled) alone.
std::optional<ElevenLabsAnswer> recover_from_history(const SpeechAsk& ask, const ElevenLabsSettings& settings,
                                                     VendorChannel& channel,
                                                     std::chrono::system_clock::time_point since,
                                                     const std::stop_token& stop);

}  // namespace vina
