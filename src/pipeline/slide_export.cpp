// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/slide_export.h"

#include "base/error.h"

namespace vina {

std::vector<std::filesystem::path> export_slides(const Lesson&, const RenderOptions&, const std::filesystem::path&,
                                                 std::stop_token) {
  throw Error{ErrorKind::kInternal, "drawing slides is not built yet"};
}

}  // namespace vina
