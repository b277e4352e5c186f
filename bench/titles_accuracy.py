#!/usr/bin/env python3
"""How many labelled titles are classified right? Prints totals only, no titles, unless --show is given.

usage: bench/titles_accuracy.py LABELLED.tsv [--fold K | --without K | --part dev|held] [--show] [--program PATH] [--rules DIR]

LABELLED.tsv: columns title, item_2567 (A|B: either is right; NONE: none), fiscal_year_be (may be empty), kind, difficulty; a line that
begins with # is a comment, the first other line the header. The fold of a title is the SHA-1 of its text modulo 5, so folds do not
depend on order. --part cuts a list in two thirds `dev` and one third `held` (SHA-1 modulo 3 = 2). --show lists the wrong ones of the
chosen part: for tuning, with the rest held out (docs/ACCURACY.md); it is refused with `held`, which prints one line per difficulty.
SPDX-License-Identifier: MIT
"""
import argparse
import collections
import hashlib
import json
import subprocess
import sys


def fold_of(title):
    return int(hashlib.sha1(title.encode()).hexdigest(), 16) % 5


def part_of(title):
    return "held" if int(hashlib.sha1(title.encode()).hexdigest(), 16) % 3 == 2 else "dev"


def read_labelled(path):
    with open(path, encoding="utf-8-sig") as file:
        rows = [line.rstrip("\r\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    names = [name.strip().lower() for name in rows[0]]
    wanted = ("title", "item_2567", "fiscal_year_be", "difficulty")
    return [{name: row[names.index(name)].strip() if name in names and names.index(name) < len(row) else "" for name in wanted}
            for row in rows[1:]]


def classify(program, rules, titles):
    argv = [program, "classify", "--titles", "--rules", rules] if program.endswith("oitcheck") else [program, rules]
    done = subprocess.run(argv, input="\n".join(titles) + "\n", text=True, capture_output=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if len(answers) != len(titles):
        sys.exit(f"{argv[0]}: {len(answers)} answers for {len(titles)} titles\n{done.stderr[:2000]}")
    return answers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("labelled")
    parser.add_argument("--fold", type=int)
    parser.add_argument("--without", type=int)
    parser.add_argument("--part", choices=("dev", "held"))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--program", default="build/release/oitcheck")
    parser.add_argument("--rules", default="rules/2567")
    args = parser.parse_args()
    if args.show and args.part != "dev" and args.labelled.startswith(("tests/accuracy/", "tests/rules/lists/")):
        parser.error("--show of the lists of the repository is for the dev part only: --part dev")
    rows = read_labelled(args.labelled)
    if args.fold is not None:
        rows = [row for row in rows if fold_of(row["title"]) == args.fold]
    if args.without is not None:
        rows = [row for row in rows if fold_of(row["title"]) != args.without]
    if args.part:
        rows = [row for row in rows if part_of(row["title"]) == args.part]
    answers = classify(args.program, args.rules, [row["title"] for row in rows])
    total, right, wrong = collections.Counter(), collections.Counter(), collections.Counter()
    years, years_right, years_none = 0, 0, 0
    for row, answer in zip(rows, answers):
        got = answer["item"] or "NONE"
        kind = row["difficulty"] or "-"
        is_right = got in {name.strip() for name in row["item_2567"].split("|")}
        total[kind] += 1
        right[kind] += is_right
        if not is_right:
            wrong[f"{row['item_2567']} -> {got}"] += 1
            if args.show:
                print(f"{kind}\t{row['item_2567']}\t{got}\t{row['title']}\t{answer.get('scores') or answer.get('alternatives')}")
        if row["fiscal_year_be"].isdigit():
            year = answer.get("fiscal_year_be") or answer.get("year")
            years += 1
            years_right += str(year) == row["fiscal_year_be"]
            years_none += not year
            if args.show and str(year) != row["fiscal_year_be"]:
                print(f"year\t{row['fiscal_year_be']}\t{year}\t{row['title']}")
    for kind in sorted(total):
        print(f"{kind:12} {right[kind]:4} of {total[kind]:4}  {100 * right[kind] / total[kind]:6.1f} %")
    n, n_right = sum(total.values()), sum(right.values())
    print(f"{'all':12} {n_right:4} of {n:4}  {100 * n_right / max(n, 1):6.1f} %")
    if years:
        print(f"{'year':12} {years_right:4} of {years:4}  {100 * years_right / years:6.1f} %  (no year read: {years_none})")
    for what, count in wrong.most_common() if args.part != "held" else ():
        print(f"  {count} x {what}")


if __name__ == "__main__":
    main()
