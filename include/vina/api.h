// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

/// Marks what libvina exports; everything else in it is hidden.
#define VINA_API __attribute__((visibility("default")))

/// The public types are in vina::v1, an inline namespace: write `vina::Lesson`. It is not inline for libvina's own
/// build alone, which knows other types by the same names.
#ifdef VINA_BUILDS_ITSELF
#define VINA_V1 v1
#else
#define VINA_V1 inline v1
#endif
