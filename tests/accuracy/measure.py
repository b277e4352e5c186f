#!/usr/bin/env python3
"""How right is oitcheck on the generated sites? usage: measure.py SITES [--program P] [--testd P] [--show-held-out] [--keep DIR]

Scans every site under SITES (made by generate.py) through testd on loopback and compares the 35 verdicts with truth.tsv. Held-out styles come first
and only as figures: their single errors stay hidden (--show-held-out shows them), so that nobody mends the rules by looking at them.
Exit 0 always, except 2 when a scan gave no report: this measures, it does not judge.
SPDX-License-Identifier: MIT
"""
import argparse
import collections
import csv
import json
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

STATUSES = ["published", "partial", "missing", "unknown"]
POINTS = {"published": 100}


def scan(args, folder, info, work):
    """One report as a dict, and the seconds it took."""
    roots = ["--root", str(folder / "www")]
    for host, path in info["hosts"].items():
        roots += ["--root", f"{host}={folder / path}"]
    server = subprocess.Popen([args.testd, *roots, "--log", str(work / "access.log")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().strip()
        port = urllib.parse.urlsplit(url).port
        command = [args.program, "scan", url, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--rate", "0", "--db", str(work / "store.db"), "--format", "json", "--quiet"]
        if args.rules:
            command += ["--rules", args.rules]
        for host in info["hosts"]:
            command += ["--resolve", f"{host}:{port}:127.0.0.1"]
        # Widgets of the pages point at two real services; they are refused here instead of being asked.
        for host in ("www.google.com", "line.me"):
            command += ["--resolve", f"{host}:443:127.0.0.1"]
        start = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        seconds = time.monotonic() - start
        try:
            return json.loads(done.stdout), seconds
        except json.JSONDecodeError:
            print(f"{info['site']}: exit {done.returncode}, no report: {done.stderr.strip()[-400:]}", file=sys.stderr)
            return None, seconds
    finally:
        server.terminate()
        server.wait()


def place(url):
    """What truth.tsv calls a URL: path and query; for other hosts //host before it."""
    parts = urllib.parse.urlsplit(url or "")
    path = urllib.parse.unquote(parts.path) + ("?" + urllib.parse.unquote(parts.query) if parts.query else "")
    return path if parts.hostname in (None, "127.0.0.1", "localhost") else f"//{parts.hostname}{path}"


def judge(truth, item):
    """One row of the comparison."""
    status, reasons = item["status"], [r["code"] for r in item["reasons"]]
    evidence = [place(e["url"]) for e in item["evidence"]]
    wanted = [urllib.parse.unquote(x) for x in truth["evidence"].split("|") if x]
    row = {"item": truth["item"], "kind": truth["kind"], "hard": truth["hard"] == "yes", "truth": truth["status"], "reasons_true": truth["reasons"], "got": status,
           "reasons": reasons, "right": status in truth["status"].split("|"), "evidence": evidence, "wanted": wanted,
           "candidates": [f"{place(c['url'])} ({c.get('rejected')})" for c in item.get("candidates", [])]}
    row["lacking"] = [e["id"] for e in item.get("elements", []) if e.get("required") and e.get("state") not in ("found", "negative")]
    row["reason_right"] = status == "published" or any(r in truth["reasons"].split("|") for r in reasons)
    row["evidence_right"] = bool(evidence) and evidence[0] in wanted
    return row


def percent(part, whole):
    return f"{100 * part / whole:5.1f} % ({part}/{whole})" if whole else "   -"


def figures(name, rows, sites):
    right = [r for r in rows if r["right"]]
    published = [r for r in rows if r["got"] == "published"]
    print(f"\n== {name}: {len(sites)} sites, {len(rows)} verdicts")
    print(f"  status right              {percent(len(right), len(rows))}")
    for is_hard in (False, True):
        part = [r for r in rows if r["hard"] == is_hard]
        print(f"    {'hard' if is_hard else 'ordinary':9}               {percent(sum(r['right'] for r in part), len(part))}")
    print(f"  reason right, of these    {percent(sum(r['reason_right'] for r in right if r['got'] != 'published'), sum(r['got'] != 'published' for r in right))}")
    print(f"  FALSE PUBLISHED           {percent(sum(not r['right'] for r in published), len(published))} of all called published")
    unread = [r for r in rows if r["truth"].startswith("unknown")]
    print(f"  MISSING though unread     {percent(sum(r['got'] == 'missing' for r in unread), len(unread))} of the items that could not be read")
    there = [r for r in rows if r["truth"].startswith("published")]
    print(f"  missing though published  {percent(sum(r['got'] == 'missing' for r in there), len(there))}")
    found = [r for r in rows if r["got"] == "published" and r["right"]]
    print(f"  first evidence right      {percent(sum(r['evidence_right'] for r in found), len(found))}")
    errors = [s["error"] for s in sites]
    print(f"  OIT score error           mean {sum(map(abs, errors)) / len(errors):.2f}, worst {max(errors, key=abs):+.2f} (low end against the low end of truth)")
    print(f"  runs complete             {sum(s['complete'] for s in sites)}/{len(sites)}; slowest {max(s['seconds'] for s in sites):.1f} s")
    table = collections.Counter((r["truth"].split("|")[0], r["got"]) for r in rows)
    print("  truth \\ got  " + "".join(f"{s:>10}" for s in STATUSES))
    for t in STATUSES:
        print(f"    {t:11}" + "".join(f"{table[t, g]:10}" for g in STATUSES))
    print("  wrong, by what was done and what was said:")
    for (kind, got, reason), n in collections.Counter((r["kind"], r["got"], (r["reasons"] or ["-"])[0]) for r in rows if not r["right"]).most_common(15):
        print(f"    {n:3} {kind:20} -> {got} {reason}")


def score(rows):
    """OIT of the true verdicts, as in the scheme of 2567: nested means, only what is surely published counts."""
    points = {r["item"]: POINTS.get(r["truth"], 0) for r in rows}
    parts = [(1, 6), (7, 13), (14, 17), (18, 21), (22, 25)], [(26, 31), (32, 35)]
    mean = lambda xs: sum(xs) / len(xs)  # noqa: E731
    return mean([mean([mean([points[f"O{i}"] for i in range(a, b + 1)]) for a, b in side]) for side in parts])


def show(rows):
    for r in rows:
        if r["right"] and (r["got"] != "published" or r["evidence_right"]) and (r["got"] == "published" or r["reason_right"]):
            continue
        tag = "WRONG" if not r["right"] else "evidence" if r["got"] == "published" else "reason"
        print(f"{tag:8} {r['site']} {r['item']} [{r['kind']}] truth {r['truth']} ({r['reasons_true']}) got {r['got']} ({', '.join(r['reasons'])})")
        if r["evidence"]:
            print(f"         evidence {' '.join(r['evidence'][:2])}")
        if r["wanted"] and not r["evidence_right"]:
            print(f"         wanted   {' '.join(r['wanted'][:3])}")
        if r["lacking"]:
            print(f"         lacking  {' '.join(r['lacking'])}")
        if r["candidates"] and r["got"] != "published":
            print(f"         candidate {'; '.join(r['candidates'][:2])}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sites", type=Path)
    parser.add_argument("--program", default="build/release/oitcheck")
    parser.add_argument("--testd", default="build/release/testd")
    parser.add_argument("--rules", default="")
    parser.add_argument("--keep", type=Path, help="keep reports and stores here")
    parser.add_argument("--show-held-out", action="store_true")
    args = parser.parse_args()
    rows, sites, failed = [], [], 0
    with tempfile.TemporaryDirectory() as temporary:
        for file in sorted(args.sites.glob("*/site.json")):
            info = json.loads(file.read_text())
            work = (args.keep or Path(temporary)) / info["site"]
            work.mkdir(parents=True, exist_ok=True)
            report, seconds = scan(args, file.parent, info, work)
            if report is None:
                failed += 1
                continue
            (work / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1))
            items = {i["code"]: i for i in report["items"]}
            with open(file.parent / "truth.tsv", newline="") as f:
                mine = [judge(t, items[t["item"]]) for t in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)]
            for r in mine:
                r["site"], r["held"] = info["site"], info["held_out"]
            rows += mine
            sites.append({"held": info["held_out"], "error": report["score"]["low"] - score(mine), "complete": report["run"]["complete"], "seconds": seconds, "site": info["site"],
                          "right": sum(r["right"] for r in mine)})
    for held, name in ((True, "HELD OUT"), (False, "development")):
        part = [s for s in sites if s["held"] == held]
        if part:
            figures(name, [r for r in rows if r["held"] == held], part)
    print("\nsites: " + ", ".join(f"{s['site']} {s['right']}/35" for s in sites) + "\n")
    show([r for r in rows if args.show_held_out or not r["held"]])
    return 2 if failed or not sites else 0


if __name__ == "__main__":
    sys.exit(main())
