"""Layouts nobody tunes on, measured with --sealed for closing figures only (sealed_words.py, sealed_documents.py, sealed_cases.py, sealed_layouts.py belong to
them). If you mend the program, do not read on. The list in script data became known: it counts as held out.

SPDX-License-Identifier: MIT
"""
import json

import noise
import scenarios
import sealed_layouts
from styles import Style, by_group, html, last_year, link, links, menu

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


STYLES = [Style("scriptdata", script_data, ["office", "enterprise"], "dev", "/news/{i}/"), Style("paragraph", one_paragraph, ["hospital"], "sealed", "/skph/news{i}.html"),
          Style("tabs", year_tabs, ["court", "obj", "university"], "sealed", "/post/{i}/")] + sealed_layouts.STYLES
