// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string_view>

namespace vina {

/// Whether an absolute URL's host is 127.0.0.1, ::1 or localhost. What goes there leaves no cable and needs no proxy.
bool is_this_computer(std::string_view url);

/// Throws Error (kInvalidOption), naming `variable` and the cure but not `url`, unless keys may be sent to `url`: it is
/// https, or http on this computer, in printable ASCII without a user, a query, a fragment or a backslash.
void require_safe_base_url(std::string_view url, std::string_view variable);

}  // namespace vina
