"""Labelled titles drawn from a seed, and how `oitcheck classify --titles` names them.

plain: the official name; variant: another name, misspelt, with an agency, a number or a file ending; confusable: words of two items, one decides; trap: words of an
item, but no item. Held-out titles are made of held-out words only and never shown.
SPDX-License-Identifier: MIT
"""
import json
import random
import subprocess

import near
import noise
import printing
import scenarios
import vocab as v
import documents as d
from generate import Agency

OFFICIAL = {"O1": "โครงสร้าง", "O2": "ข้อมูลผู้บริหาร", "O3": "อำนาจหน้าที่", "O4": "ข้อมูลการติดต่อ", "O5": "ข่าวประชาสัมพันธ์", "O6": "Q&A", "O7": "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "O8": "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี",
            "O9": "รายงานผลการดำเนินงานประจำปี", "O10": "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", "O11": "คู่มือหรือแนวทางการให้บริการสำหรับผู้รับบริการหรือผู้มาติดต่อ", "O12": "ข้อมูลสถิติการให้บริการ", "O13": "E-Service", "O14": "รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ",
            "O15": "ประกาศต่าง ๆ เกี่ยวกับการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ", "O16": "ความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ", "O17": "รายงานสรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี", "O18": "แผนการบริหารและพัฒนาทรัพยากรบุคคล",
            "O19": "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี", "O20": "ประมวลจริยธรรมสำหรับเจ้าหน้าที่ของรัฐ", "O21": "การขับเคลื่อนจริยธรรม", "O22": "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "O23": "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
            "O24": "ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "O25": "การเปิดโอกาสให้เกิดการมีส่วนร่วม", "O26": "ประกาศเจตนารมณ์นโยบาย No Gift Policy จากการปฏิบัติหน้าที่", "O27": "การสร้างวัฒนธรรม No Gift Policy", "O28": "รายงานผลตามนโยบาย No Gift Policy",
            "O29": "รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา", "O30": "การประเมินความเสี่ยงการทุจริตในประเด็นที่เกี่ยวข้องกับสินบน", "O31": "รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริตและประพฤติมิชอบประจำปี", "O32": "แผนปฏิบัติการป้องกันการทุจริต",
            "O33": "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", "O34": "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "O35": "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"}
# A report about what a plan says, and who is decided by the head word. {}: a title of the first item.
CONFUSED = [("O32", "O33", ["รายงานผลการดำเนินการตาม{}", "ผลการดำเนินงานตาม{}", None, "สรุปผลตาม{}", "รายงานผลตาม{}"]), ("O18", "O19", ["รายงานผลการดำเนินงานตาม{}", "สรุปผลการดำเนินการตาม{}", None, "ผลการดำเนินงานตาม{}"]),
            ("O34", "O35", ["รายงานผลการดำเนินการตาม{}", "ผลการดำเนินการตาม{}", None, "สรุปผลการดำเนินงานตาม{}"]), ("O33", "O33", ["{} (ตามแผนปฏิบัติการป้องกันการทุจริต)", None, "{} เทียบกับแผนปฏิบัติการ"]),
            ("O30", "O30", ["{} และมาตรการจัดการ", None, "{} พร้อมแนวทางป้องกัน"]), ("O17", "O17", ["{} (งบลงทุน)", None, "{} พร้อมปัญหาและข้อเสนอแนะ"]), ("O22", "O22", ["{} และช่องทางร้องเรียน", None, "{} และขั้นตอน"]),
            ("O12", "O12", ["{} ตามคู่มือการให้บริการ", None, "{} ผ่าน E-Service และ Walk-in"]), ("O28", "O28", ["{} ของผู้บริหารและเจ้าหน้าที่", None, "{} (แบบสรุป)"]), ("O31", "O31", ["{} ตามการประเมินความเสี่ยง", None, "{} ในประเด็นสินบน"])]
TURNS = ["ประชุมชี้แจงการจัดทำ{}", "อบรมเชิงปฏิบัติการการจัดทำ{}", "ขอความร่วมมือจัดส่ง{}", "คำสั่งแต่งตั้งคณะกรรมการจัดทำ{}", "แบบฟอร์ม{}", "ตัวอย่าง{}", None, "ประกาศรายชื่อผู้เข้าร่วมประชุมพิจารณา{}", "วาระการประชุมคณะกรรมการพิจารณา{}", "หนังสือเวียนซักซ้อมแนวทางการจัดทำ{}", "ร่าง TOR จ้างที่ปรึกษาจัดทำ{}"]
TURNED = ["O7", "O8", "O9", "O14", "O17", "O18", "O19", "O30", "O31", "O32", "O33", "O34", "O35"]
ENDS = ["", "", "", " ของ{name}", " {name}", " (ไฟล์ PDF)", " [ดาวน์โหลด]", ".pdf", " - {name}"]


def one(c, kind):
    """(title, item or NONE, class, year or empty)."""
    item = c.rng.choice(list(v.TITLES))
    if kind == "plain":
        year = c.rng.choice([2565, 2566, 2567, 2568]) if item not in d.UNDATED and c.rng.random() < .6 else None
        return OFFICIAL[item] + (f" ประจำปี พ.ศ. {year}" if year and not OFFICIAL[item].endswith("ประจำปี") else f" พ.ศ. {year}" if year else ""), item, kind, year
    year = c.rng.choice([2565, 2566, 2567])
    if kind == "variant":
        text = d.title_of(c, item, year)
        if c.rng.random() < .2:
            text = scenarios.misspelt(c, text)
        if c.rng.random() < .15:
            text = f"{c.rng.choice(['O', 'o', 'ข้อ ', 'OIT '])}{c.rng.choice([item[1:], v.OLD_NUMBERS.get(item, item[1:])])} {text}"
        text += c.rng.choice(ENDS).format(name=c.name)
        return printing.in_thai_digits(text) if c.rng.random() < .2 else text, item, kind, year if str(year) in text and "{r}" not in text and item not in d.UNDATED | {"O7"} else None
    if kind == "confusable":
        first, item, heads = c.rng.choice(CONFUSED)
        return c.pick(heads).format(d.title_of(c, first, year)), item, kind, year
    n = c.rng.random()
    if n < .35:
        turned = c.rng.choice(TURNED)
        return c.pick(TURNS).format(d.title_of(c, turned, year)), "NONE", kind, None
    if n < .6:
        papers = noise.PAPERS[:20] if c.part == "dev" else noise.PAPERS[20:]
        return c.rng.choice(papers)[0].format(y=year), "NONE", kind, None
    if n < .85:
        # A form or a covering letter may hold the filled-in paper: by its title alone either is right.
        titles = [(t, f"{item}|NONE" if group in ("blank", "cover-letter") else "NONE") for group, members in near.TITLES.items() for item, t in members.items()]
        return *c.rng.choice(titles[::2] if c.part == "dev" else titles[1::2]), kind, None
    return c.rng.choice(noise.NEWS[:18] if c.part == "dev" else noise.NEWS[18:]) + c.rng.choice(["", " ประจำปี 2567", f" {c.name}"]), "NONE", kind, None


def drawn(seed, part, count):
    rng = random.Random(f"{seed}/titles/{part}")
    rows, seen = [], set()
    for kind, share in (("plain", .1), ("variant", .4), ("confusable", .15), ("trap", .35)):
        for _ in range(int(count * share)):
            row = one(Agency(rng.choice(list(v.KINDS)), rng, part), kind)
            if row[0] not in seen:
                seen.add(row[0])
                rows.append(row)
    return rows


def measure(program, rules, seeds, part, count=300):
    """(table, wrong rows) of all seeds."""
    rows = [row for seed in seeds for row in drawn(seed, part, count)]
    done = subprocess.run([program, "classify", "--titles", *(["--rules", rules] if rules else [])], input="\n".join(r[0] for r in rows) + "\n", capture_output=True, text=True)
    said = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if len(said) != len(rows):
        return [["titles", f"no answer: {done.stderr[-300:]}"]], []
    table, wrong = [["titles", "right", "year right"]], []
    for kind in ("plain", "variant", "confusable", "trap"):
        mine = [(r, s) for r, s in zip(rows, said) if r[2] == kind]
        right = [(r, s) for r, s in mine if (s["item"] or "NONE") in r[1].split("|")]
        dated = [(r, s) for r, s in mine if r[3]]
        table.append([kind, f"{100 * len(right) / max(1, len(mine)):.1f} % ({len(right)}/{len(mine)})", f"{sum(s.get('fiscal_year_be') == r[3] for r, s in dated)}/{len(dated)}" if dated else ""])
        wrong += [(kind, r[1], s["item"] or "NONE", r[0]) for r, s in mine if (s["item"] or "NONE") not in r[1].split("|")]
    return table, wrong
