// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

namespace vina::x264 {

/// The version of x264 this program was built with ("0.164.3095"). The library's file name carries its number, so no
/// other is ever loaded.
std::string version();

}  // namespace vina::x264
