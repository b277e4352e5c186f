#!/usr/bin/python3
"""How many years of fresh pages are read right: measure.py --dump build/release/tools/digits_dump --seed N --split kept-out|all

Draws pages nobody trained with (prose, years in both scripts, dates, ranges, amounts of money and file numbers that are no years), damages them like
scans, reads them by our reader, by tesseract with our second model and with its Thai data, fuses, and counts. --reader-only leaves tesseract out.

right: the same year in the same script at the same place. wrong: another year there. invented: a year where none stands. none: no answer.
"""
import argparse
import collections
import concurrent.futures
import os
import shutil
import subprocess
import sys

import numpy as np
from PIL import Image, ImageDraw

import fonts
import picture
import thaitext

CONDITIONS = ("clean", "scan", "copy", "bad")
SIZES = {"S": (15, 1654, 200), "L": (22, 2480, 300)}  # x-height (TH Sarabun 16 pt), width of A4 at these dots per inch
LINES = 16
READERS = ("reader", "thd", "fused", "agreed")


def damage(image, condition, rng):
    if condition == "clean":
        return picture.scan(image, rng, noise=3, quality=85)
    if condition == "scan":
        return picture.scan(image, rng, blur=0.7, noise=14, quality=40, contrast=0.85)
    if condition == "copy":
        return picture.scan(image, rng, noise=30, thicken=0.35, threshold=145)
    return picture.scan(image, rng, blur=1.0, noise=22, quality=40, contrast=0.7, salt=0.002)


def year_phrase(rng):
    """Text with the year marked by braces."""
    year = "{25%02d}" % rng.integers(40, 80) if rng.random() < 0.85 else "{25%02d}" % rng.integers(0, 100)
    kind = rng.random()
    if kind < 0.6:
        return thaitext.BEFORE_YEAR[rng.integers(len(thaitext.BEFORE_YEAR))] + year
    if kind < 0.75:
        months = thaitext.MONTHS if rng.random() < 0.5 else thaitext.SHORT_MONTHS
        return "%d %s %s" % (rng.integers(1, 32), months[rng.integers(12)], year)
    if kind < 0.85:
        return "(%s - {25%02d})" % (year, rng.integers(40, 80))
    return year


def no_year(rng):
    """Numbers that are none: amounts, telephone and file numbers, shares."""
    kind = rng.random()
    if kind < 0.3:
        return "2,5%02d.00" % rng.integers(100) if rng.random() < 0.5 else "%d,%03d.%02d" % (rng.integers(1, 99), rng.integers(1000), rng.integers(100))
    if kind < 0.5:
        return "0 %d %d %d" % (rng.integers(3000, 5999), rng.integers(3000, 9999), rng.integers(10, 99))
    if kind < 0.7:
        return "%d.%d/%d" % (rng.integers(1, 99), rng.integers(1, 9), rng.integers(100, 2000))
    if kind < 0.8:
        return "25%d" % rng.integers(100, 999)
    return "%d.%02d%%" % (rng.integers(1, 99), rng.integers(100))


def words_of_page(rng, font):
    """Pieces of text, drawn one behind the other; (text, is_thai_digits)."""
    for _ in range(60):
        is_thai = rng.random() < 0.6 or not font.has_latin
        kind = rng.random()
        if kind < 0.35:
            text = year_phrase(rng)
        elif kind < 0.45 and font.has_latin:
            text = no_year(rng)
        else:
            text = thaitext.prose(rng, rng.integers(2, 7))
        if not font.has_latin:
            text = " ".join("".join(c for c in text if not c.isascii() or c in "{} " or c.isdigit()).split())
        yield thaitext.to_thai(text) if is_thai else text


def draw_page(rng, font, size):
    """The page and its years: [(script, value, box)]."""
    x_height, width, _ = SIZES[size]
    height = int(x_height * 3.2 * (LINES + 3))
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    margin = width // 10
    x, y = margin + 3 * x_height, int(x_height * 5)
    digits, years = [], []
    for text in words_of_page(rng, font):
        if x + picture.text_width(text.replace("{", "").replace("}", ""), font, x_height) > width - margin:
            x, y = margin, y + int(x_height * 3.2)
            if y > height - 3 * x_height:
                break
        for i, piece in enumerate(text.replace("}", "{").split("{")):
            if not piece:
                continue
            x, found = picture.draw_text(draw, x, y, piece, font, x_height, 25)
            if i % 2:
                years.append((len(digits), "T" if found[0][0] < 10 else "A", int("".join(str(k % 10) for k, _ in found))))
            digits += found
        x += x_height * float(rng.choice([0.35, 0.8, 1.2]))
    return image, digits, years


def make_page(seed, index, font, condition, size, folder):
    rng = np.random.default_rng([seed, index])
    image, digits, years = draw_page(rng, font, size)
    degrees = {"clean": 0.2, "scan": 0.7, "copy": 1.2, "bad": 2.0}[condition] * float(rng.choice([-1, 1]))
    image, digits = picture.warp(image, digits, degrees, 1, 0)
    pixels = damage(image, condition, rng)
    name = os.path.join(folder, "p%04d.pgm" % index)
    Image.fromarray(pixels).save(name)
    truth = []
    for first, script, value in years:
        corners = np.array([b for _, b in digits[first:first + 4]])
        truth.append((script, value, (*corners[:, :2].min(axis=0), *corners[:, 2:].max(axis=0))))
    return name, truth


def read_years(text):
    """Lines "T 2567 0.98 x y w h [state]"."""
    years = []
    for line in text.splitlines():
        f = line.split()
        if f and f[0] in "TA":
            x, y, w, h = map(int, f[3:7])
            years.append((f[0], int(f[1]), float(f[2]), (x, y, x + w, y + h), f[7] if len(f) > 7 else ""))
    return years


def tesseract(page, language, folder, dpi):
    environment = dict(os.environ, OMP_THREAD_LIMIT="1")
    command = ["tesseract", page, page[:-4] + "-" + language, "-l", language, "--dpi", str(dpi), "--psm", "3", "-c", "tessedit_create_tsv=1"]
    subprocess.run(command + (["--tessdata-dir", folder] if folder else []), check=True, env=environment, stderr=subprocess.DEVNULL)
    return page[:-4] + "-" + language + ".tsv"


def judge(years, truth):
    """(right, wrong, none, invented) by truth and the set of readings that hit nothing."""
    outcomes, used = [], set()
    for script, value, (x0, y0, x1, y1) in truth:
        outcome = "none"
        for i, (s, v, _, (a0, b0, a1, b1), _) in enumerate(years):
            across, down = (a0 + a1) / 2, (b0 + b1) / 2
            if x0 - (x1 - x0) * 0.3 < across < x1 + (x1 - x0) * 0.3 and y0 - 6 < down < y1 + 6:
                used.add(i)
                outcome = "right" if (s, v) == (script, value) else "wrong"
                if outcome == "wrong":
                    break
        outcomes.append(outcome)
    return outcomes, [y for i, y in enumerate(years) if i not in used]


def work(job):
    options, index, font, condition, size = job
    page, truth = make_page(options.seed, index, font, condition, size, options.out)
    run = lambda *a: subprocess.run([options.dump, *a], check=True, stdout=subprocess.PIPE, text=True).stdout
    lines = run("years", page)
    read = read_years(lines)
    seconds = float(lines.split()[2])
    found = {"reader": [y for y in read if y[2] >= 0.95 and y[1] >= 2500]}
    if not options.reader_only:
        with open(page[:-4] + ".lines", "w", encoding="ascii") as out:
            out.write(lines)
        thd = tesseract(page, "thd", options.thd_folder, SIZES[size][2])
        tha = tesseract(page, "tha", None, SIZES[size][2]) if options.tha else "/dev/null"
        found["thd"] = read_years(run("second", thd))
        fused = [y for y in read_years(run("fuse", page[:-4] + ".lines", thd, tha)) if y[4] != "conflict"]
        found["fused"], found["agreed"] = fused, [y for y in fused if y[4] == "agreed"]
    result = []
    for reader, years in found.items():
        outcomes, invented = judge(years, truth)
        result += [(reader, t[0], o) for t, o in zip(truth, outcomes)] + [(reader, y[0], "invented") for y in invented]
        if options.verbose:
            for t, o in zip(truth, outcomes):
                if o == "wrong":
                    print("wrong", reader, page, font.name, condition, size, t, file=sys.stderr)
            for y in invented:
                print("invented", reader, page, font.name, condition, size, y, file=sys.stderr)
    return font.name, condition, size, seconds, result


def line_of(title, counts):
    n = counts["right"] + counts["wrong"] + counts["none"]
    share = lambda k: "%5.1f %%" % (100 * counts[k] / n) if k != "wrong" else "%5.2f %%" % (100 * counts[k] / n)
    return "| %-34s | %5d | %s | %s (%d) | %s | %d |" % (title, n, share("right"), share("wrong"), counts["wrong"], share("none"), counts["invented"])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--dump", required=True)
    arguments.add_argument("--thd", default="ocr/thd.traineddata")
    arguments.add_argument("--seed", type=int, required=True)
    arguments.add_argument("--split", default="kept-out", choices=("kept-out", "all", "proof"))
    arguments.add_argument("--pages", type=int, default=64)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--jobs", type=int, default=1)
    arguments.add_argument("--reader-only", action="store_true")
    arguments.add_argument("--tha", action="store_true", help="tesseract's own Thai data votes on Arabic years, as in the product")
    arguments.add_argument("--verbose", action="store_true")
    options = arguments.parse_args()
    os.makedirs(options.out, exist_ok=True)
    if not options.reader_only:
        options.thd_folder = os.path.join(options.out, "tessdata")
        os.makedirs(options.thd_folder, exist_ok=True)
        shutil.copy(options.thd, os.path.join(options.thd_folder, "thd.traineddata"))
        configs = "/usr/share/tesseract-ocr/5/tessdata/configs"
        if os.path.isdir(configs) and not os.path.exists(options.thd_folder + "/configs"):
            os.symlink(configs, options.thd_folder + "/configs")
    choices = fonts.fonts(options.split)
    if options.split == "all":  # one of each family, medium weight
        seen = {}
        for font in choices:
            seen.setdefault(font.family, font)
        choices = list(seen.values())
    cells = [(c, s) for c in CONDITIONS for s in SIZES]
    jobs = [(options, i, choices[i // len(cells) % len(choices)], *cells[i % len(cells)]) for i in range(options.pages)]
    counts = collections.defaultdict(collections.Counter)
    seconds = []
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for font, condition, size, s, result in pool.map(work, jobs):
            seconds.append(s)
            for reader, script, outcome in result:
                keys = [(reader, "Thai" if script == "T" else "Arabic"), (reader, "%s, %s" % (condition, size), "Thai" if script == "T" else "Arabic"),
                        (reader, font, "Thai" if script == "T" else "Arabic"), (reader, "all")]
                for key in keys:
                    counts[key][outcome] += 1
    print("| seed %d, %s, %d pages | years | right | wrong | none | invented |\n| --- | --- | --- | --- | --- | --- |" % (options.seed, options.split, options.pages))
    for reader in READERS:
        for key in sorted((k for k in counts if k[0] == reader), key=lambda k: (len(k), k)):
            if len(key) == 2 or reader == "fused" or (options.reader_only and key[-1] == "Thai"):
                print(line_of(" ".join(key), counts[key]))
    print("\nreader: %.2f s a page (mean), %.2f s (worst)" % (np.mean(seconds), max(seconds)))


if __name__ == "__main__":
    main()
