"""Nine layouts of Thai agency sites nobody tunes on: for closing figures only. If you mend the program, do not read on.

SPDX-License-Identifier: MIT
"""
import documents as d
import vocab as v
from styles import Style, by_group, html, last_year, link, links, menu


def stands_alone(entry):
    """One page of this site that can be the item's own page."""
    t = entry.targets[0] if len(entry.targets) == 1 else None
    return t is not None and t.form == "page" and t.href is None and not t.host and not t.behaviour and not t.via


def day(c):
    """When it was put there: at the end of the half year the data speak of, as nearly all agencies do."""
    return f"{c.rng.randint(1, 29)} {c.rng.choice(['เม.ย. 67', 'เมษายน 2567', 'เม.ย. 2567'])}"


def numbered(c):
    """Does this site print numbers, and how does it join them to the label?"""
    form = c.rng.choice(["{0} {1}", "{0}. {1}", "{0} : {1}", "{1} ({0})", "{1}"])
    return lambda e: form.format(e.shown, e.label)


# 1. Drupal: a view lists nodes, a node has a field of attachments

def nodes(site):
    c = site.c
    view = "/th/oit-2567"
    top = menu(site, [("/", "หน้าแรก"), (view, "การเปิดเผยข้อมูลสาธารณะ"), ("/th/oit-2566", "OIT ปีที่ผ่านมา")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='region region-content'><article class='node node--type-page'>{body}</article></div><div class='block'><h2>ค้นหา</h2><form action='/search/node'><input name='keys'></form></div>")
    name, first = numbered(c), c.rng.randint(200, 4000)

    def path(e, t, n):
        return f"/node/{first + 1000 + int(e.item[1:]) * 7 + n}" if t.form == "page" else f"/sites/default/files/{c.rng.choice(['2024-01', '2024-02', '2024-04'])}/{c.rng.choice(['attach', 'oit', 'scan0', e.item])}_{c.rng.randint(10, 9999)}{n}.pdf"
    body = "<h1 class='page-title'>OIT ประจำปีงบประมาณ พ.ศ. 2567</h1>"
    for g, rows in by_group(site):
        body += f"<div class='view-grouping'><div class='view-grouping-header'>{g[0]} {g[1]}</div><table class='views-table'><thead><tr><th>เรื่อง</th><th>วันที่ปรับปรุง</th></tr></thead><tbody>"
        for e in rows:
            node = f"/node/{first + int(e.item[1:])}"
            if stands_alone(e):
                node = site.place(e.targets[0], node)
            else:
                files = "".join(f"<tr><td><span class='file file--mime-application-pdf'>{a}</span></td><td>{c.rng.randint(80, 999)}.{c.rng.randint(10, 99)} KB</td></tr>" for a in links(
                    site, e, path, lambda e, t, n: t.text or c.rng.choice([f"attach{n + 1}.pdf", f"เอกสารแนบ {n + 1}", f"{e.label}.pdf", "ดาวน์โหลดเอกสาร"])))
                table = f"<div class='field field--name-field-file'><table><thead><tr><th>ไฟล์แนบ</th><th>ขนาด</th></tr></thead><tbody>{files}</tbody></table></div>" if files else ""
                site.page(node, name(e), f"<h1 class='page-title'>{name(e)}</h1><div class='submitted'>โดย webmaster เมื่อ {day(c)}</div><div class='field--name-body'><p>{e.note}</p></div>{table}")
                e.pages += [node] if e.targets or e.status.startswith("published") else []
            body += f"<tr><td class='views-field-title'>{link(node, name(e))}</td><td>{day(c)}</td></tr>"
        body += "</tbody></table></div>"
    site.page(view, "OIT 2567", body)
    site.page("/th/oit-2566", "OIT 2566", "<h1>OIT ประจำปีงบประมาณ พ.ศ. 2566</h1>" + last_year(site, "/sites/default/files/2023-03/o_{}.pdf"))
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1><p>{link(view, 'ITA 2567')}</p>")


# 2. An office CMS: tree of menus, lists of documents with ลำดับ / ชื่อเอกสาร / วันที่ / ดาวน์โหลด

BRANCHES = [("รู้จักหน่วยงาน", 1, 4), ("ข่าวสารและการติดต่อสอบถาม", 5, 6), ("แผนงานและผลการดำเนินงาน", 7, 9), ("งานบริการ", 10, 13), ("งานพัสดุ", 14, 17), ("งานการเจ้าหน้าที่", 18, 21),
            ("เรื่องร้องเรียนและการมีส่วนร่วม", 22, 25), ("งดรับของขวัญและบริหารความเสี่ยง", 26, 31), ("ต่อต้านการทุจริต", 32, 35)]


def tree(site):
    c = site.c
    where = {i: f"/main.php?mod=doc&cat={40 + i}" for i in range(len(BRANCHES))}
    top = "<ul class='tree'><li>" + link("/", "หน้าหลัก") + "</li><li>ข้อมูลทั่วไป<ul><li>" + link("/history.html", "ประวัติ") + "</li><li>" + link("/newslist.html", "ข่าว") + "</li></ul></li><li>ข้อมูลเผยแพร่ 2567<ul>" + "".join(
        f"<li>{link(where[i], b[0])}</li>" for i, b in enumerate(BRANCHES)) + "</ul></li><li>ข้อมูลเผยแพร่ปีก่อน<ul><li>" + link("/main.php?mod=doc&cat=12", "ปี 2566") + "</li></ul></li></ul>"
    site.wrap = lambda title, body, s: html(title, s, top, f"<table width='100%'><tr><td valign='top'>{body}</td></tr></table>")

    def path(e, t, n):
        return f"/main.php?mod=view&id={c.rng.randint(3000, 99999)}{n}" if t.form == "page" else f"/fileupload/{c.rng.randint(10 ** 8, 10 ** 9)}{n}.pdf"
    for i, (name, low, high) in enumerate(BRANCHES):
        body, number = f"<h3>{name}</h3><table border='1'><tr><th>ลำดับ</th><th>ชื่อเอกสาร</th><th>วันที่</th><th>ดาวน์โหลด</th></tr>", 0
        for e in site.entries:
            if not e.listed or not low <= int(e.item[1:]) <= high:
                continue
            anchors = links(site, e, path, lambda e, t, n: c.rng.choice(["<img src='/icon/pdf.gif' alt=''>", "เปิด", "โหลด", "<img src='/icon/dl.gif' alt='download'>"]))
            for t, a in zip(e.targets, anchors):
                number += 1
                title = (f"{e.label} {t.text}" if len(e.targets) > 3 else t.text) if t.text else e.label
                body += f"<tr><td>{number}</td><td>{title} {e.note}</td><td>{day(c)}</td><td>{a}</td></tr>"
            if not anchors:
                number += 1
                body += f"<tr><td>{number}</td><td>{e.label}</td><td>-</td><td>{e.note or '-'}</td></tr>"
        site.page(where[i], name, body + "</table>")
    site.page("/main.php?mod=doc&cat=12", "ปี 2566", "<h3>ข้อมูลเผยแพร่ ปีงบประมาณ พ.ศ. 2566</h3>" + last_year(site, "/fileupload/66{}.pdf"))
    site.page("/", "หน้าหลัก", f"<h2>{c.name}</h2><p>ระบบสำนักงานอิเล็กทรอนิกส์ เฉพาะเจ้าหน้าที่</p>")


# 3. Menus by subject, and one PDF that prints the whole list with the way to click: a paper that names every item and is none

def pdf_index(site):
    c = site.c
    subjects = {g[0]: f"/web/{name}.html" for g, name in zip(v.GROUPS, ["about", "work", "supplies", "hr", "transparency", "nogift", "anticorrupt"])}
    top = menu(site, [("/", "หน้าแรก")] + [(subjects[g[0]], g[1]) for g in v.GROUPS] + [("/web/oit67-index.pdf", "แบบตอบ OIT 2567 (PDF)")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='col-md-9'>{body}</div>")

    def path(e, t, n):
        return f"/web/page-{c.rng.randint(100, 9999)}{n}.html" if t.form == "page" else f"/web/dl/{c.rng.choice(['A', 'B', 'C'])}{c.rng.randint(10 ** 4, 10 ** 5)}{n}.pdf"
    rows = []
    for g, entries in by_group(site):
        body = f"<h1>{g[1]}</h1>"
        for e in entries:
            anchors = links(site, e, path, lambda e, t, n: t.text or (e.label if len(e.targets) == 1 else f"{e.label} ({n + 1})"))
            body += f"<div class='media'>{' '.join(anchors) if anchors and not e.targets[0].text else e.label + ' ' + ' '.join(anchors)} {e.note}</div>"
            rows.append([e.shown, e.label, f"หน้าแรก > {g[1]} > {e.label}"])
        site.page(subjects[g[0]], g[1], body)
    site.job("/web/oit67-index.pdf", (["แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2567", c.name], d.p("ตารางแสดงตำแหน่งข้อมูลบนเว็บไซต์ของหน่วยงาน") + d.table(["ข้อ", "ข้อมูล", "เส้นทางการเข้าถึง"], rows)))
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1><p>{link('/web/oit67-index.pdf', 'ดัชนีข้อมูล ITA')}</p>")


# 4. Tabs by sub-indicator in one page, a card an item on a line of time

def timeline(site):
    c = site.c
    top = menu(site, [("/", "หน้าแรก"), ("/integrity", "คุณธรรมและความโปร่งใส")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='wrapper'>{body}</div>")

    def path(e, t, n):
        return f"/integrity/read/{c.rng.randint(1000, 9999)}{n}" if t.form == "page" else f"/assets/uploads/{c.rng.randint(16 ** 9, 16 ** 10 - 1):x}{n}.pdf"
    keys = {g[0]: "tab" + g[0].replace(".", "_") for g in v.GROUPS}
    body = "<h1>OIT : ปีงบประมาณ 2567</h1>" + "".join(f"<input type='radio' name='t' id='r{keys[g[0]]}'><label for='r{keys[g[0]]}'>{g[0]}</label>" for g in v.GROUPS)
    for g, rows in by_group(site):
        body += f"<section id='{keys[g[0]]}' class='tab'><h2>ตัวชี้วัดย่อย {g[0]} : {g[1]}</h2>"
        for e in rows:
            anchors = links(site, e, path, lambda e, t, n: t.text or c.rng.choice(["เปิดดูข้อมูล", "อ่าน", "PDF", "ไปยังหน้าข้อมูล"]))
            body += f"<div class='timeline-item'><time>{day(c)}</time><div class='badge'>{e.shown}</div><div class='timeline-card'><h4>{e.label}</h4><p>{e.note}</p><div class='btn-group'>{''.join(anchors)}</div></div></div>"
        body += "</section>"
    site.page("/integrity", "OIT", body + f"<section><h2>ปีงบประมาณ 2566</h2>{last_year(site, '/assets/uploads/y66_{}.pdf')}</section>")
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1>")


# 5. A province: one long page, a table of contents of anchors, the evidence in sentences

def long_page(site):
    c = site.c
    page = "/main/ita2024.html"
    top = menu(site, [("/", "หน้าหลัก"), (page, "ITA จังหวัด"), ("/main/ita2023.html", "ITA ปี 2566")])
    site.wrap = lambda title, body, s: html(title, s, top, body)
    name = numbered(c)

    def path(e, t, n):
        return f"/main/content_{c.rng.randint(100, 9999)}{n}.html" if t.form == "page" else f"/main/files/com_{c.rng.choice(['news', 'ita', 'doc'])}/2024-0{c.rng.randint(1, 4)}_{c.rng.randint(16 ** 7, 16 ** 8 - 1):x}{n}.pdf"
    contents = body = ""
    for g, rows in by_group(site):
        contents += f"<li>{link(f'#g{g[0]}', g[1])}<ul>" + "".join(f"<li>{link(f'#{e.item.lower()}', name(e))}</li>" for e in rows) + "</ul></li>"
        body += f"<h2 id='g{g[0]}'>{g[0]} {g[1]}</h2>"
        for e in rows:
            anchors = links(site, e, path, lambda e, t, n: t.text or c.rng.choice(["เอกสารฉบับนี้", "ที่นี่", "ไฟล์ PDF", e.label]))
            text = c.rng.choice(["ผู้สนใจดูข้อมูลได้จาก {}", "{}", "เผยแพร่ไว้แล้วที่ {}", "คลิกอ่าน {}"]).format(" และ ".join(anchors)) if anchors else ""
            body += f"<h3 id='{e.item.lower()}'>{name(e)}</h3><p>{text} {e.note}</p><p>{link('#top', 'กลับด้านบน')}</p>"
    site.page(page, "ITA 2567", f"<a name='top'></a><h1>การเปิดเผยข้อมูลสาธารณะของ{c.name} ปีงบประมาณ พ.ศ. 2567</h1><ul>{contents}</ul>{body}")
    site.page("/main/ita2023.html", "ITA 2566", "<h1>การเปิดเผยข้อมูลสาธารณะ ปีงบประมาณ พ.ศ. 2566</h1>" + last_year(site, "/main/files/2023_{}.pdf"))
    site.page("/", "หน้าหลัก", f"<h1>{c.name}</h1><p>{link(page, 'การประเมินคุณธรรมและความโปร่งใส')}</p>")


# 6. A page an item, its years in a drop-down of plain links; the label stands on the first page, the year on the second

def year_links(site):
    c = site.c
    opened = {e.item: f"/opendata/{c.rng.randint(10, 99)}{int(e.item[1:]):02d}" for e in site.entries}
    rows = [(opened[e.item], e.label) for e in site.entries if e.listed]
    top = menu(site, [("/", "หน้าแรก"), ("/opendata", "ข้อมูลสาธารณะ")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='panel'>{body}</div>")

    def path(e, t, n):
        return f"/opendata/read-{c.rng.randint(1000, 9999)}{n}" if t.form == "page" else f"/opendata_files/{c.rng.randint(10 ** 9, 10 ** 10)}{n}.pdf"
    for e in site.entries:
        if not e.listed:
            continue
        here = opened[e.item]
        chosen = here if e.item in d.UNDATED else here + "/2567"
        years = "" if e.item in d.UNDATED else "<div class='dropdown'><button>เลือกปีการประเมิน</button><ul class='dropdown-menu'>" + "".join(f"<li>{link(f'{here}/{y}', str(y))}</li>" for y in (2568, 2567)) + "</ul></div>"
        rows_of = "".join(f"<p>{day(c)} {t.text or c.rng.choice(['', e.label])} {a}</p>" for t, a in zip(e.targets, links(site, e, path, lambda e, t, n: c.rng.choice(["ดูไฟล์", "แสดง", "ดาวน์โหลดเอกสาร"]))))
        year = "" if e.item in d.UNDATED else "<h4>ข้อมูลสำหรับการประเมินปี 2567</h4>"
        site.page(chosen, e.label, f"<h2>{e.label}</h2>{year}{years if chosen == here else ''}{rows_of}<p>{e.note}</p>")
        e.pages += [chosen] if e.targets or e.status.startswith("published") else []
        if chosen != here:
            site.page(here, e.label, f"<h2>{e.label}</h2>{years}<p>กรุณาเลือกปี</p>")
            site.page(here + "/2568", e.label, f"<h2>{e.label}</h2><h4>ข้อมูลสำหรับการประเมินปี 2568</h4><p>ยังไม่ถึงกำหนดเผยแพร่</p>")
    site.page("/opendata", "ข้อมูลสาธารณะ", "<h1>ข้อมูลสาธารณะของหน่วยงาน</h1><ul class='list-group'>" + "".join(f"<li>{link(h, t)}</li>" for h, t in rows) + "</ul><p>" + link("/opendata/2566-all", "ชุดข้อมูลปี 2566") + "</p>")
    site.page("/opendata/2566-all", "ชุดข้อมูลปี 2566", "<h1>ชุดข้อมูลสาธารณะ ปีงบประมาณ พ.ศ. 2566</h1>" + last_year(site, "/opendata_files/66_{}.pdf"))
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1>")


# 7. Two languages: English headings over Thai labels, a page a sub-indicator, an empty English half

ENGLISH = {"9.1": "Basic Information", "9.2": "Administration and Budget", "9.3": "Procurement", "9.4": "Human Resource Management", "9.5": "Integrity Promotion", "10.1": "Corruption Prevention Actions",
           "10.2": "Anti-Corruption Measures"}


def bilingual(site):
    c = site.c
    pages = {g[0]: f"/th/ita/{ENGLISH[g[0]].lower().replace(' ', '-')}/" for g in v.GROUPS}
    top = menu(site, [("/", "Home"), ("/th/ita/", "Integrity & Transparency"), ("/en/ita/", "EN")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='content-area'>{body}</div>")

    def path(e, t, n):
        return f"/th/ita/topic-{c.rng.randint(100, 9999)}{n}/" if t.form == "page" else f"/th/media/{c.rng.choice(['FY2567', 'fy24', 'ita'])}/{c.rng.randint(1000, 99999)}{n}.pdf"
    for g, rows in by_group(site):
        body = f"<h1>{ENGLISH[g[0]]}</h1><p>{g[0]} {g[1]}</p><table><tr><th>No.</th><th>Item / รายการ</th><th>Document</th><th>Updated</th></tr>"
        for e in rows:
            anchors = links(site, e, path, lambda e, t, n: t.text or c.rng.choice(["View", "Open", "Thai version", "Download (TH)"]))
            body += f"<tr><td>{e.shown}</td><td>{e.label}</td><td>{' / '.join(anchors)} {e.note}</td><td>{c.rng.randint(1, 29)} Apr 2024</td></tr>"
        site.page(pages[g[0]], ENGLISH[g[0]], body + "</table>")
    site.page("/th/ita/", "Integrity & Transparency", f"<h1>Open Data Integrity and Transparency Assessment (OIT) FY 2567</h1><p>การเปิดเผยข้อมูลสาธารณะ</p>" + "".join(f"<h3>{link(pages[g[0]], ENGLISH[g[0]])}</h3>" for g in v.GROUPS))
    site.page("/en/ita/", "ITA", "<h1>Integrity and Transparency Assessment</h1><p>English content is coming soon.</p>")
    site.page("/", "Home", f"<h1>{c.name}</h1><p>Welcome {link('/th/ita/', 'ITA')}</p>")


# 8. WordPress categories: archives of posts in pages, a post an item, the newest posts at the side

def archives(site):
    c = site.c
    cats = {g[0]: f"/category/ita2567/{c.rng.choice(['ita', 'sub'])}-{g[0].replace('.', '')}" for g in v.GROUPS}
    posts = {e.item: f"/2024/04/post-{c.rng.randint(1000, 9999)}{int(e.item[1:]):02d}/" for e in site.entries}
    side = "<aside class='widget'><h4>หมวดหมู่</h4><ul>" + "".join(f"<li>{link(cats[g[0]] + '/', g[1])}</li>" for g in v.GROUPS) + f"<li>{link('/category/ita2566/', 'ITA 2566')}</li></ul></aside>"
    top = menu(site, [("/", "หน้าแรก"), ("/category/ita2567/", "ITA 2567")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div id='primary'>{body}</div>{side}")
    name = numbered(c)

    def path(e, t, n):
        return f"/ita67-{c.rng.randint(1000, 9999)}{n}/" if t.form == "page" else f"/wp-content/uploads/2024/{c.rng.choice(['01', '02', '03'])}/{c.rng.choice(['', 'final-', 'img-', 'ok-'])}{c.rng.randint(1000, 99999)}{n}.pdf"
    for g, rows in by_group(site):
        listed = []
        for e in rows:
            if stands_alone(e):
                href = site.place(e.targets[0], posts[e.item])
            else:
                href = posts[e.item]
                files = "".join(f"<div class='wp-block-file'>{a}</div>" for a in links(site, e, path, lambda e, t, n: t.text or c.rng.choice([e.label, "ดาวน์โหลด", f"file-{n + 1}", "เปิดอ่านเอกสารแนบ"])))
                site.page(href, name(e), f"<h1 class='entry-title'>{name(e)}</h1><div class='entry-meta'>{day(c)} โดย admin ใน {g[1]}</div><div class='entry-content'><p>{e.note}</p>{files}</div>")
                e.pages += [href] if e.targets or e.status.startswith("published") else []
            listed.append(f"<article><h2>{link(href, name(e))}</h2><p>{day(c)}</p><p>{c.name} ขอเผยแพร่ข้อมูล [&hellip;] {link(href, 'อ่านต่อ &raquo;')}</p></article>")
        half = (len(listed) + 1) // 2
        pager = f"<nav>{link(cats[g[0]] + '/', '1')} {link(cats[g[0]] + '/page/2/', '2')}</nav>"
        site.page(cats[g[0]] + "/", g[1], f"<h1>หมวดหมู่: {g[1]}</h1>{''.join(listed[:half])}{pager}")
        site.page(cats[g[0]] + "/page/2/", g[1], f"<h1>หมวดหมู่: {g[1]}</h1>{''.join(listed[half:])}{pager}")
    site.page("/category/ita2567/", "ITA 2567", "<h1>หมวดหมู่: ITA ปีงบประมาณ 2567</h1>" + "".join(f"<p>{link(cats[g[0]] + '/', g[0] + ' ' + g[1])}</p>" for g in v.GROUPS))
    site.page("/category/ita2566/", "ITA 2566", "<h1>หมวดหมู่: ITA ปีงบประมาณ 2566</h1>" + last_year(site, "/wp-content/uploads/2023/02/{}.pdf"))
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1>")


# 9. Three columns of icons; what an icon means stands under it, outside of the link

ICON = '<img src="{img}" width="96" height="96" alt="">'


def icons(site):
    c = site.c
    top = menu(site, [("/", "หน้าแรก"), ("/oit2567.php", "OIT")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<center>{body}</center>")
    label = numbered(c)

    def path(e, t, n):
        return f"/show.php?topic={c.rng.randint(1000, 99999)}{n}" if t.form == "page" else f"/pdf67/{c.rng.choice(['a', 'pic', 'no'])}{c.rng.randint(100, 99999)}{n}.pdf"
    body = "<h2>การเปิดเผยข้อมูลสาธารณะ (OIT) ปี 2567</h2>"
    for g, rows in by_group(site):
        cells = []
        for e in rows:
            if len(e.targets) == 1 and not e.note:
                href = site.place(e.targets[0], path(e, e.targets[0], 0))
            elif e.targets or e.note:
                href = f"/show.php?group={c.rng.randint(100, 999)}{int(e.item[1:])}"
                site.page(href, e.label, f"<h3>{e.label}</h3>" + "".join(f"<p>{a}</p>" for a in links(site, e, path, lambda e, t, n: t.text or f"เอกสาร {n + 1}")) + f"<p>{e.note}</p>")
                e.pages += [href] if e.targets or e.status.startswith("published") else []
            else:
                href = "#"
                e.reasons += "|dead-link"
            cells.append(f"<td align='center'>{link(href, ICON)}<br><small>{label(e)}</small></td>")
        body += f"<h4>{g[1]}</h4><table>" + "".join("<tr>" + "".join(cells[i:i + 3]) + "</tr>" for i in range(0, len(cells), 3)) + "</table>"
    site.page("/oit2567.php", "OIT", body)
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1>{link('/oit2567.php', ICON)}")


STYLES = [
    Style("drupal", nodes, ["department", "fund", "eduarea"], "sealed", "/th/news/{i}/"),
    Style("tree", tree, ["subdistrict", "nakhon"], "sealed", "/main.php?mod=news&id={i}"),
    Style("pdfindex", pdf_index, ["college", "health", "department"], "sealed", "/web/news{i}.html"),
    Style("timeline", timeline, ["fund", "nakhon", "rajabhat"], "sealed", "/blog/post{i}/"),
    Style("longpage", long_page, ["district", "health"], "sealed", "/main/news_{i}.html"),
    Style("yearlinks", year_links, ["nakhon", "subdistrict", "college"], "sealed", "/activity/n{i}/"),
    Style("bilingual", bilingual, ["rajabhat", "fund"], "sealed", "/th/news-{i}/"),
    Style("archives", archives, ["eduarea", "college", "health"], "sealed", "/2024/04/story{i}/"),
    Style("icons", icons, ["subdistrict", "district", "eduarea"], "sealed", "/shownews.php?id={i}"),
]
