// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "publish/cloudinary_settings.h"
#include "publish/publisher.h"
#include "remote/vendor_channel.h"

namespace vina {

/// Publishes to Cloudinary: the poster as PLACE/poster (image), the captions as PLACE/captions.vtt (raw), and last the
/// video as PLACE/video (video). The ids are fixed and uploads overwrite, so that a repeat is safe and leaves one
/// asset; the URLs are the answers' `secure_url`s, whose version changes with each upload. PLACE is
/// `cloudinary_place(settings.folder, public_id_stem)`.
/// `channel` must outlive the publisher and hide the settings' secrets (cloudinary_conduct). Throws as validate() does.
/// The publisher throws Error: what VendorChannel::call throws, kStorage if a file cannot be read.
std::unique_ptr<Publisher> make_cloudinary_publisher(CloudinarySettings settings, VendorChannel& channel,
                                                     std::string_view public_id_stem);

/// A name every Cloudinary account takes: letters and digits of ASCII, '-', '_' and '.', and '/' between names, at most
/// 100 of them. Where anything had to be changed, eight digits of the hash of `name` follow, so that different names
/// stay different.
std::string cloudinary_stem(std::string_view name);

/// What the public ids of all files of a publication begin with, up to a last '/': FOLDER/STEM, or STEM where `folder`
/// is empty. STEM is `cloudinary_stem(name)`.
std::string cloudinary_place(std::string_view folder, std::string_view name);

}  // namespace vina
