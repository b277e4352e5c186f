#!/usr/bin/python3
"""Documents of one agency-like text by several producers, for measuring how much of it extraction gives back.

    make.py OUT [--seed N] [--fonts Laksaman,Loma]

Writes OUT/phrases.txt (titles of all 35 items in varied wording with a year each, sentences, table headers, half of the years in Thai digits) and the same text as
PDF by LibreOffice, Chromium, wkhtmltopdf (Qt) and WeasyPrint (whichever are installed), as DOCX, DOC, RTF, ODT, and every page as a scan (200 dpi, tilted, noisy).
Reads tests/accuracy/vocab.py for wording; neither rules nor extraction code.
SPDX-License-Identifier: MIT
"""
import argparse
import pathlib
import random
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "accuracy"))
import vocab as v  # noqa: E402

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
SENTENCES = ["สำนักงานได้ดำเนินการตามแผนปฏิบัติราชการอย่างต่อเนื่อง", "ผู้บริหารให้ความสำคัญกับการเปิดเผยข้อมูลสู่สาธารณะ", "จำนวนผู้รับบริการที่เพิ่มขึ้นทำให้ต้องปรับกระบวนงาน",
             "การจัดซื้อจัดจ้างเป็นไปตามระเบียบกระทรวงการคลัง", "กำหนดให้รายงานผลภายในวันทำการสุดท้ายของไตรมาส", "ทั้งนี้ ได้แจ้งให้หน่วยงานที่เกี่ยวข้องทราบแล้ว",
             "ค่าใช้จ่ายในการเดินทางไปราชการให้เบิกจ่ายจากงบดำเนินงาน", "น้ำท่วมขังในพื้นที่ทำให้โครงการล่าช้ากว่ากำหนด", "ผู้ที่พบเห็นการกระทำผิดสามารถแจ้งเบาะแสได้ตลอดยี่สิบสี่ชั่วโมง"]
HEADERS = ["ลำดับที่", "ชื่อรายการ/โครงการ", "วงเงินงบประมาณ (บาท)", "วิธีการจัดซื้อจัดจ้าง", "สถานะการดำเนินการ", "ผลการเบิกจ่าย", "ปัญหา/อุปสรรค", "ระยะเวลาดำเนินการ"]


def titles(rng):
    for item, pool in v.TITLES.items():
        year = rng.choice([2566, 2567, 2568, 2569])
        text = rng.choice(pool).replace("{r}", rng.choice(v.RANGES).format(2566, 2570)).replace("{y}", rng.choice(v.YEARS).format(year))
        yield text.translate(THAI) if rng.random() < 0.5 else text


def build(rng, font):
    phrases, body = [], []
    for n, title in enumerate(titles(rng)):
        phrases.append(title)
        sentences = rng.sample(SENTENCES, 3)
        phrases += sentences[:1]
        body.append(f"<h2>{title}</h2><p>{' '.join(sentences)} " f"{rng.choice(SENTENCES)}</p>")
        if n % 6 == 0:
            heads = rng.sample(HEADERS, 5)
            phrases += heads
            rows = "".join("<tr>" + "".join(f"<td>{rng.choice(['จ้างเหมาบริการ', 'เฉพาะเจาะจง', str(rng.randint(1000, 900000)), 'ดำเนินการแล้วเสร็จ'])}</td>" for _ in heads)
                           + "</tr>" for _ in range(4))
            body.append("<table border=1 cellspacing=0><tr>" + "".join(f"<th>{h}</th>" for h in heads) + f"</tr>{rows}</table>")
    page = (f"<!doctype html><html lang=th><head><meta charset=utf-8><title>เอกสาร</title><style>body{{font-family:'{font}';font-size:16pt;line-height:1.4}}"
            f"h2{{font-size:18pt}}table{{font-size:14pt;border-collapse:collapse}}</style></head><body><p>บันทึกข้อความ</p>{''.join(body)}</body></html>")
    return list(dict.fromkeys(phrases)), page


def run(*command, **keywords):
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300, check=False, **keywords).returncode == 0


def soffice(source, kind, filter_name, out):
    """LibreOffice names its output after the input."""
    run("soffice", "--headless", f"-env:UserInstallation=file://{out.resolve()}/profile", "--convert-to", f"{kind}:{filter_name}" if filter_name else kind, "--outdir", str(out), str(source))


def produce(page, name, out):
    html = out / f"{name}.html"
    html.write_text(page, encoding="utf-8")
    soffice(html, "odt", "writer8", out)
    odt = out / f"{name}.odt"
    for kind, filter_name in (("pdf", "writer_pdf_Export"), ("docx", "MS Word 2007 XML"), ("doc", "MS Word 97"), ("rtf", "Rich Text Format")):
        soffice(odt, kind, filter_name, out)
    (out / f"{name}.pdf").rename(out / f"{name}-libreoffice.pdf")
    if shutil.which("chromium"):
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", f"--user-data-dir={out}/chromium",
            f"--print-to-pdf={out}/{name}-chromium.pdf", str(html.resolve()))
    if shutil.which("wkhtmltopdf"):
        run("wkhtmltopdf", "--quiet", str(html), str(out / f"{name}-qt.pdf"), env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": str(out)})
    if shutil.which("weasyprint"):
        run("weasyprint", str(html), str(out / f"{name}-weasyprint.pdf"))


def scan(pdf, out, rng):
    """Every page a gray JPEG, tilted and noisy, put together to a PDF without text."""
    from PIL import Image, ImageFilter
    import numpy
    pages = out / "pages"
    pages.mkdir(exist_ok=True)
    run("pdftoppm", "-r", "200", "-gray", str(pdf), str(pages / pdf.stem))
    images = []
    for file in sorted(pages.glob(f"{pdf.stem}-*.pgm")):
        image = Image.open(file).rotate(rng.uniform(-0.8, 0.8), fillcolor=255, resample=Image.BICUBIC).filter(ImageFilter.GaussianBlur(0.5))
        noise = numpy.random.default_rng(rng.randrange(1 << 30)).normal(0, 10, (image.height, image.width))
        images.append(Image.fromarray(numpy.clip(numpy.asarray(image) * 0.9 + 18 + noise, 0, 255).astype("uint8")))
    images[0].save(out / f"{pdf.stem}-scan.pdf", save_all=True, append_images=images[1:], resolution=200, quality=55)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fonts", default="Laksaman,Loma,Norasi,Noto Sans Thai")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)
    for font in options.fonts.split(","):
        folder = options.out / font.replace(" ", "")
        folder.mkdir(exist_ok=True)
        phrases, page = build(rng, font)
        (folder / "phrases.txt").write_text("\n".join(phrases) + "\n", encoding="utf-8")
        parts = {"titles": phrases_of_titles(page), "headers": [x for x in phrases if x in HEADERS], "sentences": [x for x in phrases if x in SENTENCES],
                 "names": [name_of(x) for x in phrases_of_titles(page)]}
        for part, lines in parts.items():
            (folder / f"{part}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        produce(page, "text", folder)
        scan(folder / "text-libreoffice.pdf", folder, rng)


def name_of(title):
    """A title without its year and what leads to it: what a scan whose digits cannot be read still shows."""
    return re.sub(r"\s*(ประจำปีงบประมาณ|ปีงบประมาณ|ประจำปี|ปี|รอบ|ระยะ|พ\.ศ\.|\(|\s)*$", "", re.split(r"[0-9๐-๙]", title)[0])


def phrases_of_titles(page):
    return [part.split("</h2>")[0] for part in page.split("<h2>")[1:]]


if __name__ == "__main__":
    main()
