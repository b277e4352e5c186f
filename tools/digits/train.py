#!/usr/bin/python3
"""Trains the network of the digit reader and writes src/extract/digits_table.c.

train.py --dump build/release/tools/digits_dump --split proof|all --work DIR --table OUT.c [--pages 1300] [--epochs 12]

The parts and their values come from the C program itself, so that training and use see the same. About 2,000 pages make 700,000 samples; 20 minutes of
one core, most of it drawing. The table of a split is the same each time (seeds are fixed), up to the arithmetic of numpy's library.
"""
import argparse
import os
import subprocess
import sys

import numpy as np
from PIL import Image

import fonts
import pages

RECORD = np.dtype([("box", "<i4", 4), ("grid", "u1", 480), ("shape", "<f4", 3)])
OTHER = 20


def overlap(boxes, part):
    """Intersection over union of each box with the part."""
    w = np.minimum(boxes[:, 2], part[2]) - np.maximum(boxes[:, 0], part[0])
    h = np.minimum(boxes[:, 3], part[3]) - np.maximum(boxes[:, 1], part[1])
    common = np.maximum(w, 0) * np.maximum(h, 0)
    area = lambda b: (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    return common / (area(boxes) + area(part) - common)


def samples_of(dump, work, pixels, boxes, rng):
    page, list_of_boxes = os.path.join(work, "page.pgm"), os.path.join(work, "boxes.txt")
    Image.fromarray(pixels).save(page)
    corners = np.array([b for _, b in boxes], dtype=float)
    classes = np.array([k for k, _ in boxes])
    jittered = []
    for k, (x0, y0, x1, y1) in boxes:
        if rng.random() < 0.3 and x1 - x0 >= 4:
            d = rng.integers(-2, 3, 2) if x1 - x0 > 14 else rng.integers(-1, 2, 2)
            jittered.append((k, int(x0 + d[0]), int(y0), int(np.ceil(x1 + d[1])) - int(x0 + d[0]), int(np.ceil(y1)) - int(y0)))
    for (k, a), (_, b) in zip(boxes, boxes[1:]):  # halves of two digits: what a wrong cut gives
        if rng.random() < 0.08 and 0 < b[0] - a[0] < 1.6 * (a[2] - a[0]):
            x0, x1 = int((a[0] + a[2]) / 2), int((b[0] + b[2]) / 2)
            jittered.append((OTHER, x0, int(min(a[1], b[1])), x1 - x0, int(max(a[3], b[3]) - min(a[1], b[1]))))
    with open(list_of_boxes, "w", encoding="ascii") as out:
        out.writelines("%d %d %d %d\n" % j[1:] for j in jittered)
    data = subprocess.run([dump, "values", page, list_of_boxes], check=True, stdout=subprocess.PIPE).stdout
    records = np.frombuffer(data, RECORD)
    labels = np.full(len(records), -1)
    n_parts = len(records) - len(jittered)
    for i in range(n_parts):
        x, y, w, h = records["box"][i]
        if w == 0:
            continue
        shares = overlap(corners, np.array([x, y, x + w, y + h], dtype=float)) if len(corners) else np.zeros(1)
        best = int(np.argmax(shares))
        is_one = len(corners) and w <= 1.3 * (corners[best][2] - corners[best][0]) + 2
        if shares[best] > 0.55 and is_one:
            labels[i] = classes[best]
        elif shares[best] < 0.4 and rng.random() < 0.5:
            labels[i] = OTHER
    for i, j in enumerate(jittered):
        if records["box"][n_parts + i][2] > 0:
            labels[n_parts + i] = j[0]
    keep = labels >= 0
    return records[keep], labels[keep]


def draw_samples(options):
    name = os.path.join(options.work, "samples-%s-%d-%d.npz" % (options.split, options.first, options.pages))
    if os.path.exists(name):
        stored = np.load(name)
        return stored["grid"], stored["shape"], stored["labels"]
    choices = fonts.fonts(options.split)
    weights = np.array([f.weight for f in choices], dtype=float)
    grids, shapes, labels = [], [], []
    for k in range(options.first, options.first + options.pages):
        rng = np.random.default_rng(40000 + k)
        pixels, boxes = pages.training_page(rng, choices[rng.choice(len(choices), p=weights / weights.sum())])
        records, found = samples_of(options.dump, options.work, pixels, boxes, rng)
        grids.append(records["grid"])
        shapes.append(records["shape"])
        labels.append(found)
        if k % 100 == 99:
            print(k + 1, "pages", sum(map(len, labels)), "samples", file=sys.stderr, flush=True)
    grid, shape, label = np.concatenate(grids), np.concatenate(shapes), np.concatenate(labels).astype(np.int8)
    np.savez(name, grid=grid, shape=shape, labels=label)
    return grid, shape, label


def train(grid, shape, labels, epochs):
    from sklearn.neural_network import MLPClassifier
    inputs = np.empty((len(labels), 483), dtype=np.float32)
    inputs[:, :480] = grid
    inputs[:, :480] /= 255
    inputs[:, 480:] = shape
    net = MLPClassifier((80,), alpha=1e-4, batch_size=128, learning_rate_init=1.5e-3, max_iter=epochs, random_state=1, verbose=True, tol=0, n_iter_no_change=epochs)
    net.fit(inputs, labels)
    print("of the training samples right: %.4f" % net.score(inputs[:50000], labels[:50000]), file=sys.stderr)
    return net


def quantised(weights):
    scale = np.abs(weights).max() / 127
    return np.round(weights / scale).astype(int), scale


def array(kind, name, values, form):
    lines, line = [], "   "
    for v in values:
        piece = " " + form % v + ","
        if len(line) + len(piece) > 140:
            lines.append(line)
            line = "   "
        line += piece
    lines.append(line)
    return "const %s = {\n%s\n};\n" % (kind + " " + name, "\n".join(lines))


def write_table(net, split, path):
    hidden, hidden_scale = quantised(net.coefs_[0])
    output, output_scale = quantised(net.coefs_[1])
    if net.coefs_[0].shape != (483, 80) or net.coefs_[1].shape != (80, 21):
        raise SystemExit("the samples do not show all 21 classes")
    with open(path, "w", encoding="ascii") as out:
        out.write("/* digits_table.c - the trained network of the digit reader, split \"%s\". Written by tools/digits/train.py; do not edit.\n"
                  " * SPDX-License-Identifier: MIT\n */\n#include \"digits_page.h\"\n\n" % split)
        out.write("const float digits_table_hidden_scale = %.8eF, digits_table_output_scale = %.8eF;\n\n" % (hidden_scale, output_scale))
        out.write(array("float", "digits_table_hidden_bias[DIGITS_HIDDEN]", net.intercepts_[0], "%.6eF") + "\n")
        out.write(array("float", "digits_table_output_bias[DIGITS_CLASSES]", net.intercepts_[1], "%.6eF") + "\n")
        out.write(array("int8_t", "digits_table_hidden[DIGITS_INPUTS * DIGITS_HIDDEN]", hidden.ravel(), "%d") + "\n")
        out.write(array("int8_t", "digits_table_output[DIGITS_HIDDEN * DIGITS_CLASSES]", output.ravel(), "%d"))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--dump", required=True)
    arguments.add_argument("--split", default="proof", choices=("proof", "all"))
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--table", required=True)
    arguments.add_argument("--pages", type=int, default=1300)
    arguments.add_argument("--first", type=int, default=0)
    arguments.add_argument("--epochs", type=int, default=12)
    options = arguments.parse_args()
    os.makedirs(options.work, exist_ok=True)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    write_table(train(*draw_samples(options), options.epochs), options.split, options.table)


if __name__ == "__main__":
    main()
