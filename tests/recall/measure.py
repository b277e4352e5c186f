#!/usr/bin/python3
"""How much of the generated text extraction gives back: measure.py DIR [--program build/release/tools/phrases] [--lacking]

One row a producer over all fonts: titles, sentences and table headers found in the tight form, and in the tight or weak form (what matching uses in paged
documents). --lacking names what was not found.
SPDX-License-Identifier: MIT
"""
import argparse
import collections
import pathlib
import re
import subprocess


def found(program, phrases, file, keywords):
    out = subprocess.run([program, *keywords, str(phrases), str(file)], stdout=subprocess.PIPE, text=True, timeout=600, check=True).stdout
    head = out.split("\n", 1)[0]
    counts = re.search(r"tight (\d+)\tweak (\d+)\tof (\d+)", head)
    return (*(map(int, counts.groups())), out) if counts else (0, 0, sum(1 for _ in open(phrases, encoding="utf-8")), out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default="build/release/tools/phrases")
    parser.add_argument("--lacking", action="store_true")
    parser.add_argument("--only", default="", help="part of the file name")
    parser.add_argument("--ocr", default="0")
    options = parser.parse_args()
    sums = collections.defaultdict(lambda: [0, 0, 0])
    for folder in sorted(p.parent for p in options.folder.glob("*/phrases.txt")):
        for file in sorted(folder.glob("text*.*")):
            if file.suffix == ".html" or options.only not in file.name or file.name.endswith("~"):
                continue
            producer = file.stem.removeprefix("text-") if file.suffix == ".pdf" else file.suffix
            for part in ("titles", "names", "sentences", "headers"):
                phrases = folder / f"{part}.txt"
                keywords = ["--ocr", options.ocr] if options.ocr != "0" else []
                tight, weak, count, out = found(options.program, phrases, file, keywords)
                for i, n in enumerate((tight, weak, count)):
                    sums[producer, part][i] += n
                    sums[f"{producer} {folder.name}", part][i] += n
                if options.lacking and weak < count:
                    print(out)
    for (producer, part), (tight, weak, count) in sorted(sums.items()):
        print(f"{producer:36} {part:10} tight {100 * tight / max(count, 1):5.1f} %   weak {100 * weak / max(count, 1):5.1f} %   of {count}")


if __name__ == "__main__":
    main()
