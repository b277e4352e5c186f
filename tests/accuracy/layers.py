#!/usr/bin/env python3
"""Which damaged text layers does the gate before OCR let through, which does it turn away?

    make -s build tools && tests/accuracy/layers.py

Pages of own sentences (plain paragraphs, lists, tables of figures, mixed with English) are damaged as PDF writers damage them. Repairable damage must pass
(else good text is thrown away for OCR's worse), hopeless damage must not (else garbage is read and the page never scanned). Prints both error rates by kind.
Fixed seed. SPDX-License-Identifier: MIT
"""
import argparse
import os
import random
import subprocess
import sys
from pathlib import Path

import damage as d

ROOT = d.ROOT
WORDS = ("หน่วยงาน ดำเนินการ ประชาชน ให้บริการ โครงการ งบประมาณ ประจำปี แผนงาน ประกาศ จัดซื้อจัดจ้าง ข้อมูล รายงาน ตำบล ชุมชน สุขภาพ การศึกษา ถนน ก่อสร้าง ประชุม ผู้บริหาร เจ้าหน้าที่ "
         "ตรวจสอบ พัฒนา เกษตร ท้องถิ่น กิจกรรม อบรม ส่งเสริม สนับสนุน คุณภาพชีวิต สิ่งแวดล้อม น้ำประปา ไฟฟ้า ขยะ ภาษี ทะเบียน คำร้อง ผู้สูงอายุ เด็ก เยาวชน ความโปร่งใส เพื่อให้ ทั้งนี้ ได้แก่ และ ที่ ของ ใน ตาม").split()
ENGLISH = "the agency shall publish annual budget report and procurement plan for public service standards of conduct".split()


def sentence(r, n):
    return "".join(w + (" " if r.random() < .25 else "") for w in r.choices(WORDS, k=n))


def prose(r): return "\n".join(sentence(r, r.randrange(8, 16)) for _ in range(r.randrange(6, 30)))
def short(r): return "\n".join(sentence(r, r.randrange(2, 5)) for _ in range(r.randrange(3, 7)))
def listed(r): return "\n".join(f"{i}. {sentence(r, r.randrange(3, 7))}" for i in range(1, r.randrange(8, 25)))
def figures(r): return "\n".join(f"{i} {sentence(r, r.randrange(1, 3))} {r.randrange(10**6):,}.00 {r.randrange(10**5):,}.50 {r.randrange(100)}" for i in range(1, r.randrange(10, 40)))
def english(r): return "\n".join(" ".join(r.choices(ENGLISH, k=r.randrange(8, 14))).capitalize() + "." for _ in range(r.randrange(6, 20)))
def bilingual(r): return "\n".join(sentence(r, r.randrange(3, 8)) + " (" + " ".join(r.choices(ENGLISH, k=r.randrange(3, 9))) + ")" for _ in range(r.randrange(5, 20)))


PAGES = [prose, short, listed, figures, bilingual]


# hopeless: wrong maps from glyphs to letters

def shift(s, by): return "".join(chr(0x0E01 + (ord(c) - 0x0E01 + by) % 0x5A) if 0x0E01 <= ord(c) <= 0x0E5B else c for c in s)
def letters_shifted(s, r): return shift(s, r.choice([1, 2, 3, 5, 9, -1, -2, -4]))


def letters_permuted(s, r):
    """A subset font numbered in order of first use, its numbers read as Thai letters."""
    seen = {}
    return "".join(c if c in " \n" else chr(0x0E01 + seen.setdefault(c, len(seen)) % 0x5B) for c in s)


def glyphs_as_ascii(s, r):
    seen = {}
    return "".join(c if c in " \n" else chr(0x21 + seen.setdefault(c, len(seen)) % 0x5E) for c in s)


def glyphs_as_letters(s, r):
    """The same, with the capital and small letters first: no signs to tell it by."""
    row = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + "".join(map(chr, range(0xC0, 0x100)))
    seen = {}
    return "".join(c if c in " \n" else row[seen.setdefault(c, len(seen)) % len(row)] for c in s)


def tis_as_latin(s, r): return s.encode("cp874", "replace").decode("latin1")
def glyphs_private(s, r): return "".join(chr(0xE000 + ord(c) - 0x0E00) if 0x0E01 <= ord(c) <= 0x0E5B else c for c in s)
def glyphs_plane_16(s, r): return "".join(chr(0x100000 + 0x100 + (ord(c) * 7) % 300) if 0x0E01 <= ord(c) <= 0x0E5B else c for c in s)
def glyphs_missing(s, r): return "".join("\ufffd" if 0x0E01 <= ord(c) <= 0x0E5B and r.random() < .6 else c for c in s)
def marks_gone(s, r): return "".join(c for c in s if c not in "ัิีึืฺุู็่้๊๋์ํ")
def tones_gone(s, r): return d.tone_lost(s, r)
def fonts_mixed(s, r): return "\n".join(letters_shifted(line, r) if i % 2 else line for i, line in enumerate(s.split("\n")))
def consonants_only(s, r): return "".join(c for c in s if c not in "ัิีึืฺุู็่้๊๋์ํะาำเแโใไ")


REPAIRABLE = ["am_lost", "aa_to_am", "am_decomposed", "am_tone_between", "am_torn", "order", "behind_aa", "doubled", "sara_e", "spaces", "zero_width", "private_use", "tone_partly_lost",
              "am_spaces", "am_private", "order_spaces_private", "mixture", "tis_as_latin"]
HOPELESS = {f.__name__: f for f in (letters_shifted, letters_permuted, glyphs_as_ascii, glyphs_as_letters, glyphs_private, glyphs_plane_16, glyphs_missing, marks_gone, tones_gone,
                                    consonants_only, fonts_mixed)}


def verdicts(program, pages):
    data = "\f".join(pages).encode()
    return subprocess.run([program], input=data, capture_output=True, check=True).stdout.decode().split()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default=os.environ.get("BUILD", str(ROOT / "build/release")))
    parser.add_argument("--pages", type=int, default=300)
    args = parser.parse_args()
    kinds = {"undamaged": lambda s, r: s, **{k: d.CHARACTERS.get(k, tis_as_latin) for k in REPAIRABLE}, **HOPELESS}
    print("| damage | must | " + " | ".join(p.__name__ for p in PAGES) + " | wrong |\n| --- | --- |" + " ---: |" * (len(PAGES) + 1))
    sums = {True: [0, 0], False: [0, 0]}
    for kind, damage in kinds.items():
        must_pass = kind not in HOPELESS
        cells, wrong, total = [], 0, 0
        for make in PAGES + ([english] if kind == "undamaged" else []):
            r = random.Random(f"{kind} {make.__name__}")
            got = verdicts(f"{args.build}/tools/layers", [damage(make(r), r) for _ in range(args.pages // len(PAGES))])
            n = sum((g == "good") != must_pass for g in got)
            wrong, total = wrong + n, total + len(got)
            cells.append(f"{100 * n / len(got):.0f}")
        sums[must_pass][0] += wrong
        sums[must_pass][1] += total
        print(f"| {kind} | {'pass' if must_pass else 'go to OCR'} | " + " | ".join(cells) + f" | {100 * wrong / total:.1f} % |")
    for must_pass, name in ((True, "repairable pages thrown away"), (False, "hopeless pages let through")):
        print(f"\n{name}: {100 * sums[must_pass][0] / sums[must_pass][1]:.2f} % of {sums[must_pass][1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
