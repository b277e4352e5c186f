#!/usr/bin/env python3
"""How right is oitcheck on generated sites? usage: measure.py ROOT --seeds "1 2" [--again] [--ocr auto|off] [--report OUT.md] [--tsv OUT.tsv]

Scans every ROOT/seed-N/<site> (made by generate.py) through testd on loopback, or judges the stored crawls again (--again: seconds), and compares the
35 verdicts with truth.tsv. Held-out styles come first and only as sums: their single errors stay hidden (--show-held-out), so that nobody mends the rules
by looking at them; sealed ones are not shown at all before --sealed. Exit 0 always, except 2 when a scan gave no report: this measures, it does not judge.
SPDX-License-Identifier: MIT
"""
import argparse
import concurrent.futures
import csv
import sys
from pathlib import Path

import crawl
import figures as f
import titles


def read(args):
    """All verdicts and all sites of the seeds; sites that gave no report are counted."""
    folders = [x.parent for seed in args.seeds for x in sorted((args.root / f"seed-{seed}").glob("*/site.json"))]
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        results = list(pool.map(lambda folder: crawl.judge(args, folder), folders))
    rows, sites, failed = [], [], 0
    for folder, (info, report, seconds) in zip(folders, results):
        if report is None:
            failed += 1
            continue
        items = {i["code"]: i for i in report["items"]}
        with open(folder / "truth.tsv", newline="") as file:
            mine = [f.compare(t, items[t["item"]], info["main"]) for t in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
        about = {"site": info["site"], "part": info["part"], "style": info["style"], "seed": folder.parent.name.removeprefix("seed-"), "folder": str(folder)}
        for r in mine:
            r.update(about)
        low, high = f.score_errors(mine)
        sites.append({**about, "error_low": low, "error_high": high, "complete": report["run"]["complete"], "seconds": seconds, "right": f.count(mine, "right"),
                      "said": (report["score"]["low"], report["score"]["high"])})
        rows += mine
    return rows, sites, failed


def lines_of(rows):
    """Single verdicts to mend: wrong status, wrong first evidence, wrong reason."""
    for r in sorted(rows, key=lambda r: (r["right"], r["got"] != "published")):
        if r["right"] and (r["got"] != "published" or r["first_right"]) and r["reason_right"]:
            continue
        tag = "WRONG" if not r["right"] else "evidence" if r["got"] == "published" else "reason"
        yield f"{tag:8} seed {r['seed']} {r['site']} {r['item']} [{r['case']}] true {'|'.join(r['accepted'])} ({'|'.join(r['true_reasons'])}), said {r['got']} ({', '.join(r['reasons'])})"
        if r["evidence"]:
            yield f"         evidence  {' '.join(r['evidence'][:2])}"
        if r["wanted"] and not r["first_right"]:
            yield f"         wanted    {' '.join(r['wanted'][:3])}"
        if r["lacking"]:
            yield f"         lacking   {' '.join(r['lacking'])}"
        if r["candidates"] and r["got"] != "published":
            yield f"         candidate {'; '.join(r['candidates'][:2])}"


def write_tsv(path, rows, with_sealed=False):
    flat = [f.features(r["json"]) for r in rows]
    names = sorted({k for x in flat for k in x} - {".status", ".code", ".confidence", ".group"})
    with open(path, "w", newline="") as file:
        out = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, escapechar="\\")
        out.writerow(["item", "status", "confidence", "right", "hard", "case", "style", "part", "seed", "site", "true", *[n.lstrip(".") for n in names]])
        for r, x in zip(rows, flat):
            if with_sealed or r["part"] != "sealed":
                out.writerow([r["item"], r["got"], r["json"].get("confidence"), "right" if r["right"] else "wrong", "hard" if r["hard"] else "ordinary", r["case"],
                              r["style"], r["part"], r["seed"], r["site"], r["true"], *[x.get(n, "") for n in names]])


def markdown(table):
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in table]
    return [lines[0], "|" + " --- |" * len(table[0]), *lines[1:]]


def plain(table):
    widths = [max(len(str(row[i])) for row in table) for i in range(len(table[0]))]
    return ["    " + "  ".join(f"{x!s:{w}}" for x, w in zip(row, widths)).rstrip() for row in table]


def write_report(path, args, parts, sites, tables):
    out = [f"Seeds {' '.join(args.seeds)}, OCR {args.ocr}, {'judged again from stored crawls' if args.again else 'scanned'}.", ""]
    for name, rows, mine in parts:
        out += ["```", *f.summary(name, rows, mine), "```", "", "True status x said status:", "", *markdown(f.status_matrix(rows)), ""]
        out += ["Reasons:", "", *markdown(f.reason_matrix(rows)), "", "By case:", "", *markdown(f.case_table(rows)), ""]
        out += ["Confidence against right:", "", *markdown(f.reliability_table(rows)), "", "By item:", "", *markdown(f.item_table(rows)), ""]
    shown = [s for s in sites if s["part"] != "sealed"]
    out += ["Sites:", "", *markdown([["seed", "site", "part", "right", "said OIT", "error low", "error high"]] + [
        [s["seed"], s["site"] if s["part"] == "dev" else s["part"], s["part"], f"{s['right']}/35", f"{s['said'][0]:.2f}-{s['said'][1]:.2f}", f"{s['error_low']:+.2f}", f"{s['error_high']:+.2f}"]
        for s in shown]), "", *tables]
    Path(path).write_text("\n".join(out) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--again", action="store_true", help="judge the stored crawls again: no crawl")
    parser.add_argument("--ocr", default="auto", choices=["auto", "off", "force"])
    parser.add_argument("--program", default="build/release/oitcheck")
    parser.add_argument("--testd", default="build/release/testd")
    parser.add_argument("--rules", default="rules/2567")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--report", help="matrices and tables as Markdown")
    parser.add_argument("--tsv", help="one line a verdict, with every number of its JSON")
    parser.add_argument("--only", default="", help="ITEM or case: show only these lines")
    parser.add_argument("--show-held-out", action="store_true")
    parser.add_argument("--tsv-sealed", action="store_true", help="sealed verdicts in the TSV too: for calibrate.py alone")
    parser.add_argument("--sealed", action="store_true", help="the sealed part as well: for the closing figures only")
    args = parser.parse_args()
    args.seeds = args.seeds.split()
    rows, sites, failed = read(args)
    parts = []
    for key, name in (("sealed", "SEALED (nobody tunes on these)"), ("held", "HELD OUT"), ("dev", "development")):
        mine = [r for r in rows if r["part"] == key]
        if mine and (key != "sealed" or args.sealed):
            parts.append((name, mine, [s for s in sites if s["part"] == key]))
    for name, mine, places in parts:
        print("\n" + "\n".join(f.summary(name, mine, places)))
        print("\n".join(plain(f.status_matrix(mine))))
        print("  by case, where any is wrong:")
        print("\n".join(plain([x for x in f.case_table(mine) if not x[1].startswith("100.0")])))
    shown = [s for s in sites if s["part"] == "dev" or args.show_held_out]
    print("\nsites: " + ", ".join(f"{s['seed']}/{s['site']} {s['right']}/35 {s['error_low']:+.2f}" for s in shown) + "\n")
    for line in lines_of([r for r in rows if (args.show_held_out or r["part"] == "dev") and (not args.only or args.only in (r["item"], r["case"]))]):
        print(line)
    tables = []
    for part, name in (("held", "titles, held out"), ("dev", "titles, development")):
        table, wrong = titles.measure(args.program, args.rules, args.seeds, part)
        print(f"\n{name}:\n" + "\n".join(plain(table)))
        tables += [f"{name[0].upper()}{name[1:]}:", "", *markdown(table), ""]
        if part == "dev":
            print("\n".join(f"    {kind}: true {true}, said {said}: {text}" for kind, true, said, text in sorted(set(wrong))[:60]))
    if args.tsv:
        write_tsv(args.tsv, rows, args.tsv_sealed)
    if args.report:
        write_report(args.report, args, parts, sites, tables)
    return 2 if failed or not sites else 0


if __name__ == "__main__":
    sys.exit(main())
