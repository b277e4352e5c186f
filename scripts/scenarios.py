#!/usr/bin/env python3
"""Lists the scenarios of tests/guest by the point of issue 5 ("Crawl like a good guest and miss nothing") that each shows: prints docs/SCENARIOS.md.

A scenario is one registered test: a site by testd, the built program, and report, exit code and access log asserted. Its words are the name of its function
and the comment before it. Run from the root: scripts/scenarios.py > docs/SCENARIOS.md

SPDX-License-Identifier: MIT
"""
import collections
import pathlib
import re

POINTS = {
    1: ("robots.txt and sitemaps", ["robots_guest", "sitemaps", "manners"]),
    2: ("one spelling per page", ["hygiene"]),
    3: ("best first, and what a cut run says", ["order_of_crawl", "promises"]),
    4: ("traps", ["traps"]),
    5: ("pace, outages, refusals", ["pace", "second_round", "refusals"]),
    6: ("a reason for each failure, certificates", ["answers", "faults", "tls"]),
    7: ("the guard: addresses, headers, proxies", ["ssrf"]),
    8: ("interrupted, full, damaged, asked once more", ["resume", "lock", "disk", "damage", "old_runs", "revalidate"]),
    9: ("pages made by script", ["shells"]),
}
# Single tests that show another point than their file does.
ELSEWHERE = {"floods_end_at_their_limits": 7, "cookies_go_nowhere_else": 7, "nothing_of_the_user_goes_to_a_host_nobody_can_verify": 7}


def scenarios(path):
    text = path.read_text(encoding="utf-8")
    for name in re.findall(r"cmocka_unit_test\w*\(\s*(\w+)", text):
        found = re.search(r"^(?:/\*((?:(?!\*/).)*)\*/\n)?static void " + name + r"\(", text, re.S | re.M)
        comment = re.sub(r"\s+\*?\s*", " ", found.group(1)).strip() if found and found.group(1) else ""
        yield name, "" if comment.startswith("---") else comment


def main():
    by_point = collections.defaultdict(list)
    for path in sorted(pathlib.Path("tests/guest").glob("test_*.c")):
        area = path.stem[len("test_"):]
        point = next((p for p, (_, files) in POINTS.items() if area in files), 0)
        for name, comment in scenarios(path):
            by_point[ELSEWHERE.get(name, point)].append((path.name, name, comment))
    total = sum(len(rows) for rows in by_point.values())
    print("# Scenarios\n")
    print("Made by `scripts/scenarios.py` from tests/guest: a site that the project's own server (testd) serves, checked by the built program as a user runs it.")
    print("Every visit asserts that report, exit code and the server's access log agree (`assert_witnesses_agree` in tests/support/visit.c: among them that each piece of")
    print("evidence was given by the server); each scenario asserts its own point beside. Many of them run a table of sites.\n")
    print(f"{total} scenarios: " + ", ".join(f"point {p}: {len(by_point[p])}" for p in sorted(POINTS)) + f", others: {len(by_point[0])}. With a browser: `make test-render`.")
    for point in [*sorted(POINTS), 0]:
        title = f"Point {point}: {POINTS[point][0]}" if point else "Others"
        print(f"\n## {title}\n\n| scenario | said beside it | file |\n| --- | --- | --- |")
        for file, name, comment in by_point[point]:
            print(f"| {name.replace('_', ' ')} | {comment.replace('|', chr(92) + '|')} | {file} |")


main()
