#!/usr/bin/env python3
"""How much of what the rules know is found again in damaged Thai text, kind of damage by kind.

    make -s build tools && tests/accuracy/damage.py [--kind K] [--show K] [--figures]

Every name (exact and variant) of every item stands as the heading of a page of own sentences, a phrase of one of the item's elements in its text. The
page is damaged in one way, or in several at the rates seen in real agency PDFs, and read as a web page and as plain text (which takes the way of PDF text).
Counted against the same page undamaged:

    plain      phrases that a plain search for the phrase in the damaged text (spaces dropped) still finds: what no repair gives
    names      pages whose heading names the same item
    elements   pages with the same element
    quoted     pages whose quotes are readable: no private-use glyph, U+FFFD, control, decomposed or misplaced mark
    twins      titles labelled as something else (tests/accuracy/titles*.tsv: traps and confusables) that name an item they did not name undamaged

Fixed seed. The kinds and their rates are those counted in 178 real PDFs; no real text is used.
SPDX-License-Identifier: MIT
"""
import argparse
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CONSONANT = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
UPPER, TONE = "ัิีึืฺุู็", "่้๊๋์"
AM, AA, NIKHAHIT = "\u0E33", "\u0E32", "\u0E4D"
TALL = "ปฝฟฬ"

HEADER = "ยินดีต้อนรับเข้าสู่เว็บไซต์ของเรา หน้าแรก เกี่ยวกับเรา แผนผังเว็บไซต์"
BEFORE = "เอกสารชุดนี้จัดทำขึ้นสำหรับเผยแพร่ให้ประชาชนทั่วไปได้รับทราบ โดยมีสาระสำคัญตามที่ปรากฏต่อไปนี้"
AFTER = "ทั้งนี้ผู้สนใจสามารถสอบถามเพิ่มเติมได้ในวันและเวลาราชการ ขอขอบคุณทุกท่านที่ให้ความสนใจ"


# ---- damage of characters: text -> text ----

def am_lost(s, r): return s.replace(AM, AA)
def aa_to_am(s, r): return s.replace(AA, AM)
def am_decomposed(s, r): return s.replace(AM, NIKHAHIT + AA)
def am_tone_between(s, r): return re.sub(f"([{TONE}]){AM}", NIKHAHIT + r"\1" + AA, am_decomposed_plain(s))
def am_decomposed_plain(s): return re.sub(f"(?<![{TONE}]){AM}", NIKHAHIT + AA, s)
def am_behind(s, r): return s.replace(AM, AA + NIKHAHIT)
def am_torn(s, r): return s.replace(AM, " " + AM if r.random() < .5 else NIKHAHIT + " " + AA)
def tone_lost(s, r): return re.sub("[่้๊๋]", "", s)
def tone_partly_lost(s, r): return re.sub("[่้๊๋]", lambda m: "" if r.random() < .4 else m[0], s)
def thanthakhat_lost(s, r): return s.replace("์", "")
def order(s, r): return re.sub(f"([{UPPER}])([{TONE}])", r"\2\1", s)
def behind_aa(s, r): return re.sub(f"([{TONE}]){AA}", AA + r"\1", s)
def doubled(s, r): return re.sub(f"[{UPPER}{TONE}]", lambda m: m[0] * 2 if r.random() < .6 else m[0], s)
def sara_e(s, r): return s.replace("แ", "เเ")


def spaces(s, r):
    """Before and behind marks mostly, as pdftotext does, and between syllables."""
    out = []
    for i, c in enumerate(s):
        hangs = c in UPPER + TONE + AM + "าะ"
        if i and c != " " and s[i - 1] != " " and r.random() < (.15 if hangs else .08):
            out.append(" ")
        out.append(c)
    return "".join(out)


def zero_width(s, r): return "".join(c + (r.choice("\u200b\u200b\u200c\ufeff\u00ad\u2060") if r.random() < .2 else "") for c in s)
def no_break_space(s, r): return s.replace(" ", "\u00a0")


def private_use(s, r):
    """Glyphs of Windows' fonts: marks low, to the left of tall consonants, low and left; ญ ฐ without foot."""
    low = dict(zip("่้๊๋์", "\uf70a\uf70b\uf70c\uf70d\uf70e"))
    left = dict(zip("่้๊๋์", "\uf713\uf714\uf715\uf716\uf717"))
    both = dict(zip("่้๊๋์", "\uf705\uf706\uf707\uf708\uf709"))
    vowel = dict(zip("ิีึืั็" + NIKHAHIT, "\uf701\uf702\uf703\uf704\uf710\uf712\uf711"))
    below = dict(zip("ฺุู", "\uf718\uf719\uf71a"))
    out, base = [], ""
    for i, c in enumerate(s):
        under = s[i + 1] in "ฺุู" if i + 1 < len(s) else False
        if c in CONSONANT:
            base = c
            out.append({"ญ": "\uf70f", "ฐ": "\uf700"}.get(c, c) if under else c)
        elif c in vowel and base in TALL:
            out.append(vowel[c])
        elif c in low:
            over = i and s[i - 1] in UPPER and s[i - 1] not in "ฺุู"
            out.append((left if over and base in TALL else {} if over else both if base in TALL else low).get(c, c))
        elif c in below and base in "ฎฏญฐ":
            out.append(below[c])
        else:
            out.append(c)
    return "".join(out)


RATES = [(am_lost, .48), (am_decomposed, .44), (spaces, .36), (private_use, .30), (order, .15), (aa_to_am, .14), (tone_partly_lost, .04)]


def mixture(s, r):
    for damage, rate in RATES:
        if r.random() < rate:
            s = damage(s, r)
    return s


def am_spaces(s, r): return spaces(am_lost(s, r), r)
def am_private(s, r): return private_use(am_lost(s, r), r)
def order_spaces_private(s, r): return spaces(private_use(order(s, r), r), r)
def am_tone(s, r): return tone_lost(am_lost(s, r), r)


CHARACTERS = {f.__name__: f for f in (am_lost, aa_to_am, am_decomposed, am_tone_between, am_behind, am_torn, tone_lost, tone_partly_lost, thanthakhat_lost, order,
                                      behind_aa, doubled, sara_e, spaces, zero_width, no_break_space, private_use, am_spaces, am_private, order_spaces_private, am_tone, mixture)}


# ---- damage of bytes: (header, heading and text, footer) -> bytes ----

def latin(data, page="cp1252"):
    """Read as a code page by a program that keeps the holes as C1 controls, as browsers and PHP do."""
    out = []
    for b in data:
        try:
            out.append(bytes([b]).decode(page))
        except UnicodeDecodeError:
            out.append(chr(b))
    return "".join(out)


def whole(encode): return lambda h, b, f, r: encode(h + b + f)


def bad_bytes(rate):
    def damage(h, b, f, r):
        data = bytearray((h + b + f).encode())
        out = bytearray()
        inside = False
        for i, c in enumerate(data):
            inside = (inside or c == 0x3C) and c != 0x3E
            out.append(c)
            if not inside and c < 0x80 and r.random() < rate:
                out.append(r.choice(b"\xff\x80\xb1\xc3\xe0"))
        return bytes(out)
    return damage


def by_line(h, b, f, r):
    lines = re.split("(?<=\n)", h + b + f)
    return b"".join(line.encode("utf-8" if i % 2 else "cp874", "replace") for i, line in enumerate(lines))


def json_page(h, b, f, r):
    return json.dumps({"id": 26424, "slug": "ita-2568", "title": {"rendered": HEADER}, "content": {"rendered": b, "protected": False}, "excerpt": {"rendered": "<p>" + AFTER + "</p>"}}).encode()


def in_script(h, b, f, r):
    data = json.dumps({"props": {"pageProps": {"page": {"name": "test", "body": b}}}, "buildId": "x7Tq_3"}, ensure_ascii=False)
    return ("<!DOCTYPE html><html><head><meta charset=utf-8><title>...</title></head><body><div id=__next></div><script id=\"__NEXT_DATA__\" type=\"application/json\">"
            + data.replace("</", "<\\/") + "</script><script src=/app.js></script></body></html>").encode()


ENCODINGS = {
    "utf8": whole(lambda s: s.encode()),
    "cp874": whole(lambda s: s.encode("cp874", "replace")),
    "utf8-as-cp1252": whole(lambda s: latin(s.encode()).encode()),
    "utf8-as-cp1252-twice": whole(lambda s: latin(latin(s.encode()).encode()).encode()),
    "utf8-as-latin1": whole(lambda s: s.encode().decode("latin1").encode()),
    "utf8-as-latin1-twice": whole(lambda s: s.encode().decode("latin1").encode().decode("latin1").encode()),
    "utf8-as-cp874": whole(lambda s: latin(s.encode(), "cp874").encode()),
    "utf8-as-cp874-twice": whole(lambda s: latin(latin(s.encode(), "cp874").encode(), "cp874").encode()),
    "cp874-as-latin1": whole(lambda s: s.encode("cp874", "replace").decode("latin1").encode()),
    "cp874-as-cp1252": whole(lambda s: latin(s.encode("cp874", "replace")).encode()),
    "bad-bytes": bad_bytes(.03),
    "bad-bytes-many": bad_bytes(.15),
    "head-utf8-body-cp874": lambda h, b, f, r: h.encode() + (b + f).encode("cp874", "replace"),
    "head-cp874-body-utf8": lambda h, b, f, r: h.encode("cp874", "replace") + (b + f).encode(),
    "by-line": by_line,
    "utf16le-bom": whole(lambda s: b"\xff\xfe" + s.encode("utf-16-le")),
    "utf16be-bom": whole(lambda s: b"\xfe\xff" + s.encode("utf-16-be")),
    "utf16le": whole(lambda s: s.encode("utf-16-le")),
    "utf16be": whole(lambda s: s.encode("utf-16-be")),
    "entities": whole(lambda s: s.encode("ascii", "xmlcharrefreplace")),
    "entities-hex": whole(lambda s: "".join(c if ord(c) < 128 else f"&#x{ord(c):x};" for c in s).encode()),
    "entities-escaped": whole(lambda s: "".join(c if ord(c) < 128 else f"&amp;#{ord(c)};" for c in s).encode()),
    "json": json_page,
    "json-in-script": in_script,
}
TEXT_TOO = {"utf8", "cp874", "utf8-as-cp1252", "utf8-as-latin1", "utf8-as-cp874", "cp874-as-latin1", "bad-bytes", "by-line", "utf16le-bom", "utf16le", "utf16be", "head-utf8-body-cp874", "utf8-as-cp1252-twice"}


def strings(node):
    return node if isinstance(node, list) else [node] if isinstance(node, str) else []


def corpus():
    """One page a name: (item, name, element id, element phrase)."""
    pages = []
    for file in sorted((ROOT / "rules/2567").glob("O*.yaml")):
        rule = yaml.safe_load(file.read_text())
        names = strings(rule["names"].get("exact")) + strings(rule["names"].get("variants"))
        phrases = [(e["id"], p) for e in rule["elements"] for p in strings(e.get("any")) if re.search("[ก-ฮ]", p) and len(p) > 5]
        for i, name in enumerate(n for n in names if re.search("[ก-ฮ]", n)):
            pages.append((rule["code"], name, *(phrases[i % len(phrases)] if phrases else (None, "ข้อความทั่วไป"))))
    return pages


def html_of(name, phrase):
    menu = "".join(f"<li>{part}</li>\n" for part in HEADER.split())
    head = f"<!DOCTYPE html>\n<html><head><title>...</title></head>\n<body><div class=top><ul>\n{menu}</ul></div>\n"
    return head, f"<div class=content><h1>{name}</h1>\n<p>{BEFORE}</p>\n<p>มี{phrase}อยู่</p>\n", f"<p>{AFTER}</p></div>\n</body></html>\n"


def text_of(name, phrase):
    return HEADER + "\n\n", f"{name}\n\n{BEFORE}\n\nมี{phrase}อยู่\n\n", AFTER + "\n"


def damaged(kind, parts, r):
    if kind in CHARACTERS:
        damage = CHARACTERS[kind]
        parts = [re.sub("[^<>\n]+(?![^<]*>)", lambda m: damage(m[0], r), part) for part in parts]
        return "".join(parts).encode()
    return ENCODINGS[kind](*parts, r)


BAD = re.compile("[\ufffd\uf700-\uf8ff\U000F0000-\U0010FFFF\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\u0e4d|[่้๊๋์][ัิีึืุู็]|[ัิีึื]{2}|[่้๊๋]{2}|"
                 "[ก-ฮ] [ัิีึืุู็่้๊๋์ำา]|เเ|\\\\u0e|&#|Ã|à¸|เธ[ก-ฮ]เธ|[À-ÿ]{4}")


def run(program, files, work):
    """findings of each file: {file: ([(place, subject)], {element}, [quotes])}"""
    answers = {}
    for at in range(0, len(files), 400):
        out = subprocess.run([program, str(ROOT / "rules/2567"), *files[at:at + 400]], cwd=work, capture_output=True, check=True).stdout.decode("utf-8", "surrogateescape")
        for line in out.split("\n"):
            if (m := re.match(r"([nt]\d+\.\w+): year", line)):
                answers[m[1]] = current = ([], set(), [])
            elif (m := re.match(r"  (\S+)\s+(\S+?):(\d+) .*?\| (.*)", line)) and not line.startswith("  says"):
                if m[1] != "file":
                    current[0].append((m[1], m[2], int(m[3])))
                    current[2].append(m[4])
            elif (m := re.match(r"  (O\d+)\.(\S+) in \S+.*? page \d+ \| (.*)", line)):
                current[1].add((m[1], m[2]))
                current[2].append(m[3])
    return answers


def best(namings):
    return {subject for place, subject, score in namings if score >= 60}


def pages_of(kind, pages, extension, work):
    files, texts = [], []
    for i, (item, name, element, phrase) in enumerate(pages):
        r = random.Random(f"{kind} {i}")
        parts = html_of(name, phrase) if extension != "txt" else text_of(name, phrase)
        file = f"n{i}.{'json' if kind == 'json' else extension}"
        data = damaged(kind, parts, r)
        (work / file).write_bytes(data)
        files.append(file)
        texts.append(data.decode("utf-8", "replace"))
    return files, texts


def twins():
    rows = []
    for file in sorted((ROOT / "tests/accuracy").glob("titles*.tsv")):
        lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
        rows += [(r["title"], r["item_2567"]) for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if r["difficulty"] in ("trap", "confusable")]
    return rows


def classified(program, titles):
    out = subprocess.run([program, str(ROOT / "rules/2567")], input="\n".join(titles) + "\n", capture_output=True, text=True, check=True).stdout
    return [json.loads(line).get("item") for line in out.splitlines()]


def false_items(truth, got):
    return sum(g is not None and g not in t.split("|") for t, g in zip(truth, got))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default=os.environ.get("BUILD", str(ROOT / "build/release")))
    parser.add_argument("--kind", action="append")
    parser.add_argument("--show", action="store_true", help="print what is lost")
    parser.add_argument("--every", type=int, default=1, help="only every n-th page")
    args = parser.parse_args()
    findings, titles = f"{args.build}/tools/findings", f"{args.build}/tools/titles"
    pages = corpus()[::args.every]
    rows = twins()
    plain_false = false_items([t for _, t in rows], classified(titles, [s for s, _ in rows]))
    print(f"{len(pages)} pages, {len(rows)} twins of which {plain_false} name a wrong item undamaged\n")
    print("| damage | read as | plain | names | elements | quoted | twins |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        for extension in ("html", "txt"):
            files, _ = pages_of("utf8", pages, extension, work)
            truth = run(findings, files, work)
            for kind in args.kind or [*CHARACTERS, *ENCODINGS]:
                if extension == "txt" and kind in ENCODINGS and kind not in TEXT_TOO:
                    continue
                damaged_files, texts = pages_of(kind, pages, extension, work)
                got = run(findings, damaged_files, work)
                n_names = n_elements = names = elements = quoted = plain = 0
                for i, (item, name, element, phrase) in enumerate(pages):
                    was, now = truth[files[i]], got.get(damaged_files[i], ([], set(), []))
                    text = texts[i].replace(" ", "")
                    plain += name.replace(" ", "") in text
                    if item in best(was[0]):
                        n_names += 1
                        names += item in best(now[0])
                        if args.show and item not in best(now[0]):
                            print(f"  lost {item} {name}: {now[0]} {now[2][:2]}")
                    if (item, element) in was[1]:
                        n_elements += 1
                        elements += (item, element) in now[1]
                        if args.show and (item, element) not in now[1]:
                            print(f"  lost {item}.{element} {phrase}")
                    bad = [q for q in now[2] if BAD.search(q)]
                    quoted += not bad
                    if args.show and bad:
                        print(f"  unreadable {bad[0]!r}")
                more = ""
                if kind in CHARACTERS and extension == "html":
                    r = random.Random(kind)
                    got_titles = classified(titles, [CHARACTERS[kind](s, r).replace("\n", " ") for s, _ in rows])
                    more = f"{false_items([t for _, t in rows], got_titles) - plain_false:+d}"
                print(f"| {kind} | {extension} | {100 * plain / len(pages):.1f} | {100 * names / n_names:.1f} | {100 * elements / n_elements:.1f} | {100 * quoted / len(pages):.1f} | {more} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
