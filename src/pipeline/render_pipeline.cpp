// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/render_pipeline.h"

#include "base/error.h"

namespace vina {

RenderResult render(const Lesson&, const std::vector<Warning>&, const RenderOptions&, const ProgressListener&,
                    std::stop_token) {
  throw Error{ErrorKind::kInternal, "rendering is not built yet"};
}

}  // namespace vina
