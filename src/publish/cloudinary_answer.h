// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "remote/http_message.h"
#include "remote/secret.h"
#include "remote/vendor_channel.h"

namespace vina {

/// What a status of Cloudinary means; docs/vendors.md has the table. kDone for any 2xx: what its body says is judged
/// by those who know what they asked for.
Verdict judge_cloudinary(const HttpResponse& response);

/// What was uploaded, against which the answer is checked.
struct CloudinaryUpload {
  std::string resource_type;  ///< "video", "image", "raw"
  std::string public_id;
  std::uint64_t bytes = 0;
  Secret api_secret;
  std::string local_base_url;  ///< of a server on this computer, whose URLs may be http; else empty
};

/// Judges the answer to a whole file or to its last piece: status, that Cloudinary stored this very file under this
/// public id just now, and that the answer is signed with our secret.
Verdict judge_cloudinary_upload(const HttpResponse& response, const CloudinaryUpload& upload);

/// Judges the answer to a piece that is not the last.
Verdict judge_cloudinary_piece(const HttpResponse& response);

/// The `secure_url` in an answer that was judged kDone; empty if there is none.
std::string cloudinary_secure_url(const HttpResponse& response);

}  // namespace vina
