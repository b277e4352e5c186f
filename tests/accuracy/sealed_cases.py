"""Ways to go right or wrong that only sealed sites have, each with a clear answer. For closing figures only: if you mend the program, do not read on.

SPDX-License-Identifier: MIT
"""
import documents as d
import sealed_words as w
import vocab as v

YEARLY = ("O8", "O9", "O14", "O18", "O19", "O30", "O31", "O32", "O33", "O34", "O35")
KINDS = {
    "both-years": YEARLY,            # last year's and this year's paper side by side: the right one is there
    "both-old": YEARLY,              # two older papers side by side: it is not
    "unrelated": YEARLY + ("O3", "O7", "O10", "O11", "O12", "O16", "O20", "O22"),  # the clerk uploaded another paper: nothing about the item
    "story": ("O8", "O14", "O18", "O30", "O32", "O34", "O7"),  # the label leads to a report of the meeting at which it was discussed
    "bound": ("O18", "O32", "O34", "O30"),  # bound in one volume with other plans of the same year: complete all the same
    "note-negative": ("O24",),       # the statement that there was none stands in the list itself
}
# Papers an assessor could half accept under the item: beginnings of their titles.
TOO_NEAR = {"O7": ("แผน",), "O8": ("ข้อบัญญัติ", "รายงานการรับ", "แผน"), "O9": ("รายงานการพัฒนา",), "O10": ("คู่มือ", "ระเบียบ", "แนวปฏิบัติ"), "O11": ("คู่มือ",), "O18": ("แผน",), "O19": ("ประกาศผล", "รายงานผล"), "O32": ("แผนบริหาร",),
            "O31": ("แผนบริหาร",)}


def kind_of(c, item, used):
    """One that this item can meet and the site has not met twice, or None."""
    kinds = [k for k, items in KINDS.items() if item in items and used.get(k, 0) < 2]
    return c.rng.choice(kinds) if kinds else None


def criterion(c, text):
    """The criterion as sealed sites paste it."""
    parts = text.split(" อย่างน้อยประกอบด้วย ")
    return c.rng.choice(["องค์ประกอบด้านข้อมูล : " + text, "<br>".join("o " + x for x in parts), "(คำอธิบายเกณฑ์) " + " ได้แก่ ".join(parts), "สิ่งที่ต้องเผยแพร่ " + text.removeprefix("แสดง")])


def make(c, item, kind, label, scenarios):
    right, entry, target = d.right_year(item), scenarios.Entry, scenarios.Target
    if kind in ("both-years", "both-old"):
        years = [right - 1, right] if kind == "both-years" else [right - 2, right - 1]
        years = years if c.rng.random() < .5 else years[::-1]
        docs = [d.make(c, item, y) for y in years]
        targets = [target(doc, "pdf", text=doc[0][0] + c.rng.choice(["", " (PDF)"])) for doc in docs]
        name = " ".join(c.pick(v.TITLES[item]).replace("{y}", "ประจำปี" if item in d.PREVIOUS else "").replace("{r}", "").split())
        if kind == "both-old":
            return entry(item, kind, name, targets, "missing", "wrong-year")
        for t, y in zip(targets, years):
            t.is_wrong = y != right
        return entry(item, kind, name, targets)
    if kind == "unrelated":
        title, text = c.rng.choice([x for x in w.PAPERS if not x[0].startswith(TOO_NEAR.get(item, ("-",)))])
        body = d.p(text) + d.p(f"{c.name} {c.units[0]}") + d.p(f"พิมพ์เมื่อ {c.rng.randint(2, 27)} มีนาคม 2567")
        return entry(item, kind, label, [target(([title.format(y=right), c.name], body))], "missing", "wrong-item|no-candidate|declared-only")
    if kind == "story":
        body = d.p(f"เมื่อวันที่ {c.rng.randint(2, 27)} มกราคมที่ผ่านมา {c.head}เป็นประธานการประชุมพิจารณา{label} ณ ห้องประชุมใหญ่") + d.p(f"ที่ประชุมมอบหมายให้{c.units[0]}ปรับแก้ตามข้อสังเกต แล้วเสนออีกครั้งในการประชุมคราวหน้า") + '<img src="{img}" alt="" width="640" height="420">'
        return entry(item, kind, label, [target(([f"ภาพข่าว ประชุมพิจารณา{label}", c.name], body), "page")], "missing", "wrong-item|elements-missing|no-candidate|declared-only")
    if kind == "bound":
        lines, body = d.make(c, item)
        others = c.rng.sample([x for x in w.PAPERS if x[0].startswith(("แผนประชาสัมพันธ์", "แผนเตรียมความพร้อม", "แผนแม่บทเทคโนโลยี"))], 2)
        body = d.p("เล่มนี้รวบรวมแผนงานประจำปีงบประมาณ พ.ศ. 2567 ของหน่วยงานไว้ด้วยกัน") + f"<h2>ภาคที่ 1 {others[0][0].format(y=2567)}</h2>" + d.p(others[0][1]) + f"<h2>ภาคที่ 2 {lines[0]}</h2>" + body + f"<h2>ภาคที่ 3 {others[1][0].format(y=2567)}</h2>" + d.p(others[1][1])
        return entry(item, kind, label, [target(([c.rng.choice(["รวมเล่มแผนงาน ประจำปีงบประมาณ พ.ศ. 2567", "เอกสารรวมแผนงานของหน่วยงาน ปี 2567"]), c.name], body))])
    if kind == "note-negative":
        note = c.rng.choice(["ในรอบ 6 เดือนแรก ปีงบประมาณ พ.ศ. 2567 (1 ต.ค. 2566 - 31 มี.ค. 2567) ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "จำนวนเรื่องร้องเรียนการทุจริต ต.ค. 2566 - มี.ค. 2567 : 0 เรื่อง"])
        return entry(item, kind, label, [], "published|partial", "complete|elements-missing", note=note)
    raise ValueError(kind)
