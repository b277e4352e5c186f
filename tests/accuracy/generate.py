#!/usr/bin/env python3
"""Thai agency websites with known truth: an independent measure of how well oitcheck judges sites nobody tuned it to.

usage: generate.py OUT [--seed N] [--styles name,...] [--wording auto|open|held] [--formats pdf|mixed]
Writes OUT/<site>/www (root for testd), OUT/<site>/ext/<host> (other hosts), OUT/<site>/truth.tsv, OUT/<site>/site.json. Standard library only; PDFs by one
run of LibreOffice (soffice) over all documents of all sites, images of scans by pdftoppm. The truth is judged from what OIT asks (what stands on
the site, complete or not), never from the program's rules; this folder shares no code, phrase list or fixture with rules/ or src/.
SPDX-License-Identifier: MIT
"""
import argparse
import json
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import urllib.parse
import zlib
from pathlib import Path

import documents as d
import formats
import scenarios
import styles
import vocab as v

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
FONTS = ["Garuda", "Norasi", "Loma", "Kinnari", "Noto Serif Thai"]


class Agency:
    """Who publishes, and how it writes: one random source, one pool half (is_held), digits and fonts of its own."""

    def __init__(self, kind, rng, is_held):
        self.kind, self.rng, self.is_held = kind, rng, is_held
        pattern, self.head, self.units = v.KINDS[kind]
        self.name = pattern.format(rng.choice(v.PLACES))
        self.services = v.SERVICES[kind]
        self.domain = f"{kind}{rng.randint(10, 99)}.example.go.th"
        self.is_local = kind in ("thesaban", "obt")
        self.thai_digits = rng.random() < 0.4
        self.font = rng.choice(FONTS)

    def pick(self, pool):
        cut = max(1, len(pool) // 3)
        return self.rng.choice(pool[-cut:] if self.is_held else pool[:-cut])

    def num(self, n):
        return f"{n:,}" + self.rng.choice(["", ".00"])

    def sister(self):
        other = Agency(self.kind if self.kind not in ("kom", "office") else "obt", self.rng, self.is_held)
        while other.name == self.name:
            other.name = v.KINDS["obt"][0].format(self.rng.choice(v.PLACES))
        return other


def in_thai_digits(markup):
    """Digits of the text, but not of tags, addresses and Latin words (nobody writes ๑ in an e-mail address)."""
    return re.sub(r"(?s)(<[^>]*>|[\w.@-]*[A-Za-z][A-Za-z0-9.@-]*)|(\d+)", lambda m: m.group(1) or m.group(2).translate(THAI_DIGITS), markup)


def png(width, height, rng):
    """A white picture with dark boxes, big enough to be a chart or a photograph."""
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    for _ in range(9):
        x, y = rng.randrange(width - 90), rng.randrange(height - 50)
        for row in rows[y:y + 40]:
            row[x:x + 80] = bytes([rng.randrange(60, 200)]) * 80

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    raw = b"".join(b"\0" + bytes(r) for r in rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(raw, 6))
            + chunk(b"IEND", b""))


def jpeg_pdf(jpeg, width, height):
    """A PDF of one picture and no text: what an office scanner makes."""
    content = b"q 595 0 0 842 0 0 cm /I Do Q"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>",
               b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n" % (width, height, len(jpeg))
               + jpeg + b"\nendstream", b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream"]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for i, o in enumerate(objects):
        offsets.append(len(out))
        out += b"%d 0 obj" % (i + 1) + o + b"endobj\n"
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % x for x in offsets)
    return bytes(out + b"trailer<</Size 6/Root 1 0 R>>startxref\n%d\n%%%%EOF\n" % start)


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
        self.image, self.chart = "/images/p1.png", "/images/chart67.png"
        self.write_bytes(self.www, self.chart, png(900, 640, agency.rng))
        self.write_bytes(self.www, self.image, png(640, 480, agency.rng))

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
                body = in_thai_digits(body)
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
        rows = ["item\tstatus\treasons\tevidence\thard\tkind"]
        for e in self.entries:
            paths = [t.path for t in e.targets + e.borrowed if t.path and not t.behaviour] + e.pages
            ok = paths if "published" in e.status or "partial" in e.status else []
            rows.append("\t".join([e.item, e.status, e.reasons, "|".join(ok), "yes" if e.is_hard else "no", e.kind]))
        (self.out / "truth.tsv").write_text("\n".join(rows) + "\n")
        (self.out / "site.json").write_text(json.dumps({
            "site": self.name, "style": self.style.name, "held_out": self.style.is_held, "agency": self.c.name,
            "hosts": {h: str(p.relative_to(self.out)) for h, p in self.hosts.items()}}, ensure_ascii=False))


def cover(c, lines, body):
    """A document as bureaus lay it out: cover lines (headings or just large centred text), then the text."""
    if c.rng.random() < 0.5:
        top = f"<h1 align=center>{lines[0]}</h1>" + "".join(f"<p align=center><b>{x}</b></p>" for x in lines[1:])
    else:
        top = "".join(f'<p align=center><font size=5><b>{x}</b></font></p>' for x in (lines if c.rng.random() < .7 else lines[::-1]))
    markup = top + body
    if c.thai_digits:
        markup = in_thai_digits(markup)
    page = "@page{size:42cm 29.7cm;margin:1cm}td,th{font-size:9pt}" if markup.count("<th>") > 8 else ""  # wide tables are printed on wide paper
    title = c.rng.choice(["", lines[0], "Microsoft Word - เอกสาร1"])
    markup = markup.replace("{img}", "")
    return f'<html><head><meta charset="utf-8"><title>{title}</title><style>{page}body{{font-family:"{c.font}"}}</style></head><body>{markup}</body></html>'


def convert(sites):
    """All documents of all sites through one LibreOffice process; scans are rasterised again."""
    jobs = [(site, job) for site in sites for job in site.pdfs]
    with tempfile.TemporaryDirectory() as work:
        for i, (site, (_, lines, body, _)) in enumerate(jobs):
            Path(work, f"d{i:04d}.html").write_text(cover(site.c, lines, body))
        subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--infilter=HTML (StarWriter)", "--convert-to",
                        "pdf:writer_pdf_Export", "--outdir", work, *sorted(str(p) for p in Path(work).glob("d*.html"))],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        formats.convert(work, [(i, path) for i, (_, (path, _, _, _)) in enumerate(jobs)])
        for i, (_, (path, _, _, is_scan)) in enumerate(jobs):
            if path.exists():
                continue  # made in its own format
            made = Path(work, f"d{i:04d}.pdf")
            path.parent.mkdir(parents=True, exist_ok=True)
            if not is_scan:
                shutil.copyfile(made, path)
                continue
            subprocess.run(["pdftoppm", "-jpeg", "-gray", "-r", "100", "-singlefile", made, made.with_suffix("")], check=True)
            data = made.with_suffix(".jpg").read_bytes()
            at = next(m.end() for m in re.finditer(rb"\xff[\xc0\xc2]", data))
            height, width = struct.unpack(">HH", data[at + 3:at + 7])
            path.write_bytes(jpeg_pdf(data, width, height))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--styles", default="")
    parser.add_argument("--wording", choices=["auto", "open", "held"], default="auto", help="which half of the word pools; auto: held for held-out styles")
    parser.add_argument("--formats", choices=["pdf", "mixed"], default="pdf", help="mixed: office files, scans, images and archives too (needs python3-pil)")
    args = parser.parse_args()
    if not shutil.which("soffice") or not shutil.which("pdftoppm"):
        sys.exit("generate.py needs LibreOffice (soffice) and pdftoppm: apt-get install libreoffice-writer poppler-utils fonts-thai-tlwg")
    shutil.rmtree(args.out, ignore_errors=True)
    wanted = [s for s in styles.STYLES if not args.styles or s.name in args.styles.split(",")]
    sites = []
    for style in wanted:
        rng = random.Random(f"{args.seed}/{style.name}")
        agency = Agency(rng.choice(style.kinds), rng, style.is_held if args.wording == "auto" else args.wording == "held")
        out = args.out / f"{style.name}-{agency.kind}"
        out.mkdir(parents=True)
        site = Site(out.name, style, agency, out, formats.drawer(random.Random(f"{args.seed}/{style.name}/formats")) if args.formats == "mixed" else None)
        style.build(site)
        sites.append(site)
    convert(sites)
    for site in sites:
        site.finish()
    print(f"{len(sites)} sites, {sum(len(s.pdfs) for s in sites)} documents in {args.out}")


if __name__ == "__main__":
    main()
