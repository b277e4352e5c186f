#!/usr/bin/python3
"""Line images with WordStr boxes for lstmtraining: lines.py OUT --split proof|all --files N [--first K] [--lines 1000].

File K holds the lines of seed K whatever else is drawn; 9000 and up are kept for the error rate shown while training.
"""
import argparse
import os

import numpy as np
from PIL import Image, ImageDraw

import fonts
import picture
import thaitext


def draw_line(rng, choices, weights):
    while True:
        font = choices[rng.choice(len(choices), p=weights)]
        is_thai = rng.random() < 0.7 or not font.has_latin
        text = thaitext.line(rng, is_thai)
        if not font.has_latin and any(c.isascii() and c != " " for c in text):
            text = "".join(c for c in text if not c.isascii() or c == " ").strip() or thaitext.to_thai(thaitext.year(rng))
            text = " ".join(text.split())
        if len(text) <= 60:
            break
    x_height = rng.uniform(12, 36)
    above, below, side = rng.uniform(0.75, 1.5), rng.uniform(0.35, 0.9), rng.uniform(0.2, 1.2)
    width = picture.text_width(text, font, x_height)
    pad = int(x_height * 2)
    w, h = int(width * 1.25 + 2 * pad), int(x_height * 6)
    image = Image.new("L", (w, h), 255)
    baseline = h // 2
    stretch, shear = rng.uniform(0.82, 1.22), rng.uniform(-0.15, 0.15)
    degrees = float(np.clip(rng.normal(0, 0.6), -2.2, 2.2)) * min(1.0, 10 * x_height / w)
    left = (w - width) / 2
    picture.draw_text(ImageDraw.Draw(image), left, baseline, text, font, x_height, int(rng.integers(0, 60)))
    image, _ = picture.warp(image, [], degrees, stretch, shear)
    half = min(w / 2, width * stretch / 2 + side * x_height)
    middle = w / 2
    top = baseline - x_height * (1 + above)
    bottom = baseline + x_height * (0.25 + below)
    image = image.crop((int(middle - half), int(top), int(middle + half), int(bottom)))
    return Image.fromarray(picture.random_scan(image, rng)), thaitext.label(text)


def write_file(folder, k, choices, weights, n_lines):
    rng = np.random.default_rng(70000 + k)
    pages, boxes = [], []
    while len(pages) < n_lines:
        image, text = draw_line(rng, choices, weights)
        n = len(pages)
        boxes.append("WordStr 0 0 %d %d %d #%s\n\t %d 0 %d %d %d\n" % (image.width, image.height, n, text, image.width, image.width + 1, image.height, n))
        pages.append(image)
    name = os.path.join(folder, "l%04d" % k)
    pages[0].save(name + ".tif", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    with open(name + ".box", "w", encoding="utf-8") as out:
        out.write("".join(boxes))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out")
    arguments.add_argument("--split", default="proof", choices=("proof", "all", "kept-out"))
    arguments.add_argument("--files", type=int, default=38)
    arguments.add_argument("--first", type=int, default=0)
    arguments.add_argument("--lines", type=int, default=1000)
    options = arguments.parse_args()
    os.makedirs(options.out, exist_ok=True)
    choices = fonts.fonts(options.split)
    weights = np.array([f.weight for f in choices], dtype=float)
    for k in range(options.first, options.first + options.files):
        write_file(options.out, k, choices, weights / weights.sum(), options.lines)


if __name__ == "__main__":
    main()
