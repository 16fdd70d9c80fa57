// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

/// VINA_VECTOR_CLONES in front of a function with a loop over pixels compiles it twice, for any x86-64 and for those
/// with AVX2, and lets the loader choose. Such loops use whole numbers only, so both give the same bytes. Sanitizers
/// are not ready when the loader chooses, so they get the plain function.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define VINA_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define VINA_VECTOR_CLONES
#endif
