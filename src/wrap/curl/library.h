// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

namespace vina::curl {

/// libcurl as a whole; it is ready while one of these lives. They are counted, so any number may live at once and in
/// any thread (libcurl 7.84 made that safe).
/// Throws Error (kInternal) if libcurl cannot start.
class Library {
 public:
  Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library();
};

}  // namespace vina::curl
