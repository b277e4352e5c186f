#!/usr/bin/python3
"""Trains the network of the digit reader and writes src/extract/digits_table.c.

train.py --dump build/release/tools/digits_dump --work DIR --table OUT.c [--epochs 12] [--rate 0.0015] [--from WORK/NAME.npz] PAGES...

PAGES is SPLIT:FIRST:NUMBER, a split of fonts.py and page numbers, which are their seeds; the network is also stored beside the samples as
WORK/OUT.npz, to go on from. The parts and their values come from the C program itself, so that training and use see the same. 1,500 pages make 660,000
samples: 5 minutes of one core to draw, 4 to train. A table comes out the same each time, up to the arithmetic of numpy's library.
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
SLIVERS_FROM = 5000  # pages from this number on also show digits with a piece of their neighbour, as none
VIEWS_FROM = 6000  # ... and are looked at in either view of the reader


def overlap(boxes, part):
    """Intersection over union of each box with the part."""
    w = np.minimum(boxes[:, 2], part[2]) - np.maximum(boxes[:, 0], part[0])
    h = np.minimum(boxes[:, 3], part[3]) - np.maximum(boxes[:, 1], part[1])
    common = np.maximum(w, 0) * np.maximum(h, 0)
    area = lambda b: (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    return common / (area(boxes) + area(part) - common)


def samples_of(dump, work, pixels, boxes, rng, has_slivers, view):
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
        if has_slivers and rng.random() < 0.16 and 0 < b[0] - a[0] < 1.6 * (a[2] - a[0]):  # a tail cut off makes ๓ of ๗, ๒ of ๑
            share = rng.uniform(0.22, 0.45)
            x0, x1 = (a[2] - share * (a[2] - a[0]), b[2]) if rng.random() < 0.6 else (a[0], b[0] + share * (b[2] - b[0]))
            jittered.append((OTHER, int(x0), int(min(a[1], b[1])), int(x1) - int(x0), int(max(a[3], b[3]) - min(a[1], b[1]))))
    with open(list_of_boxes, "w", encoding="ascii") as out:
        out.writelines("%d %d %d %d\n" % j[1:] for j in jittered)
    data = subprocess.run([dump, "values", page, str(view), list_of_boxes], check=True, stdout=subprocess.PIPE).stdout
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


def draw_samples(options, split, first, n_pages):
    name = os.path.join(options.work, "samples-%s-%d-%d.npz" % (split, first, n_pages))
    if not os.path.exists(name):
        choices = fonts.fonts(split)
        weights = np.array([f.weight for f in choices], dtype=float)
        grids, shapes, labels = [], [], []
        for k in range(first, first + n_pages):
            rng = np.random.default_rng(40000 + k)
            pixels, boxes = pages.training_page(rng, choices[rng.choice(len(choices), p=weights / weights.sum())])
            records, found = samples_of(options.dump, options.work, pixels, boxes, rng, k >= SLIVERS_FROM, k % 2 if k >= VIEWS_FROM else 0)
            grids.append(records["grid"])
            shapes.append(records["shape"])
            labels.append(found)
            if k % 100 == 99:
                print(k + 1, "pages", sum(map(len, labels)), "samples", file=sys.stderr, flush=True)
        np.savez(name, grid=np.concatenate(grids), shape=np.concatenate(shapes), labels=np.concatenate(labels).astype(np.int8))
    stored = np.load(name)
    return stored["grid"], stored["shape"], stored["labels"]


def train(sets, options):
    from sklearn.neural_network import MLPClassifier
    labels = np.concatenate([s[2] for s in sets])
    inputs = np.empty((len(labels), 483), dtype=np.float32)
    at = 0
    for grid, shape, found in sets:
        inputs[at:at + len(found), :480] = grid
        inputs[at:at + len(found), 480:] = shape
        at += len(found)
    inputs[:, :480] /= 255
    net = MLPClassifier((80,), alpha=1e-4, batch_size=128, learning_rate_init=options.rate, max_iter=1, random_state=1, tol=0, warm_start=bool(options.start))
    if options.start:
        net.fit(inputs[:2000], np.arange(2000) % 21)  # makes room for 21 classes
        stored = np.load(options.start)
        net.coefs_, net.intercepts_ = [stored["w0"], stored["w1"]], [stored["b0"], stored["b1"]]
    net.set_params(max_iter=options.epochs, n_iter_no_change=options.epochs, verbose=True)
    net.fit(inputs, labels)
    print("of the training samples right: %.4f" % net.score(inputs[::10], labels[::10]), file=sys.stderr)
    np.savez(os.path.join(options.work, os.path.basename(options.table)[:-2] + ".npz"), w0=net.coefs_[0], w1=net.coefs_[1], b0=net.intercepts_[0], b1=net.intercepts_[1])
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


def write_table(net, pages_drawn, path):
    hidden, hidden_scale = quantised(net.coefs_[0])
    output, output_scale = quantised(net.coefs_[1])
    if net.coefs_[0].shape != (483, 80) or net.coefs_[1].shape != (80, 21):
        raise SystemExit("the samples do not show all 21 classes")
    with open(path, "w", encoding="ascii") as out:
        out.write("/* %s - the trained network of the digit reader (digits_net.c). Written by tools/digits/train.py; do not edit.\n"
                  " * Pages: %s\n * SPDX-License-Identifier: MIT\n */\n#include \"digits_page.h\"\n\n" % (os.path.basename(path), pages_drawn))
        out.write("const float digits_table_hidden_scale = %.8eF, digits_table_output_scale = %.8eF;\n\n" % (hidden_scale, output_scale))
        out.write(array("float", "digits_table_hidden_bias[DIGITS_HIDDEN]", net.intercepts_[0], "%.6eF") + "\n")
        out.write(array("float", "digits_table_output_bias[DIGITS_CLASSES]", net.intercepts_[1], "%.6eF") + "\n")
        out.write(array("int8_t", "digits_table_hidden[DIGITS_INPUTS * DIGITS_HIDDEN]", hidden.ravel(), "%d") + "\n")
        out.write(array("int8_t", "digits_table_output[DIGITS_HIDDEN * DIGITS_CLASSES]", output.ravel(), "%d"))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pages", nargs="+")
    arguments.add_argument("--dump", required=True)
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--table", help="without it pages are drawn only")
    arguments.add_argument("--epochs", type=int, default=12)
    arguments.add_argument("--rate", type=float, default=1.5e-3)
    arguments.add_argument("--from", dest="start")
    options = arguments.parse_args()
    os.makedirs(options.work, exist_ok=True)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sets = []
    for piece in options.pages:
        split, first, n_pages = piece.split(":")
        sets.append(draw_samples(options, split, int(first), int(n_pages)))
    if options.table:
        write_table(train(sets, options), " ".join(options.pages), options.table)


if __name__ == "__main__":
    main()
