"""Counting verdicts: what is right, by part, by case, by item; the matrices; the score. No printing here but lines of text for measure.py.

SPDX-License-Identifier: MIT
"""
import collections
import urllib.parse

STATUSES = ["published", "partial", "missing", "unknown"]
SIDES = [(1, 6), (7, 13), (14, 17), (18, 21), (22, 25)], [(26, 31), (32, 35)]
HALVES = {"O11": 50}  # what a partial item is surely worth; elsewhere a half is only possible


def place(url, main):
    """What truth.tsv calls a URL: path and query; for other hosts than the site's own //host before it."""
    parts = urllib.parse.urlsplit(url or "")
    path = urllib.parse.unquote(parts.path) + ("?" + urllib.parse.unquote(parts.query) if parts.query else "")
    return path if parts.hostname in (None, main) else f"//{parts.hostname}{path}"


def compare(truth, item, main):
    """One verdict beside the truth about it. Several true statuses: an honest reader could say either, the first is best."""
    status, reasons = item["status"], [r["code"] for r in item["reasons"]]
    evidence = [place(e["url"], main) for e in item["evidence"]]
    wanted, also = ([urllib.parse.unquote(x) for x in truth[key].split("|") if x] for key in ("evidence", "also"))
    accepted = truth["status"].split("|")
    row = {"item": truth["item"], "case": truth["case"], "hard": truth["hard"] == "yes", "accepted": accepted, "true_reasons": truth["reasons"].split("|"),
           "got": status, "reasons": reasons, "right": status in accepted, "evidence": evidence, "wanted": wanted, "json": item}
    row["true"] = status if row["right"] else accepted[0]
    row["reason_right"] = (status == "published" and truth["case"] != "orphan") or any(r in row["true_reasons"] for r in reasons)
    row["first_right"] = bool(evidence) and evidence[0] in wanted
    row["all_right"] = bool(evidence) and all(e in wanted or e in also for e in evidence)
    row["candidates"] = [f"{place(c['url'], main)} ({c.get('rejected')})" for c in item.get("candidates", [])]
    row["lacking"] = [e["id"] for e in item.get("elements", []) if e.get("required") and e.get("state") not in ("found", "negative")]
    return row


def nested(points):
    """The OIT of a site from the points of its items, as the scheme of 2567 takes means."""
    mean = lambda xs: sum(xs) / len(xs)  # noqa: E731
    return mean([mean([mean([points[f"O{i}"] for i in range(a, b + 1)]) for a, b in side]) for side in SIDES])


def score_errors(rows):
    """(low, high): how far the said ends lie from those of the truth. A verdict that is right is worth what the program says it is."""
    low, high = {}, {}
    for r in rows:
        surely = 100 if r["true"] == "published" else HALVES.get(r["item"], 0) if r["true"] == "partial" else 0
        maybe = 100 if r["true"] in ("published", "unknown") else 50 if r["true"] == "partial" else 0
        low[r["item"]] = 0 if r["right"] else r["json"]["score_low"] - surely
        high[r["item"]] = 0 if r["right"] else r["json"]["score_high"] - maybe
    return nested(low), nested(high)


def percent(part, whole):
    return f"{100 * part / whole:5.1f} % ({part}/{whole})" if whole else "    - (0)"


def count(rows, key):
    return sum(bool(r[key]) for r in rows)


def summary(name, rows, sites):
    """The lines that stand for one part (held out, development)."""
    called = [r for r in rows if r["got"] == "published"]
    right = [r for r in rows if r["right"]]
    found = [r for r in called if r["right"]]
    others = [r for r in right if r["got"] != "published"]
    unread = [r for r in rows if "unknown" in r["accepted"]]
    there = [r for r in rows if r["accepted"][0] == "published"]
    lows, highs = [s["error_low"] for s in sites], [s["error_high"] for s in sites]
    lines = [f"== {name}: {len(sites)} sites, {len(rows)} verdicts",
             f"  status right              {percent(len(right), len(rows))}"]
    for is_hard, word in ((False, "ordinary"), (True, "hard    ")):
        part = [r for r in rows if r["hard"] == is_hard]
        lines.append(f"    {word}                {percent(count(part, 'right'), len(part))}")
    lines += [f"  FALSE PUBLISHED           {percent(len(called) - len(found), len(called))} of all called published",
              f"  MISSING though unread     {percent(sum(r['got'] == 'missing' and not r['right'] for r in unread), len(unread))} of what could not be read",
              f"  missing though published  {percent(sum(r['got'] == 'missing' for r in there), len(there))}",
              f"  published not called so   {percent(sum(r['got'] != 'published' and not r['right'] for r in there), len(there))}",
              f"  reason right, of these    {percent(count(others, 'reason_right'), len(others))} of the right verdicts that are not published",
              f"  first evidence right      {percent(count(found, 'first_right'), len(found))}",
              f"  all evidence right        {percent(count(found, 'all_right'), len(found))}",
              f"  OIT error, low end        mean {sum(map(abs, lows)) / len(lows):.2f}, worst {max(lows, key=abs):+.2f}; within 2 points on {sum(abs(x) <= 2 for x in lows)}/{len(lows)} sites",
              f"  OIT error, high end       mean {sum(map(abs, highs)) / len(highs):.2f}, worst {max(highs, key=abs):+.2f}",
              f"  runs complete             {sum(s['complete'] for s in sites)}/{len(sites)}; slowest site {max(s['seconds'] for s in sites):.1f} s"]
    return lines


def status_matrix(rows):
    table = collections.Counter((r["true"], r["got"]) for r in rows)
    return [["true \\ said", *STATUSES]] + [[t, *[table[t, g] for g in STATUSES]] for t in STATUSES]


def reason_matrix(rows):
    """First accepted reason against first said one, of verdicts that are not published on either side."""
    table = collections.Counter((r["true_reasons"][0], next((x for x in r["reasons"] if x in r["true_reasons"]), (r["reasons"] or ["-"])[0]))
                                for r in rows if r["accepted"][0] != "published" or r["got"] != "published")
    said = sorted({g for _, g in table})
    return [["true \\ said", *said]] + [[t, *[table[t, g] or "" for g in said]] for t in sorted({t for t, _ in table})]


def item_table(rows):
    out = [["item", "right", "published: precision", "published: recall", "first evidence"]]
    for i in range(1, 36):
        mine = [r for r in rows if r["item"] == f"O{i}"]
        called = [r for r in mine if r["got"] == "published"]
        there = [r for r in mine if r["true"] == "published"]
        hits = [r for r in called if r["right"]]
        out.append([f"O{i}", percent(count(mine, "right"), len(mine)), percent(len(hits), len(called)), percent(len(hits), len(there)),
                    percent(count(hits, "first_right"), len(hits))])
    return out


def case_table(rows):
    groups = collections.defaultdict(list)
    for r in rows:
        groups[r["case"]].append(r)
    out = [["case", "right", "said instead"]]
    for case, mine in sorted(groups.items(), key=lambda x: (count(x[1], "right") / len(x[1]), x[0])):
        wrong = collections.Counter(f"{r['got']} {(r['reasons'] or ['-'])[0]}" for r in mine if not r["right"])
        out.append([case, percent(count(mine, "right"), len(mine)), ", ".join(f"{n} x {w}" for w, n in wrong.most_common(4))])
    return out


def reliability_table(rows):
    out = [["confidence", "verdicts", "mean confidence", "right"]]
    for low in (0, .5, .6, .7, .8, .85, .9, .95, .99):
        high = {0: .5, .8: .85, .85: .9, .9: .95, .95: .99, .99: 1.01}.get(low, low + .1)
        part = [r for r in rows if r["json"].get("confidence") is not None and low <= r["json"]["confidence"] < high]
        if part:
            out.append([f"{low:.2f}-{min(high, 1):.2f}", len(part), f"{sum(r['json']['confidence'] for r in part) / len(part):.3f}", percent(count(part, "right"), len(part))])
    return out


def features(value, name=""):
    """Every number, flag and short word of an item's JSON, flattened: what a calibration could look at."""
    if isinstance(value, bool):
        return {name: int(value)}
    if isinstance(value, (int, float)):
        return {name: value}
    if isinstance(value, str):
        return {name: value} if len(value) <= 20 and value.isascii() and name.rsplit(".", 1)[-1] not in ("url", "th", "en", "snippet", "title", "sha256") else {}
    if isinstance(value, list):
        out = {name + ".n": len(value)}
        if name == ".reasons":
            return {**out, name: "+".join(r["code"] for r in value)}
        if value and isinstance(value[0], dict):
            out.update(features(value[0], name + ".0") if name == ".evidence" else {})
            for key in ("state", "rejected", "required", "assumed", "kind", "text_source"):
                for word, n in collections.Counter(str(x.get(key)) for x in value if key in x).items():
                    out[f"{name}.{key}={word}"] = n
        return out
    if isinstance(value, dict):
        out = {}
        for key, inner in value.items():
            if key not in ("th", "en", "title", "advice", "label", "owner"):
                out.update(features(inner, f"{name}.{key}"))
        return out
    return {}
