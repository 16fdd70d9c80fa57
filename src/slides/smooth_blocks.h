// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "base/picture.h"

/// Note [Gradients in steps of a block]
/// H.264 codes blocks of 8x8 pixels, and at the quality of a video nothing of a dither from pixel to pixel survives
/// that: each block of a slow gradient comes out as one colour, and the gradient in bands again. So the blocks
/// themselves are dithered: each has one colour, the mean of its pixels rounded with a threshold that differs from
/// block to block. What was drawn and what is decoded are then the same pixels, without bands: the luma SSIM of a text
/// slide is 0.999 where a dither from pixel to pixel gave 0.996 at the same size, and steps of one level in blocks that
/// are half a millimetre wide on a phone cannot be seen.
namespace vina {

/// Gives every 8x8 block, counted from the top left corner, its mean colour, dithered (Note [Dither]), if no part of
/// its colours differs by more than a gradient and its dither do. Blocks with an edge in them, and what is left of the
/// picture beyond whole blocks, stay as they are. Thread-safe.
void step_smooth_blocks(Picture& picture);

}  // namespace vina
