// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

namespace vina::sql {

/// A database's own words in one line: without those of the libraries around it, and without the lines that quote the
/// statement.
std::string reason_in(std::string text);

}  // namespace vina::sql
