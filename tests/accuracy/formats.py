"""Documents in the formats agencies really upload: office files old and new, archives, scans and photographs of paper.

drawer(rng) gives a function markup -> file ending; convert(work, jobs) writes every job whose path is no plain .pdf, from work/dNNNN.html and .pdf that
generate.py made. Producers: LibreOffice, and Pillow for scans (tilted, noisy, 200 dpi). A scan is a PDF whose name ends in .scan.pdf until it is written.
SPDX-License-Identifier: MIT
"""
import random
import subprocess
import zipfile
from pathlib import Path

PAPER = [("pdf", 30), ("docx", 16), ("doc", 9), ("odt", 4), ("rtf", 3), ("s.pdf", 18), ("jpg", 3), ("png", 2), ("tif", 1), ("zip", 5), ("pptx", 0)]
TABLE = [("pdf", 30), ("xlsx", 20), ("xls", 12), ("ods", 5), ("docx", 6), ("csv", 3), ("s.pdf", 6), ("zip", 4)]
WRITER = {"docx": "MS Word 2007 XML", "doc": "MS Word 97", "odt": "writer8", "rtf": "Rich Text Format"}
CALC = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8", "csv": "Text - txt - csv (StarCalc):44,34,76"}


def drawer(rng):
    def draw(markup):
        if markup == "scan":
            return "s.pdf"
        pool = TABLE if markup.count("<th>") > 5 else PAPER
        return rng.choices([name for name, _ in pool], [weight for _, weight in pool])[0]
    return draw


def kind_of(path):
    return "s.pdf" if path.name.endswith(".s.pdf") else path.suffix.lstrip(".")


def soffice(work, kind, filter_name, infilter, numbers):
    out = Path(work, f"as-{kind}")
    subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", f"--infilter={infilter}", "--convert-to", f"{kind}:{filter_name}", "--outdir", out,
                    *[str(Path(work, f"d{i:04d}.html")) for i in numbers]], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out


def paper(pdf, rng):
    """The pages as an office scanner or a telephone sees them."""
    import numpy
    from PIL import Image, ImageFilter
    subprocess.run(["pdftoppm", "-gray", "-r", "200", "-l", "8", pdf, pdf.with_suffix("")], check=True)
    pages = []
    for file in sorted(pdf.parent.glob(pdf.stem + "-*.pgm")):
        page = Image.open(file).rotate(rng.uniform(-0.9, 0.9), fillcolor=250, resample=Image.BICUBIC).filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.6)))
        noise = numpy.random.default_rng(rng.randrange(1 << 30)).normal(0, rng.uniform(4, 12), (page.height, page.width))
        pages.append(Image.fromarray(numpy.clip(numpy.asarray(page) * 0.92 + 14 + noise, 0, 255).astype("uint8")))
        file.unlink()
    return pages


def convert(work, jobs):
    groups = {}
    for number, path in jobs:
        path.parent.mkdir(parents=True, exist_ok=True)
        groups.setdefault(kind_of(path), []).append((number, path))
    for kind, members in groups.items():
        numbers = [number for number, _ in members]
        if kind in WRITER or kind in CALC:
            made = soffice(work, kind, WRITER.get(kind) or CALC[kind], "HTML (StarWriter)" if kind in WRITER else "HTML (StarCalc)", numbers)
            for number, path in members:
                (made / f"d{number:04d}.{kind}").rename(path)
        elif kind == "zip":
            inner = soffice(work, "docx", WRITER["docx"], "HTML (StarWriter)", numbers)
            for number, path in members:
                with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                    archive.write(inner / f"d{number:04d}.docx", "เอกสาร/รายละเอียด.docx")
        elif kind in ("s.pdf", "jpg", "png", "tif"):
            for number, path in members:
                rng = random.Random(str(path.name))
                pages = paper(Path(work, f"d{number:04d}.pdf"), rng)
                if kind in ("jpg", "png"):
                    pages[0].save(path, quality=60)
                else:
                    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=200, **({"quality": 55} if kind == "s.pdf" else {"compression": "jpeg"}))
