#!/usr/bin/env python3
"""Thai agency websites with known truth: an independent measure of how well oitcheck judges sites nobody tuned it to.

usage: generate.py ROOT [--seeds "1 2"] [--sites 8] [--styles name,...] [--wording auto|dev|held|sealed] [--formats pdf|mixed]
Writes ROOT/seed-N/<site>: www (root for testd), ext/<host> (other hosts), truth.tsv, site.json; a seed that stands there, made by the same files, is kept.
Needs python3-pil and python3-numpy, LibreOffice (soffice), pdftoppm, Thai fonts; WeasyPrint and qpdf where they are. The truth is judged from what OIT asks (what stands on
the site, complete or not), never from the program's rules; this folder shares no code, phrase list or fixture with rules/ or src/.
SPDX-License-Identifier: MIT
"""
import argparse
import hashlib
import json
import random
import re
import shutil
import sys
import urllib.parse
from pathlib import Path

import documents as d
import formats
import pictures
import printing
import scenarios
import styles
import vocab as v

FONTS = ["Garuda", "Norasi", "Loma", "Kinnari", "Noto Serif Thai"]


class Agency:
    """Who publishes, and how it writes: one random source, one part of every pool of words, digits and fonts of its own."""

    def __init__(self, kind, rng, part):
        self.kind, self.rng, self.part = kind, rng, part
        pattern, self.head, self.units = v.KINDS[kind]
        self.name = pattern.format(rng.choice(v.PLACES))
        self.services = v.SERVICES[kind]
        self.domain = f"{kind}{rng.randint(10, 99)}.example.go.th"
        self.is_local = kind in ("thesaban", "obt")
        self.thai_digits = rng.random() < 0.4
        self.font = rng.choice(FONTS)

    def pick(self, pool):
        cut = max(1, len(pool) // 3)
        return self.rng.choice(pool[:-cut] if self.part == "dev" else pool[-cut:])

    def num(self, n):
        return f"{n:,}" + self.rng.choice(["", ".00"])

    def sister(self):
        other = Agency(self.kind if self.kind not in ("kom", "office") else "obt", self.rng, self.part)
        while other.name == self.name:
            other.name = v.KINDS["obt"][0].format(self.rng.choice(v.PLACES))
        return other


class Site:
    """The files of one site as they grow. Styles call place() for a target and page() for their own pages."""

    def __init__(self, name, style, agency, out, draw_format=None):
        self.draw_format = draw_format  # of a document by its markup; None: all are PDF
        self.name, self.style, self.c, self.out = name, style, agency, out
        self.www = out / "www"
        self.entries = scenarios.entries_of(agency)
        self.news_year = 2565 if any(e.item == "O5" and e.status == "missing" for e in self.entries) else 2567
        self.pdfs = []       # (path of the file to write, title lines, body, is_scan)
        self.scenario = []   # lines for testd
        self.hosts = {}
        self.charset = "utf-8"
        self.wrap = lambda title, body, s: body
        self.image, self.chart = "/images/p1.jpg", "/images/chart67.png"
        self.write_bytes(self.www, self.chart, pictures.chart(agency))
        self.write_bytes(self.www, self.image, pictures.photo(agency.rng, 640, 480))

    def write_bytes(self, root, path, data):
        file = root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def page(self, path, title, body, raw=False):
        """Write a page. path ending in / is a folder's index.html."""
        markup = body if raw else self.wrap(title, body, self)
        markup = markup.replace("{img}", self.image).replace("{chart}", self.chart)
        markup = re.sub(r"\{news(\d)\}", lambda m: self.style.news.format(i=m.group(1)), markup)
        markup = re.sub(r"\{ann(\d)\}", lambda m: f"/egp{m.group(1)}.html", markup)
        file = path + "index.html" if path.endswith("/") else path
        self.write_bytes(self.www, urllib.parse.unquote(file), markup.encode("cp874" if self.charset != "utf-8" else "utf-8", "xmlcharrefreplace"))

    def place(self, target, path):
        """Give the target its path, write what stands there (or how it fails), return the href for links."""
        if target.href is not None:
            return target.href
        target.path = path
        if target.host:
            self.hosts[target.host] = self.out / "ext" / target.host
            self.pdfs.append((self.hosts[target.host] / path.lstrip("/"), *target.doc, False))
            target.path = f"//{target.host}{path}"
            return f"http://{target.host}:@PORT@{path}"
        if target.behaviour:
            how = {"404": "status=404", "403": "status=403", "500": "status=500", "login": "login"}[target.behaviour]
            self.scenario.append(f"{path} {how}")
        elif target.form == "page":
            title, body = target.doc[0], target.doc[1]
            if self.c.thai_digits:
                body = printing.in_thai_digits(body)
            self.page(path, title[0], f"<h1>{title[0]}</h1>" + body)
        else:
            if self.draw_format:
                path = target.path = path.removesuffix(".pdf") + "." + self.draw_format("scan" if target.form == "scan" else target.doc[1])
            self.pdfs.append((self.www / path.lstrip("/"), *target.doc, target.form == "scan"))
        return path

    def finish(self):
        for e in self.entries if self.draw_format else ():
            if e.kind == "scan":  # legible at its resolution: a reader finds all that is in it
                e.status, e.reasons = "published", "complete"
        if self.scenario:
            (self.www / "_scenario").write_text("\n".join(self.scenario) + "\n")
        rows = ["item\tstatus\treasons\tevidence\thard\tcase"]
        for e in self.entries:
            paths = [t.path for t in e.targets + e.borrowed if t.path and not t.behaviour] + e.pages
            ok = paths if "published" in e.status or "partial" in e.status else []
            rows.append("\t".join([e.item, e.status, e.reasons, "|".join(ok), "yes" if e.is_hard else "no", e.kind]))
        (self.out / "truth.tsv").write_text("\n".join(rows) + "\n")
        (self.out / "site.json").write_text(json.dumps({
            "site": self.name, "style": self.style.name, "part": self.style.part, "agency": self.c.name,
            "hosts": {h: str(p.relative_to(self.out)) for h, p in self.hosts.items()}}, ensure_ascii=False))


def choose(seed, count, names):
    """Which styles a seed builds: all that are asked for by name, or `count` of them, three of eight held out, so that seeds in a row use them all."""
    if names:
        return [s for s in styles.STYLES if s.name in names]
    groups = {part: [s for s in styles.STYLES if s.part == part] for part in ("dev", "held", "sealed")}
    if not count or count >= len(styles.STYLES):
        return styles.STYLES
    n_held = max(1, round(count * 3 / 8))
    n_sealed = 1 if groups["sealed"] and n_held > 1 else 0
    chosen = []
    for part, n in (("dev", count - n_held), ("held", n_held - n_sealed), ("sealed", n_sealed)):
        pool = groups[part]
        chosen += [pool[(seed * n + i) % len(pool)] for i in range(min(n, len(pool)))]
    return chosen


def build(root, seed, args):
    out, sites = root / f"seed-{seed}", []
    shutil.rmtree(out, ignore_errors=True)
    for style in choose(seed, args.sites, args.styles.split(",") if args.styles else []):
        rng = random.Random(f"{seed}/{style.name}")
        part = style.part if args.wording == "auto" else args.wording
        agency = Agency(rng.choice(style.kinds), rng, part)
        folder = out / f"{style.name}-{agency.kind}"
        folder.mkdir(parents=True)
        site = Site(folder.name, style, agency, folder, formats.drawer(random.Random(f"{seed}/{style.name}/formats")) if args.formats == "mixed" else None)
        style.build(site)
        sites.append(site)
    return sites


def stamp(args):
    """What the sites depend on: this folder's files and the options."""
    digest = hashlib.sha256(repr((args.sites, args.styles, args.wording, args.formats)).encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.name not in ("measure.py", "figures.py", "crawl.py", "damage.py", "layers.py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--sites", type=int, default=8, help="how many a seed; 0: every style")
    parser.add_argument("--styles", default="", help="these styles only: name,...")
    parser.add_argument("--wording", choices=["auto", "dev", "held", "sealed"], default="auto", help="which part of the word pools; auto: that of the style")
    parser.add_argument("--formats", choices=["pdf", "mixed"], default="pdf", help="mixed: office files, scans, images and archives too")
    args = parser.parse_args()
    if not shutil.which("soffice") or not shutil.which("pdftoppm"):
        sys.exit("generate.py needs LibreOffice (soffice) and pdftoppm: apt-get install libreoffice-writer poppler-utils fonts-thai-tlwg")
    mark = stamp(args)
    seeds = [s for s in args.seeds.split() if not (args.root / f"seed-{s}/stamp").exists() or (args.root / f"seed-{s}/stamp").read_text() != mark]
    sites = [site for seed in seeds for site in build(args.root, int(seed), args)]
    if sites:
        printing.convert(sites)
    for site in sites:
        site.finish()
    for seed in seeds:
        (args.root / f"seed-{seed}/stamp").write_text(mark)
    print(f"{len(sites)} sites, {sum(len(s.pdfs) for s in sites)} documents made in {args.root}; {len(args.seeds.split()) - len(seeds)} seeds stood there already")


if __name__ == "__main__":
    main()
