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
import noise
import pictures
import printing
import sealed
import sealed_words
import scenarios
import styles
import styles_more
import vocab as v
import wordings

STYLES = styles.STYLES + styles_more.STYLES + sealed.STYLES
PAPER_PICTURES = (".s.pdf", ".jpg", ".png", ".tif")
FONTS = ["Garuda", "Norasi", "Loma", "Kinnari", "Noto Serif Thai"]


class Agency:
    """Who publishes, and how it writes: one random source, one part of every pool of words, digits and fonts of its own."""

    def __init__(self, kind, rng, part):
        self.kind, self.rng, self.part = kind, rng, part
        pattern, self.head, self.units = {**v.KINDS, **sealed_words.KINDS}[kind]
        self.name = pattern.format(rng.choice(self.words("PLACES", v)))
        self.services = {**v.SERVICES, **sealed_words.SERVICES}[kind]
        self.domain = f"{kind}{rng.randint(10, 99)}.example.go.th"
        self.is_local = kind in wordings.LOCAL or kind in sealed_words.LOCAL
        self.thai_digits = rng.random() < 0.4
        self.font = rng.choice(FONTS)

    def pick(self, pool):
        """One of a pool: development styles draw from its first part (before None, or two thirds), the others from the rest."""
        key = tuple(pool[0]) if isinstance(pool[0], list) else pool[0]
        if self.part == "sealed" and key in sealed_words.WORDS and self.rng.random() < .85:
            return self.rng.choice(sealed_words.WORDS[key])
        if None in pool:
            cut = pool.index(None)
            return self.rng.choice(pool[:cut] if self.part == "dev" else pool[cut + 1:])
        cut = max(1, len(pool) // 3)
        return self.rng.choice(pool[:-cut] if self.part == "dev" else pool[-cut:])

    def words(self, name, module):
        """The list of this name in a module, or what sealed sites have instead."""
        return getattr(sealed_words if self.part == "sealed" else module, name)

    def num(self, n):
        return f"{n:,}" + self.rng.choice(["", ".00"])

    def sister(self):
        other = Agency(self.kind if self.kind not in ("kom", "office") else "obt", self.rng, self.part)
        while other.name == self.name:
            other.name = v.KINDS["obt"][0].format(self.rng.choice(self.words("PLACES", v)))
        return other


class Site:
    """The files of one site as they grow. Styles call place() for a target and page() for their own pages."""

    def __init__(self, name, style, agency, out, draw_format=None):
        self.draw_format = draw_format  # of a document by its markup; None: all are PDF
        self.name, self.style, self.c, self.out = name, style, agency, out
        self.www = out / "www"
        self.entries = scenarios.entries_of(agency)
        self.news_year = 2565 if any(e.item == "O5" and e.status == "missing" for e in self.entries) else 2567
        self.pdfs = []       # (path of the file to write, title lines, body, how: scan, picture, encrypted or nothing)
        self.scenario = []   # lines for testd
        self.sitemap, self.disallowed = [], []
        self.main = f"www.{agency.domain}"
        self.part = style.part
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
        if "." not in path.rsplit("/", 1)[-1] and not path.endswith("/"):  # an address that may also be a folder: named in the scenario
            file = f"/_pages/{len(self.scenario)}.html"
            self.scenario.append(f"{path} body-file={file[1:]} type=text/html")
        self.write_bytes(self.www, urllib.parse.unquote(file), markup.encode("cp874" if self.charset != "utf-8" else "utf-8", "xmlcharrefreplace"))

    def job(self, path, doc, how="", root=None):
        self.pdfs.append(((root or self.www) / path.lstrip("/"), *doc, how))
        return path

    def place(self, target, path):
        """Give the target its path, write what stands there (or how it fails), return the href for links."""
        if target.href is not None:
            return target.href
        if target.placed is None:
            target.placed = self.put(target, path)
        return target.placed

    def put(self, target, path):
        if target.behaviour == "script" and path.endswith(".pdf"):
            path = path.removesuffix(".pdf") + ".html"
        target.path = path
        if target.host:
            return self.put_elsewhere(target, path)
        if target.behaviour:
            return self.misbehave(target, path)
        if target.form == "page":
            self.page(path, target.doc[0][0], f"<h1>{target.doc[0][0]}</h1>" + self.digits(target.doc[1]))
            return path
        if target.form == "picture":
            path = target.path = path.removesuffix(".pdf") + ".jpg"
        elif self.draw_format and target.via not in ("extless", "viewer"):
            path = target.path = path.removesuffix(".pdf") + "." + self.draw_format("scan" if target.form == "scan" else target.doc[1])
        self.job(path, target.doc, target.form if target.form in ("scan", "picture") else "")
        return self.lead(target, path) if target.via else path

    def digits(self, body):
        return printing.in_thai_digits(body) if self.c.thai_digits else body

    def put_elsewhere(self, target, path):
        host = f"ita.{self.c.domain}" if target.host == "sub" else target.host
        root = self.hosts.setdefault(host, self.out / "ext" / host)
        target.path = f"//{host}{path}"
        if target.form == "page":
            self.write_bytes(root, urllib.parse.unquote(path + "index.html" if path.endswith("/") else path), (
                f'<html><head><meta charset="utf-8"><title>{target.doc[0][0]}</title></head><body><h1>{target.doc[0][0]}</h1>{self.digits(target.doc[1])}</body></html>').encode())
        else:
            self.job(path, target.doc, root=root)
        return f"http://{host}:@PORT@{path}"

    def misbehave(self, target, path):
        how = target.behaviour
        if how == "robots":
            self.disallowed.append(path)
            self.job(path, target.doc)
        elif how == "encrypted":
            self.job(path, target.doc, "encrypted")
        elif how == "script":
            self.page(path, target.doc[0][0], f"<!doctype html><html><head><meta charset='utf-8'><title>{self.c.name}</title></head><body><div id='root'></div><noscript>กรุณาเปิดใช้งาน JavaScript</noscript>"
                      "<script src='/static/js/main.3f9c1.js'></script></body></html>", raw=True)
        else:
            self.scenario.append(f"{path} " + {"404": "status=404", "403": "status=403", "500": "status=500", "login": "login", "soft404": "soft404"}[how])
        return path

    def lead(self, target, path):
        """What stands between the link and the document."""
        n = len(self.pdfs)
        title = target.doc[0][0]
        if target.via == "redirect":
            self.scenario.append(f"/go/{n} redirect={path}")
            target.aliases.append(f"/go/{n}")
            return f"/go/{n}"
        if target.via == "extless":
            where = f"/sdc_download/{n}/?key={n * 7919 % 100003:x}"
            self.scenario.append(f"{where} body-file={path.lstrip('/')} type=application/pdf")
            target.aliases.append(where)
            return where
        if target.via == "viewer":
            if not any(x.startswith("/pdfjs/") for x in self.scenario):
                self.scenario.append("/pdfjs/web/viewer.html* type=text/html body=\"<html><head><title>PDF.js viewer</title></head><body><div id='viewer'></div><script src='viewer.js'></script></body></html>\"")
            target.aliases.append(f"/pdfjs/web/viewer.html?file={path}")
            return f"/pdfjs/web/viewer.html?file={urllib.parse.quote(path, safe='')}"
        if target.via == "sitemap":
            self.sitemap.append(path)
            return path
        where = f"/content/view/{n}.html"
        target.also.append(where)
        if target.via == "years":
            body = "".join(f"<h3>{t.heading}</h3><p><a href='{self.job(f'/content/file{n}-{i}.pdf', t.doc) if i else path}'>{self.c.rng.choice(['ดาวน์โหลด', 'คลิกที่นี่', 'เปิดดู'])}</a></p>"
                           for i, t in enumerate([target, *target.others]))
            self.page(where, "รายการเอกสาร", f"<h1>{target.label}</h1>{body}")
        else:
            self.page(where, title, f"<h1>{title}</h1><p>เขียนโดย {self.c.rng.choice(self.c.units)}</p><p>ไฟล์แนบ : <a href='{path}'>{self.c.rng.choice(['เอกสารแนบ 1', 'ดาวน์โหลดไฟล์', title + '.pdf'])}</a></p>")
        return where

    def finish(self):
        for e in self.entries if self.draw_format else ():
            if e.kind == "scan":  # legible at its resolution: a reader finds all that is in it
                e.status, e.reasons = "published", "complete"
            if any(t.path and t.path.endswith(PAPER_PICTURES) for t in e.targets) and "unknown" not in e.status:
                e.status, e.reasons = e.status + "|unknown", e.reasons + "|no-text|check-by-eye"  # who cannot read it may say so
        base = f"http://{self.main}:@PORT@"
        self.write_bytes(self.www, "robots.txt", ("User-agent: *\n" + "".join(f"Disallow: {x}\n" for x in self.disallowed) + f"Sitemap: {base}/sitemap.xml\n").encode())
        self.write_bytes(self.www, "sitemap.xml", ('<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
                                                   + "".join(f"<url><loc>{base}{x}</loc></url>" for x in ["/", *self.sitemap]) + "</urlset>").encode())
        if self.scenario:
            (self.www / "_scenario").write_text("\n".join(self.scenario) + "\n")
        rows = ["item\tstatus\treasons\tevidence\talso\thard\tcase"]
        for e in self.entries:
            good = [t for t in e.targets + e.borrowed if t.path and not t.behaviour and not t.is_wrong]
            paths = [x for t in good for x in [t.path, *t.aliases]] + e.pages
            also = [x for t in good for x in t.also]
            counts = "published" in e.status or "partial" in e.status
            rows.append("\t".join([e.item, e.status, e.reasons, "|".join(paths) if counts else "", "|".join(also) if counts else "", "yes" if e.is_hard else "no", e.kind]))
        (self.out / "truth.tsv").write_text("\n".join(rows) + "\n")
        (self.out / "site.json").write_text(json.dumps({
            "site": self.name, "style": self.style.name, "part": self.part, "agency": self.c.name, "main": self.main,
            "hosts": {h: str(p.relative_to(self.out)) for h, p in self.hosts.items()}}, ensure_ascii=False))


def choose(seed, count, names, closing):
    """Which styles a seed builds: all that are asked for by name or part, or `count` of them, three of eight held out (a closing run: three more sealed), so that
    seeds in a row use them all."""
    if names:
        return [s for s in STYLES if s.name in names or s.part in names]
    groups = {part: [s for s in STYLES if s.part == part] for part in ("dev", "held", "sealed")}
    if not count or count >= len(STYLES):
        return STYLES
    n_held = max(1, round(count * 3 / 8))
    n_sealed = 1 if groups["sealed"] and n_held > 1 else 0
    n_dev, n_held = count - n_held, n_held - n_sealed
    if closing:
        n_sealed = max(1, round(count / 3))
        n_dev = max(1, count - n_held - n_sealed)
    chosen = []
    for part, n in (("dev", n_dev), ("held", n_held), ("sealed", n_sealed)):
        pool = groups[part]
        chosen += [pool[(seed * n + i) % len(pool)] for i in range(min(n, len(pool)))]
    return chosen


def build(root, seed, args):
    out, sites = root / f"seed-{seed}", []
    shutil.rmtree(out, ignore_errors=True)
    for style in choose(seed, args.sites, args.styles.split(",") if args.styles else [], args.closing):
        rng = random.Random(f"{seed}/{style.name}")
        part = style.part if args.wording == "auto" else args.wording
        agency = Agency(rng.choice(style.kinds), rng, part)
        folder = out / f"{style.name}-{agency.kind}"
        folder.mkdir(parents=True)
        site = Site(folder.name, style, agency, folder, formats.drawer(random.Random(f"{seed}/{style.name}/formats")) if args.formats == "mixed" else None)
        style.build(site)
        noise.fill(site)
        sites.append(site)
    return sites


def stamp(args):
    """What the sites depend on: this folder's files and the options."""
    digest = hashlib.sha256(repr((args.sites, args.styles, args.wording, args.formats, args.closing)).encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.name not in ("measure.py", "figures.py", "crawl.py", "damage.py", "layers.py", "titles.py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--sites", type=int, default=8, help="how many a seed; 0: every style")
    parser.add_argument("--styles", default="", help="these styles only: name or part,...")
    parser.add_argument("--wording", choices=["auto", "dev", "held", "sealed"], default="auto", help="which part of the word pools; auto: that of the style")
    parser.add_argument("--formats", choices=["pdf", "mixed"], default="pdf", help="mixed: office files, scans, images and archives too")
    parser.add_argument("--closing", action="store_true", help="allow the seeds 900-999, which nobody works with")
    args = parser.parse_args()
    if not args.closing and any(900 <= int(s) <= 999 for s in args.seeds.split()):
        sys.exit("seeds 900-999 are kept for the closing figures (CLOSING=1)")
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
