#!/usr/bin/python3
"""Draws the pictures of fixtures/digits: crops.py OUT. The same bytes each time with Pillow 9.4.0 (Debian 12) and the fonts of fonts.py."""
import os
import sys

import numpy as np
from PIL import Image, ImageDraw

import fonts
import measure
import picture

CROPS = (  # name, font, x-height, condition, degrees, text
    ("thai", "Sarabun-400", 22, "clean", 0, "ปีงบประมาณ พ.ศ. ๒๕๖๗"),
    ("thai-bold", "Garuda-Bold", 22, "scan", 0.5, "ประจำปี ๒๕๖๘"),
    ("thai-small", "Niramit-400", 15, "scan", -0.5, "พ.ศ. ๒๕๖๔ และ ๒๕๖๙"),
    ("thai-range", "Norasi", 22, "scan", 0, "(๒๕๖๖ - ๒๕๗๐)"),
    ("thai-touching", "Laksaman", 22, "clean", 0, "พ.ศ. ๒๕๕๖ ๒๕๖๕"),
    ("thai-tilted", "Laksaman", 22, "scan", 2, "แผนปี พ.ศ. ๒๕๖๓"),
    ("thai-copied", "Loma", 22, "copy", -1, "พ.ศ. ๒๕๖๑"),
    ("arabic", "Sarabun-400", 22, "clean", 0, "ปีงบประมาณ พ.ศ. 2567"),
    ("arabic-range", "Kinnari", 22, "scan", 0, "(2566 - 2570)"),
    ("arabic-tilted", "Garuda", 22, "scan", -2, "ประจำปี 2569"),
    ("arabic-copied", "Laksaman", 15, "copy", 0.5, "ปี 2568"),
    ("both", "Laksaman", 22, "clean", 0, "๒๕๖๗ 2567"),
    ("money", "Laksaman", 22, "clean", 0, "2,567.00 ๒,๕๖๗ บาท"),
    ("long-number", "Laksaman", 22, "clean", 0, "๒๕๖๗๑ 25678"),
    ("other-years", "Laksaman", 22, "clean", 0, "2024 ๒๓๙๙"),
    ("words", "Norasi", 22, "scan", 0, "การประเมินคุณธรรม"),
)


def main():
    os.makedirs(sys.argv[1], exist_ok=True)
    by_name = {f.name: f for f in fonts.fonts("all")}
    for i, (name, font, x_height, condition, degrees, text) in enumerate(CROPS):
        rng = np.random.default_rng([7, i])
        width = int(picture.text_width(text, by_name[font], x_height)) + 2 * x_height
        image = Image.new("L", (width, int(3.6 * x_height)), 255)
        picture.draw_text(ImageDraw.Draw(image), x_height, int(2.4 * x_height), text, by_name[font], x_height, 25)
        image, _ = picture.warp(image, [], degrees, 1, 0)
        Image.fromarray(measure.damage(image, condition, rng)).save(os.path.join(sys.argv[1], name + ".pgm"))
    with open(os.path.join(sys.argv[1], "cut-short.pgm"), "wb") as out:
        out.write(b"P5\n300 100\n255\n" + b"\xff" * 1000)
    with open(os.path.join(sys.argv[1], "hundred-megapixels.pgm"), "wb") as out:
        out.write(b"P5\n10000 10000\n255\n" + b"\xff" * 1000)
    Image.new("L", (240, 90), 240).save(os.path.join(sys.argv[1], "blank.pgm"))


if __name__ == "__main__":
    main()
