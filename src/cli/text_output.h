// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>
#include <string_view>

namespace vina {

/// Writes all of `text`. Throws Error (kStorage) if standard output is closed, its reader gone, or its disk full.
void write_to_standard_output(int descriptor, std::string_view text);

/// The same for an answer that tells of `finished` files: the error says that they stay.
void write_answer(int descriptor, std::string_view text, std::string_view finished);

/// Throws Error (kStorage) where writing to standard output could not succeed: found before the work, not after it.
void require_standard_output(int descriptor);

/// Writes as much of `text` as possible. For messages: where nobody can read them, nobody can be told.
void write_message(int descriptor, std::string_view text) noexcept;

/// The text with control characters made visible ("\n", "\x1b"), so that a message stays one line and a terminal
/// heeds no command that came in with a file name or a lesson.
std::string one_line(std::string_view text);

}  // namespace vina
