"""Layouts and words nobody tunes on: written last, measured with --sealed for closing figures only. If you mend the program, do not read on.

SPDX-License-Identifier: MIT
"""
import json

import documents as d
import noise
import scenarios
import vocab as v
from styles import Style, by_group, html, last_year, link, links, menu

# First word of a pool -> what sealed sites say instead, seven times of ten.
WORDS = {v.TITLES[item][0]: titles for item, titles in {
    "O1": ["ผังการบริหารงานขององค์กร", "การจัดโครงสร้างส่วนงาน"], "O2": ["คณะผู้บริหารขององค์กร", "ผู้บริหารระดับสูง"], "O3": ["อำนาจหน้าที่ตามที่กฎหมายกำหนด", "ขอบเขตหน้าที่และอำนาจ"],
    "O4": ["ติดต่อสำนักงาน", "รายละเอียดการติดต่อ"], "O5": ["ข่าวเด่นและกิจกรรม", "ประชาสัมพันธ์"], "O6": ["ถามเรา-เราตอบ (Q&A)", "กระดานสอบถาม"], "O7": ["แผนพัฒนาระยะยาว {r}", "ยุทธศาสตร์การพัฒนา {r}"],
    "O8": ["แผนงานและผลการใช้จ่ายงบประมาณครึ่งปีแรก {y}", "แผนปฏิบัติงานประจำปีและรายงานความก้าวหน้าไตรมาส 1-2 {y}"], "O9": ["สรุปผลงานรอบปี {y}", "รายงานผลงานประจำปี {y}"],
    "O10": ["คู่มือขั้นตอนการทำงานของบุคลากร", "คู่มือปฏิบัติงานรายกระบวนงาน"], "O11": ["คู่มือผู้รับบริการ", "ขั้นตอนขอรับบริการและเอกสารที่ใช้"], "O12": ["ยอดผู้รับบริการรายเดือน {y}", "สถิติงานบริการ {y}"],
    "O13": ["บริการดิจิทัล e-Service", "ยื่นเรื่องออนไลน์ (E-Service)"], "O14": ["แผนจัดซื้อจัดจ้างและจัดหาพัสดุ {y}", "รายการจัดซื้อจัดจ้างงบลงทุน{y}"], "O15": ["ประกาศงานพัสดุ", "ประกาศจัดซื้อจัดจ้างของหน่วยงาน"],
    "O16": ["สถานะการจัดซื้อจัดจ้างครึ่งปีแรก {y}", "ติดตามความก้าวหน้าการจัดซื้อจัดจ้าง {y}"], "O17": ["สรุปผลจัดซื้อจัดจ้างทั้งปี {y}", "รายงานผลการจัดหาพัสดุประจำปี {y}"],
    "O18": ["แผนงานบริหารบุคคลและพัฒนาบุคลากร {y}", "แผนการบริหารและการพัฒนากำลังคน {y}"], "O19": ["รายงานผลงานด้านบริหารและพัฒนาบุคลากร {y}", "ผลการดำเนินการด้านทรัพยากรบุคคล {y}"], "O20": ["ประมวลจริยธรรมของบุคลากร", "ประมวลจริยธรรมองค์กร"],
    "O21": ["กลไกขับเคลื่อนจริยธรรม {y}", "งานขับเคลื่อนจริยธรรม {y}"], "O22": ["วิธีปฏิบัติเมื่อได้รับเรื่องร้องเรียนทุจริต", "แนวปฏิบัติว่าด้วยการร้องเรียนการทุจริต"], "O23": ["สายตรงแจ้งทุจริต (ออนไลน์)", "แบบแจ้งเบาะแสทุจริต"],
    "O24": ["จำนวนเรื่องร้องเรียนทุจริต {y}", "ตารางสถิติร้องเรียนการทุจริต {y}"], "O25": ["เวทีรับฟังความเห็นและการมีส่วนร่วม {y}", "การมีส่วนร่วมในการดำเนินงาน {y}"], "O26": ["ประกาศงดรับของขวัญ No Gift Policy {y}", "คำประกาศ No Gift Policy {y}"],
    "O27": ["กิจกรรมรณรงค์ No Gift Policy {y}", "ปลูกจิตสำนึก No Gift Policy {y}"], "O28": ["แบบรายงานผล No Gift Policy {y}", "รายงานผลการงดรับของขวัญ (No Gift Policy) {y}"], "O29": ["การรับทรัพย์สินโดยธรรมจรรยา {y}", "แบบรายงานการรับทรัพย์สินฯ โดยธรรมจรรยา {y}"],
    "O30": ["วิเคราะห์ความเสี่ยงการให้และรับสินบน {y}", "ความเสี่ยงการทุจริตด้านสินบน {y}"], "O31": ["ผลการดำเนินการลดความเสี่ยงการทุจริต {y}", "รายงานการจัดการความเสี่ยงทุจริต {y}"], "O32": ["แผนต่อต้านการทุจริต {y}", "แผนปฏิบัติการป้องกันทุจริต {y}"],
    "O33": ["รายงานผลแผนต่อต้านการทุจริต {y}", "สรุปผลการป้องกันการทุจริต {y}"], "O34": ["มาตรการยกระดับความโปร่งใสในหน่วยงาน {y}", "มาตรการภายในเพื่อส่งเสริมคุณธรรมและความโปร่งใส {y}"], "O35": ["ผลการปฏิบัติตามมาตรการความโปร่งใส {y}", "รายงานผลมาตรการภายในเพื่อส่งเสริมคุณธรรม {y}"],
}.items()}
WORDS[v.PROMISES[0]] = ["ข้อมูลจะนำมาลงภายหลัง", "รอเอกสารจากส่วนงาน"]


# A page whose list stands in the data of a script: a browser shows it, the served text does not

def script_data(site):
    c = site.c
    top = menu(site, [("/", "หน้าแรก"), ("/ita/2567/", "ITA")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div id='__next'>{body}</div>")

    def path(e, t, n):
        return f"/ita/detail/{c.rng.randint(10 ** 5, 10 ** 6)}{n}/" if t.form == "page" else f"/api/files/{c.rng.randint(10 ** 8, 10 ** 9):x}{n}.pdf"
    groups = []
    for g, rows in by_group(site):
        items = []
        for e in rows:
            items.append({"no": e.code, "title": e.label, "note": e.note, "files": [{"name": t.text or f"ไฟล์ {n + 1}", "url": site.place(t, path(e, t, n))} for n, t in enumerate(e.targets)]})
            if "unknown" not in e.status:  # nobody blames a reader of pages for what a script writes
                e.status, e.reasons = e.status + "|unknown", e.reasons + "|" + scenarios.UNREAD
        groups.append({"group": g[0], "name": g[1], "items": items})
    data = json.dumps({"props": {"pageProps": {"year": 2567, "title": "OIT ปีงบประมาณ พ.ศ. 2567", "groups": groups}}, "page": "/ita/[year]"}, ensure_ascii=False).replace("</", "<\\/")
    site.page("/ita/2567/", "ITA 2567", html("ITA 2567", site, top, f'<div id="__next"><h1>OIT ปีงบประมาณ พ.ศ. 2567</h1></div><script id="__NEXT_DATA__" type="application/json">{data}</script>'), raw=True)
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1><p>{link('/ita/2567/', 'การเปิดเผยข้อมูลสาธารณะ (OIT) 2567')}</p>")


# Everything in one paragraph, the list of another ministry in the same page

def one_paragraph(site):
    c = site.c
    top = menu(site, [("/", "หน้าแรก"), ("/skph/index.php?r=ita67", "ITA/MOIT ปี 2567")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='post'>{body}</div>")

    def path(e, t, n):
        return f"/skph/index.php?r=page/{c.rng.randint(100, 999)}{n}".replace("page/", "page") if t.form == "page" else f"/skph/itafile67/{c.rng.choice(['eb', 'o', 'doc'])}{c.rng.randint(1000, 9999)}{n}.pdf"
    body = "<h1>การประเมินคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. 2567</h1><p><b>การเปิดเผยข้อมูลสาธารณะ OIT (ป.ป.ช.)</b> "
    for g, rows in by_group(site):
        body += f"<b>{g[0]} {g[1]}</b> "
        for e in rows:
            body += f"{e.code} {e.label} " + " ".join(links(site, e, path, lambda e, t, n: t.text or c.rng.choice(["(เปิด)", "คลิก", "[PDF]"]))) + f" {e.note} "
    body += "</p><hr><p><b>MOIT กระทรวงสาธารณสุข ปีงบประมาณ 2567</b> "
    for i, title in enumerate(noise.MOIT, 1):
        where = f"/skph/moit67/m{i}.html"
        site.page(where, f"MOIT {i}", f"<h1>MOIT {i}</h1><p>{title}</p><p>ขออนุมัติเผยแพร่ข้อมูลตามหนังสือสั่งการ</p>")
        body += f"MOIT {i} {title} {link(where, 'คลิก')} "
    site.page("/skph/index.php?r=ita67", "ITA 2567", body + "</p>")
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1>")


# Tabs of three years in one page, the year that is asked for in the middle; an item is a summary that opens

def year_tabs(site):
    c = site.c
    top = menu(site, [("/", "หน้าหลัก"), ("/transparency/", "ความโปร่งใส")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='elementor'>{body}</div>")

    def path(e, t, n):
        return f"/transparency/{c.rng.randint(1000, 9999)}{n}/" if t.form == "page" else f"/wp-content/uploads/{c.rng.choice(['2023/12', '2024/01', '2024/03'])}/{c.rng.randint(10 ** 6, 10 ** 7)}{n}.pdf"
    tabs = "<ul role='tablist'>" + "".join(f"<li role='tab' aria-controls='y{y}'>{y}</li>" for y in (2568, 2567, 2566)) + "</ul>"
    body = f"<h1>OIT</h1>{tabs}<div role='tabpanel' id='y2568'><h2>ปีงบประมาณ 2568</h2><p>อยู่ระหว่างเตรียมข้อมูล</p></div><div role='tabpanel' id='y2567'><h2>ปีงบประมาณ 2567</h2>"
    for g, rows in by_group(site):
        body += f"<h3>{g[1]}</h3>"
        for e in rows:
            body += f"<details><summary>{e.code} : {e.label}</summary><div>" + "".join(f"<p>{a}</p>" for a in links(site, e, path, lambda e, t, n: t.text or c.rng.choice(["อ่านเอกสาร", "เปิดไฟล์", e.label]))) + f"{e.note}</div></details>"
    body += f"</div><div role='tabpanel' id='y2566'><h2>ปีงบประมาณ 2566</h2>{last_year(site, '/wp-content/uploads/2023/03/{}.pdf')}</div>"
    site.page("/transparency/", "OIT", body)
    site.page("/", "หน้าหลัก", f"<h1>{c.name}</h1><p>{link('/transparency/', 'ITA')}</p>")


STYLES = [Style("scriptdata", script_data, ["office", "enterprise"], "sealed", "/news/{i}/"), Style("paragraph", one_paragraph, ["hospital"], "sealed", "/skph/news{i}.html"),
          Style("tabs", year_tabs, ["court", "obj", "university"], "sealed", "/post/{i}/")]
