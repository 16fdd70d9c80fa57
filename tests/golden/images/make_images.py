#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the vina authors.
"""Makes the pictures of this folder (needs Debian's python3-pil, ffmpeg and libjpeg-turbo-progs)."""
import os
import subprocess
import sys

from PIL import Image

COLOURS = [(200, 30, 40), (20, 160, 60), (30, 60, 200), (230, 220, 40), (128, 128, 128), (250, 250, 250)]
folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))


def out(name):
    return os.path.join(folder, name)


def patches():
    """Three by two patches of 32 x 32 pixels, in the order of COLOURS."""
    image = Image.new("RGB", (96, 64))
    for i, colour in enumerate(COLOURS):
        image.paste(colour, (i % 3 * 32, i // 3 * 32, i % 3 * 32 + 32, i // 3 * 32 + 32))
    return image


def transparent():
    """Left half: red at alpha 128; right half: wholly transparent, with green hidden under it."""
    image = Image.new("RGBA", (64, 64), (255, 0, 0, 128))
    image.paste((0, 255, 0, 0), (32, 0, 64, 64))
    return image


def ffmpeg(source, name, *options):
    command = ["ffmpeg", "-v", "error", "-y", "-i", out(source), *options, "-map_metadata", "-1", "-bitexact", out(name)]
    subprocess.run(command, check=True)


def jpegtran(source, name, *options):
    subprocess.run(["jpegtran", *options, "-outfile", out(name), out(source)], check=True)


image = patches()
image.save(out("patches.png"))
image.quantize(6).save(out("patches_palette.png"))
image.save(out("patches_420.jpg"), quality=92, subsampling=2)
image.save(out("patches_422.jpg"), quality=92, subsampling=1)
image.save(out("patches_444.jpg"), quality=92, subsampling=0)
image.convert("L").save(out("grey.jpg"), quality=92)
image.convert("L").save(out("grey.png"))
image.convert("1", dither=0).save(out("one_bit.png"))
image.convert("CMYK").save(out("cmyk.jpg"), quality=92)
image.save(out("patches_lossy.webp"), quality=90)
image.save(out("patches_lossless.webp"), lossless=True)
ffmpeg("patches.png", "patches_16bit.png", "-pix_fmt", "rgb48be")
ffmpeg("patches.png", "patches_interlaced.png", "-pix_fmt", "rgb24", "-flags", "+ildct")
jpegtran("patches_420.jpg", "patches_progressive.jpg", "-progressive")
jpegtran("patches_420.jpg", "arithmetic.jpg", "-arithmetic")

image = transparent()
image.save(out("transparent.png"))
image.save(out("transparent_lossy.webp"), quality=90, exact=True)
image.save(out("transparent_lossless.webp"), lossless=True, exact=True)
image.convert("LA").save(out("transparent_grey.png"))
ffmpeg("transparent.png", "transparent_16bit.png", "-pix_fmt", "rgba64be")
stripes = Image.new("RGBA", (32, 600), (220, 20, 30, 255))
for y in range(8, 600, 16):
    stripes.paste((20, 40, 220, 255), (0, y, 32, y + 8))
stripes.paste((255, 255, 255, 0), (0, 0, 4, 600))
stripes.save(out("stripes.webp"), quality=90)
drawing = Image.new("RGBA", (64, 64), (255, 255, 255, 255))
drawing.paste((0, 0, 0, 0), (32, 0, 64, 64))
drawing.save(out("white_drawing.png"))
Image.new("RGB", (16384, 16), (0, 115, 115)).save(out("wide.png"), optimize=True)
palette = transparent().quantize(2)
palette.save(out("transparent_palette.png"))

frames = [patches(), patches().transpose(Image.ROTATE_180)]
frames[0].save(out("animated.webp"), save_all=True, append_images=frames[1:], duration=100)
frames[0].save(out("animated.png"), save_all=True, append_images=frames[1:], duration=100)
frames[0].save(out("animated.gif"), save_all=True, append_images=frames[1:], duration=100)
patches().save(out("picture.bmp"))
patches().save(out("picture.tiff"), compression="tiff_deflate")
