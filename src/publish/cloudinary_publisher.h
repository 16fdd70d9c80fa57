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

/// Publishes to Cloudinary: the poster as FOLDER/STEM/poster (image), the captions as FOLDER/STEM/captions.vtt (raw),
/// and last the video as FOLDER/STEM/video (video). The ids are fixed and uploads overwrite, so that a repeat is safe
/// and leaves one asset; the URLs are the answers' `secure_url`s, whose version changes with each upload. STEM is
/// `cloudinary_stem(public_id_stem)`.
/// `channel` must outlive the publisher and hide the settings' secrets (cloudinary_conduct). Throws as validate() does.
/// The publisher throws Error: what VendorChannel::call throws, kStorage if a file cannot be read.
std::unique_ptr<Publisher> make_cloudinary_publisher(CloudinarySettings settings, VendorChannel& channel,
                                                     std::string_view public_id_stem);

/// A name every Cloudinary account takes: letters and digits of ASCII, '-', '_' and '.', at most 100 of them. Where
/// anything had to be changed, eight digits of the hash of `name` follow, so that different names stay different.
std::string cloudinary_stem(std::string_view name);

}  // namespace vina
