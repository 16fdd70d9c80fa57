#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the vina authors.
"""Draws stand-ins for photographs, for trying `vina render --images FOLDER` without a provider.

    tools/make_demo_pictures.py FOLDER

writes FOLDER/what_llms_are/{fig-1-2,fig-3-1}.png and FOLDER/longest_allowed/{fig-1-5,fig-3-1,fig-3-2}.png: soft
abstract scenes, white snow with black twigs, a nearly black room and a bright one. The same files every time. Needs
nothing but Python's standard library.
"""
import math
import os
import random
import struct
import sys
import zlib

WIDTH, HEIGHT = 576, 1024


def write_png(path, rows):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 6)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def scene(seed, top, bottom, lights, grain, twigs=0):
    """A vertical gradient, soft round lights (x, y, radius, colour), film grain, and thin dark lines."""
    chance = random.Random(seed)
    rows = []
    for y in range(HEIGHT):
        share = y / (HEIGHT - 1)
        base = [a + (b - a) * share for a, b in zip(top, bottom)]
        row_lights = [(lx * WIDTH, r * WIDTH, colour, (y - ly * HEIGHT) ** 2) for lx, ly, r, colour in lights]
        row = bytearray()
        for x in range(WIDTH):
            pixel = list(base)
            for light_x, radius, colour, dy2 in row_lights:
                distance2 = (x - light_x) ** 2 + dy2
                if distance2 < 9 * radius * radius:
                    glow = math.exp(-distance2 / (radius * radius))
                    pixel = [p + (c - p) * glow for p, c in zip(pixel, colour)]
            noise = (chance.random() - 0.5) * grain
            row += bytes(max(0, min(255, int(p + noise + 0.5))) for p in pixel)
        rows.append(row)
    for _ in range(twigs):
        draw_twig(rows, chance)
    return rows


def draw_twig(rows, chance):
    x, y = chance.random() * WIDTH, HEIGHT * (0.3 + 0.7 * chance.random())
    angle = -math.pi / 2 + (chance.random() - 0.5)
    for step in range(300):
        angle += (chance.random() - 0.5) * 0.15
        x, y = x + math.cos(angle), y + math.sin(angle)
        for dx in range(3 if step < 150 else 2):
            column, line = int(x) + dx, int(y)
            if 0 <= column < WIDTH and 0 <= line < HEIGHT:
                rows[line][3 * column:3 * column + 3] = b"\x12\x10\x10"


SCENES = {
    "what_llms_are/fig-1-2.png": lambda: scene(
        1, (12, 40, 70), (5, 90, 95),
        [(0.3, 0.3, 0.25, (250, 180, 90)), (0.75, 0.5, 0.3, (60, 200, 210)), (0.4, 0.8, 0.35, (150, 60, 160))], 12),
    "what_llms_are/fig-3-1.png": lambda: scene(
        2, (235, 225, 205), (120, 90, 70),
        [(0.5, 0.25, 0.3, (255, 250, 235)), (0.2, 0.6, 0.2, (90, 130, 90)), (0.8, 0.7, 0.25, (190, 90, 60))], 14),
    "longest_allowed/fig-1-5.png": lambda: scene(3, (252, 253, 255), (244, 247, 252), [], 8, twigs=14),
    "longest_allowed/fig-3-1.png": lambda: scene(
        4, (4, 5, 8), (10, 11, 14), [(0.7, 0.35, 0.15, (60, 8, 8)), (0.7, 0.35, 0.03, (235, 30, 25))], 6),
    "longest_allowed/fig-3-2.png": lambda: scene(
        5, (245, 246, 244), (222, 224, 222),
        [(0.25, 0.3, 0.3, (255, 255, 255)), (0.8, 0.55, 0.12, (70, 130, 60)), (0.7, 0.62, 0.1, (95, 150, 70))], 8),
}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    for name, draw in SCENES.items():
        path = os.path.join(sys.argv[1], name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write_png(path, draw())
        print(path)


if __name__ == "__main__":
    main()
