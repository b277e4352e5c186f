"""From markup to the PDF files an agency uploads: cover pages, three producers, scans. (Office files: formats.py.)

Most documents go through LibreOffice, all of a batch in one call and two batches at a time; some through WeasyPrint when it is there; of some the
map from glyphs to letters is damaged afterwards as old Word printers damage it (ำ lost, marks as private-use glyphs). A reader of the paper sees no
difference, so neither does the truth.
SPDX-License-Identifier: MIT
"""
import random
import re
import shutil
import struct
import subprocess
import tempfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import formats

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
BATCH = 60
# What share of documents each way of printing has; damage at about the rates of real files.
WAYS = [("plain", 60), ("weasy", 6), ("am-lost", 14), ("am-split", 10), ("private", 10)]
LETTERS = {"am-lost": {"0E33": "0E32", "0E4D": ""}, "am-split": {"0E33": "0E4D0E32"},
           "private": {"0E48": "F70A", "0E49": "F70B", "0E34": "F701", "0E35": "F702", "0E31": "F710", "0E4C": "F70E"}}


def in_thai_digits(markup):
    """Digits of the text, but not of tags, addresses and Latin words (nobody writes ๑ in an e-mail address)."""
    return re.sub(r"(?s)(<[^>]*>|[\w.@-]*[A-Za-z][A-Za-z0-9.@-]*)|(\d+)", lambda m: m.group(1) or m.group(2).translate(THAI_DIGITS), markup)


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
        out += b"%d 0 obj\n" % (i + 1) + o + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % x for x in offsets)
    return bytes(out + b"trailer<</Size 6/Root 1 0 R>>startxref\n%d\n%%%%EOF\n" % start)


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
    markup = re.sub(r"<img[^>]*>", "", markup)
    return f'<html><head><meta charset="utf-8"><title>{title}</title><style>{page}body{{font-family:"{c.font}"}}</style></head><body>{markup}</body></html>'


def libreoffice(work, numbers, which):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile{which}", "--headless", "--infilter=HTML (StarWriter)", "--convert-to",
                    "pdf:writer_pdf_Export", "--outdir", work, *[f"{work}/d{i:04d}.html" for i in numbers]],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def weasy(work, numbers):
    """What it made; a machine without WeasyPrint leaves all to LibreOffice."""
    try:
        import logging
        import weasyprint
        logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
        logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    except ImportError:
        return []
    for i in numbers:
        weasyprint.HTML(filename=f"{work}/d{i:04d}.html").write_pdf(f"{work}/d{i:04d}.pdf")
    return numbers


def damage(pdf, letters):
    """The same pages with another map from glyphs to letters. Streams grow or shrink: fix-qdf counts anew."""
    if not shutil.which("fix-qdf"):
        return
    loose = pdf.with_suffix(".qdf")
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", pdf, loose], check=True)
    data = loose.read_bytes()

    def letters_of(match):
        text = match.group(0).decode("latin-1")
        for old, new in letters.items():
            text = re.sub(r"(<[0-9A-Fa-f]{2,4}>\s+<)" + old + ">", lambda m, n=new or "0020": m.group(1) + n + ">", text, flags=re.I)
        return text.encode("latin-1")
    data = re.sub(rb"(?s)begincmap.*?endcmap", letters_of, data)
    loose.write_bytes(data)
    pdf.write_bytes(subprocess.run(["fix-qdf", loose], capture_output=True, check=True).stdout)
    loose.unlink()


def scan(made, path):
    subprocess.run(["pdftoppm", "-jpeg", "-gray", "-r", "200", "-singlefile", made, made.with_suffix("")], check=True)
    data = made.with_suffix(".jpg").read_bytes()
    at = next(m.end() for m in re.finditer(rb"\xff[\xc0\xc2]", data))
    height, width = struct.unpack(">HH", data[at + 3:at + 7])
    path.write_bytes(jpeg_pdf(data, width, height))


def convert(sites, ways=True):
    """All documents of all sites."""
    jobs = [(site, job) for site in sites for job in site.pdfs]
    with tempfile.TemporaryDirectory() as work:
        how = {}
        for i, (site, (path, lines, body, made_as)) in enumerate(jobs):
            Path(work, f"d{i:04d}.html").write_text(cover(site.c, lines, body))
            rng = random.Random(f"{site.name}{path.name}{zlib.crc32(body.encode())}")
            how[i] = "plain" if made_as or not ways else rng.choices([w for w, _ in WAYS], [n for _, n in WAYS])[0]
        done = set(weasy(work, [i for i in how if how[i] == "weasy"]))
        rest = [i for i in how if i not in done]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda at: libreoffice(work, rest[at:at + BATCH], at), range(0, len(rest), BATCH)))
            list(pool.map(lambda i: damage(Path(work, f"d{i:04d}.pdf"), LETTERS[how[i]]), [i for i in rest if how[i] in LETTERS]))
        formats.convert(work, [(i, path) for i, (_, (path, _, _, _)) in enumerate(jobs)])
        for i, (_, (path, _, _, made_as)) in enumerate(jobs):
            if path.exists():
                continue  # made in its own format
            made = Path(work, f"d{i:04d}.pdf")
            path.parent.mkdir(parents=True, exist_ok=True)
            if made_as == "scan":
                scan(made, path)
            elif made_as == "picture":
                subprocess.run(["pdftoppm", "-jpeg", "-r", "120", "-singlefile", made, path.with_suffix("")], check=True)
            elif made_as == "encrypted" and shutil.which("qpdf"):
                subprocess.run(["qpdf", "--encrypt", "lap2567", "owner", "256", "--", made, path], check=True)
            else:
                shutil.copyfile(made, path)
