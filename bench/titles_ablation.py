#!/usr/bin/env python3
"""How much of a list's score rests on words that only the list taught? An estimate of unseen titles from seen ones.

usage: bench/titles_ablation.py LABELLED.tsv [--known FILE ...] [--also LABELLED.tsv ...] [--folds N] [--program PATH] [--rules DIR] [--show]

The titles fall into folds by SHA-1 (as in titles_accuracy.py). For each fold every phrase, pattern and combo of the rules that
titles of this fold exercise and no title of any other fold does is taken out (set words, exclusions, vocabulary and traps too; official names
stay), and the fold is measured with what is left. A phrase that also stands in a --known text (facts that were there before the list) or in a
title of an --also list stays. What an entry was written for cannot be known, so many that imagination alone would have found go as well:
the result is a floor, the plain figure the ceiling.
SPDX-License-Identifier: MIT
"""
import argparse
import collections
import glob
import os
import re
import shutil
import tempfile

import yaml

import titles_accuracy

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def tight(text):
    return re.sub(r"\s+", "", text.translate(THAI_DIGITS).lower().replace("ํา", "ำ"))


class Judge:
    """Which entries may stay: those nobody exercises, and those that others exercise too."""

    def __init__(self, own, others, known, sets):
        self.own, self.others, self.known, self.sets = own, others, known, sets
        self.dropped = collections.Counter()

    def phrase(self, text, where):
        word = tight(text)
        goes = not text.startswith("@") and any(word in t for t in self.own) and not any(word in t for t in self.others) and word not in self.known
        self.dropped[where] += goes
        return not goes

    def pattern(self, entry, where):
        try:
            found = re.compile(entry["pattern"] if isinstance(entry, dict) else entry).search
        except re.error:
            return True
        goes = any(map(found, self.own)) and not any(map(found, self.others))
        self.dropped[where] += goes
        return not goes

    def words(self, names):
        out = []
        for name in names:
            out += [tight(word) for word in self.sets.get(name[1:], [])] if name.startswith("@") else [tight(name)]
        return out

    def combo(self, entry, where):
        parts = [self.words([name]) for name in entry.get("all", [])] + ([self.words(entry["any"])] if entry.get("any") else [])
        none = self.words(entry.get("none", []))

        def holds(title):
            return all(any(word in title for word in part) for part in parts) and not any(word in title for word in none)

        goes = any(map(holds, self.own)) and not any(map(holds, self.others))
        self.dropped[where] += goes
        return not goes


def thin_names(names, judge):
    for key in ("variants", "weak", "not", "matter"):
        if key in names:
            names[key] = [text for text in names[key] if judge.phrase(text, key)]
    for key in ("patterns", "combos"):
        if key in names:
            check = judge.pattern if key == "patterns" else judge.combo
            names[key] = [entry for entry in names[key] if check(entry, key)]
    for combo in names.get("combos", []):
        for key in ("any", "none"):
            if key in combo:
                kept = [text for text in combo[key] if judge.phrase(text, "words of combos")]
                combo[key] = kept or combo[key]


def thin(root, judge):
    if "names" in root:
        thin_names(root["names"], judge)
    for trap in root.get("traps", []):
        thin_names(trap["names"], judge)
    for key in ("sets", "heads", "vocabulary"):
        for name, words in root.get(key, {}).items():
            phrases = words if isinstance(words, list) else words.get("phrases")
            if phrases:
                phrases[:] = [text for text in phrases if judge.phrase(text, key)] or phrases


def write_thinned(rules, out, judge):
    """A copy of the scheme and of rules/common without what the judge takes."""
    common = os.path.join(os.path.dirname(os.path.abspath(rules)), "common")
    for source, name in ((rules, os.path.basename(os.path.abspath(rules))), (common, "common")):
        os.makedirs(os.path.join(out, name))
        for path in sorted(glob.glob(os.path.join(source, "*.yaml"))):
            with open(path, encoding="utf-8") as file:
                root = yaml.load(file, yaml.BaseLoader)
            thin(root, judge)
            if "examples" in root:
                del root["examples"]
            with open(os.path.join(out, name, os.path.basename(path)), "w", encoding="utf-8") as file:
                yaml.dump(root, file, allow_unicode=True, default_style='"', width=100000, sort_keys=False)
    return os.path.join(out, os.path.basename(os.path.abspath(rules)))


def read_sets(rules):
    common = os.path.join(os.path.dirname(os.path.abspath(rules)), "common")
    sets = {}
    for path in glob.glob(os.path.join(common, "*.yaml")):
        with open(path, encoding="utf-8") as file:
            for name, words in yaml.load(file, yaml.BaseLoader).get("sets", {}).items():
                sets.setdefault(name, []).extend(words)
    return sets


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("labelled")
    parser.add_argument("--known", action="append", default=[])
    parser.add_argument("--also", action="append", default=[])
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--program", default="build/release/oitcheck")
    parser.add_argument("--rules", default="rules/2567")
    args = parser.parse_args()
    rows = titles_accuracy.read_labelled(args.labelled)
    known = "\n".join(tight(open(path, encoding="utf-8").read()) for path in args.known)
    also = [tight(row["title"]) for path in args.also for row in titles_accuracy.read_labelled(path)]
    sets, right, total = read_sets(args.rules), collections.Counter(), collections.Counter()
    for fold in range(args.folds):
        def is_own(row):
            return int(titles_accuracy.hashlib.sha1(row["title"].encode()).hexdigest(), 16) % args.folds == fold
        own = [row for row in rows if is_own(row)]
        judge = Judge([tight(row["title"]) for row in own], [tight(row["title"]) for row in rows if not is_own(row)] + also, known, sets)
        folder = tempfile.mkdtemp()
        try:
            scheme = write_thinned(args.rules, folder, judge)
            answers = titles_accuracy.classify(args.program, scheme, [row["title"] for row in own])
        finally:
            shutil.rmtree(folder)
        for row, answer in zip(own, answers):
            got = answer["item"] or "NONE"
            is_right = got in {name.strip() for name in row["item_2567"].split("|")}
            total[row["difficulty"]] += 1
            right[row["difficulty"]] += is_right
            if args.show and not is_right:
                print(f"{row['difficulty']}\t{row['item_2567']}\t{got}\t{row['title']}")
        print(f"fold {fold}: {len(own)} titles; taken out: " + ", ".join(f"{n} {where}" for where, n in judge.dropped.most_common() if n))
    for kind in sorted(total):
        print(f"{kind:12} {right[kind]:4} of {total[kind]:4}  {100 * right[kind] / total[kind]:6.1f} %")


if __name__ == "__main__":
    main()
