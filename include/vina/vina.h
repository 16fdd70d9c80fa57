// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

/// Turns a lesson (JSON) into a narrated, captioned vertical video. docs/library.md shows how.

#include "vina/cost.h"
#include "vina/error.h"
#include "vina/fault.h"
#include "vina/lesson.h"
#include "vina/progress.h"
#include "vina/render_options.h"
#include "vina/render_result.h"
#include "vina/renderer.h"
#include "vina/vendor_options.h"
#include "vina/version.h"
#include "vina/warning.h"
