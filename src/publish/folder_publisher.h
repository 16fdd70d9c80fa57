// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "publish/publisher.h"

namespace vina {

/// Publishes by leaving the files where they are: their URLs are `file://` URLs.
std::unique_ptr<Publisher> make_folder_publisher();

/// The `file://` URL (RFC 8089) of a path, made absolute; bytes other than RFC 3986's unreserved characters and '/' are
/// percent-encoded.
std::string file_url(const std::filesystem::path& path);

}  // namespace vina
