"""More layouts: category blogs, menus of fixed titles, tables with the criterion beside the link, years that lead to groups that lead to items, sub-domains.

SPDX-License-Identifier: MIT
"""
import documents as d
import vocab as v
from styles import GENERIC, Style, by_group, group_of, html, last_year, link, links, menu, slug


# 9. Joomla: a category per sub-indicator lists articles; an article holds a sentence and the attachments

def joomla(site):
    c = site.c
    cats = {g[0]: f"/index.php/ita-2567/{g[0].replace('.', '-')}" for g in v.GROUPS}
    top = menu(site, [("/", "หน้าแรก"), ("/index.php/ita-2567", "ITA 2567")])
    side = "<div class='moduletable'><h3>เมนูหลัก</h3><ul>" + "".join(f"<li>{link(cats[g[0]] + '.html', g[1])}</li>" for g in v.GROUPS) + "</ul></div>"
    site.wrap = lambda title, body, s: html(title, s, top, f"<div id='sidebar'>{side}</div><div class='item-page'>{body}</div><div class='breadcrumb'>หน้าแรก / ITA 2567 / {title}</div>")

    def path(e, t, n):
        return f"{cats[group_of(e.item)[0]]}/{c.rng.randint(100, 999)}-{e.item.lower()}-{n}.html" if t.form == "page" else f"/images/ita67/{c.rng.choice([e.code, 'file'])}_{c.rng.randint(100, 99999)}{n}.pdf"
    for g, rows in by_group(site):
        body = f"<h1>{g[0]} {g[1]}</h1><table class='category'><tr><th>หัวเรื่อง</th><th>ฮิต</th></tr>"
        for e in rows:
            article = f"{cats[g[0]]}/{200 + int(e.item[1:])}-{slug(e.label)}.html"
            article = f"{cats[g[0]]}/{200 + int(e.item[1:])}-article.html" if c.rng.random() < .5 else article
            name = f"{e.shown} {e.label}" if c.rng.random() < .7 else e.label
            if len(e.targets) == 1 and e.targets[0].form == "page" and e.targets[0].href is None and not e.targets[0].host and not e.targets[0].behaviour and not e.targets[0].via:
                article = site.place(e.targets[0], article)
            elif not e.targets and not e.note and c.rng.random() < .5:
                article = "#"
                e.reasons += "|dead-link"
            else:
                anchors = links(site, e, path, lambda e, t, n: t.text or c.rng.choice(["ไฟล์แนบ", "Download", "เปิดอ่าน", "คลิกที่นี่"]))
                site.page(article, name, f"<h2>{name}</h2><p>รายละเอียด : {g[1]}</p><div class='attachments'>{' '.join(anchors)}</div><p>{e.note}</p>")
                e.pages.append(article)
            body += f"<tr><td>{link(article, name)}</td><td>{c.rng.randint(2, 400)}</td></tr>"
        site.page(cats[g[0]] + ".html", g[1], body + "</table>")
    site.page("/index.php/ita-2567", "ITA 2567", "<h1>การประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 (OIT)</h1>" + "".join(f"<p>{link(cats[g[0]] + '.html', g[0] + ' ' + g[1])}</p>" for g in v.GROUPS))
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1>")


# 10. A CMS of many fixed menu titles, most of them empty or of other subjects; file names of three numbers

FIXED = ["ประวัติความเป็นมา", "วิสัยทัศน์ พันธกิจ", "ตราสัญลักษณ์", "สภาพทั่วไป", "สมาชิกสภา", "สำนักปลัด", "กองคลัง", "ผลิตภัณฑ์ชุมชน", "แหล่งท่องเที่ยว", "ภูมิปัญญาท้องถิ่น", "กฎหมายที่เกี่ยวข้อง", "ข้อบัญญัติ", "รายงานการประชุมสภา", "งานป้องกันและบรรเทาสาธารณภัย",
         "กองทุนหลักประกันสุขภาพ", "ศูนย์พัฒนาเด็กเล็ก", "เบี้ยยังชีพ", "แบบฟอร์มต่าง ๆ", "รายงานทางการเงิน", "ความรู้เรื่องภาษี", "ราคากลาง", "แผนการจัดซื้อจัดจ้างรายเดือน", "สรุปผลการจัดซื้อจัดจ้างรายเดือน (สขร.1)", "หลักเกณฑ์การบริหารทรัพยากรบุคคล", "การประเมินความพึงพอใจ",
         "การจัดการองค์ความรู้", "การควบคุมภายใน", "ตรวจสอบภายใน", "คลังภาพ", "วีดิทัศน์", "ลิงก์หน่วยงาน", "แผนผังเว็บไซต์", "นโยบายเว็บไซต์", "ร้องเรียนร้องทุกข์", "สายด่วนผู้บริหาร", "สมัครงาน", "โครงสร้างพื้นฐาน"]


def laravel(site):
    c = site.c
    opened, rows = {}, [("/", "หน้าแรก")]
    for i, name in enumerate(c.rng.sample(FIXED, 30)):
        rows.append((f"/menu/{300 + i}", name))
    for e in site.entries:
        if e.listed:
            opened[e.item] = f"/menu/{c.rng.randint(100, 299)}{int(e.item[1:]):02d}"
            rows.append((opened[e.item], e.label))
    c.rng.shuffle(rows)
    top = "<ul class='nav'>" + "".join(f"<li class='dropdown-item'>{link(h, t)}</li>" for h, t in rows + [("/newslist.html", "ข่าวทั้งหมด"), ("/history.html", "ประวัติ")]) + "</ul>"
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='content-page'>{body}</div>", "<link rel=stylesheet href='/css/app.css'>")

    def path(e, t, n):
        return f"/content/{c.rng.randint(10 ** 4, 10 ** 5)}{n}" if t.form == "page" else f"/storage/upload/{c.rng.randint(10, 99)}_{n}_{c.rng.randint(1700000000, 1720000000)}.pdf"
    for href, name in rows[:]:
        if href.startswith("/menu/3") and name in FIXED:
            site.page(href, name, f"<h1>{name}</h1><p>{c.rng.choice(['', 'ไม่มีรายการ', 'รายละเอียดติดต่อสำนักงาน'])}</p>")
    for e in site.entries:
        if not e.listed:
            continue
        body = f"<div class='title'>{e.label}</div>"
        for t, a in zip(e.targets, links(site, e, path, lambda e, t, n: c.rng.choice(["<i class='fa fa-download'></i>", "ดาวน์โหลด", "<img src='/img/pdf.png' alt='pdf'>"]))):
            name = t.text or (t.doc[0][0] if t.doc and c.rng.random() < .5 else e.label)
            body += f"<div class='row'><div class='col-8'>{name}</div><div class='col-2'>{c.rng.randint(1, 28)}/0{c.rng.randint(1, 4)}/{2565 if e.kind == 'old' and e.item in ('O5', 'O15') else 2567}</div><div class='col-2'>{a}</div></div>"
        site.page(opened[e.item], e.label, body + f"<div>{e.note}</div>")
        e.pages.append(opened[e.item])
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1><p>ยินดีต้อนรับ</p>")


# 11. National agency: one table with the criterion text beside every link, remarks in the last column

def criterion_table(site):
    c = site.c
    top = menu(site, [("/", "หน้าแรก"), ("/oit_report2567/", "OIT Report 2567"), ("/oit_report2566/", "OIT Report 2566")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='entry'>{body}</div>")

    def path(e, t, n):
        return f"/page/{c.rng.randint(1000, 9999)}-{e.item}/" if t.form == "page" else f"/files/2567/{c.rng.randint(1, 12):02d}/{c.rng.randint(1000, 99999)}{n}.pdf"
    body = "<h1>การเปิดเผยข้อมูลสาธารณะ (Open Data Integrity and Transparency Assessment : OIT) ปี พ.ศ. 2567</h1><table><thead><tr><th>ข้อ</th><th>ข้อมูล</th><th>องค์ประกอบด้านข้อมูล</th><th>หมายเหตุ / Link</th></tr></thead>"
    shift = c.rng.choice([0, 0, 0, 1])  # some paste the criteria one row too low
    for g, rows in by_group(site):
        body += f"<tr><td colspan=4><b>ตัวชี้วัดย่อยที่ {g[0]} {g[1]}</b></td></tr>"
        for e in rows:
            anchors = links(site, e, path, lambda e, t, n: t.text or c.rng.choice(["Link", "คลิก", f"https://www.{c.domain}/?p={c.rng.randint(1000, 9999)}"]))
            parts = "<br>".join("○ " + x for x in v.CRITERIA[f"O{min(35, int(e.item[1:]) + shift)}"].split(" อย่างน้อยประกอบด้วย "))
            note = "" if e.kind == "criterion" else e.note
            body += f"<tr><td>{e.shown}</td><td>{e.label}</td><td>{parts}</td><td>{'<br>'.join(anchors)} {note}</td></tr>"
            if e.kind in ("declared", "criterion"):
                e.reasons = "criterion-text-only|declared-only"
    site.page("/oit_report2567/", "OIT 2567", body + "</table>")
    site.page("/oit_report2566/", "OIT 2566", "<h1>OIT ปี พ.ศ. 2566</h1>" + last_year(site, "/files/2566/{}.pdf"))
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1><p>{link('/oit_report2567/', 'OIT 2567')}</p>")


# 12. Year landing page -> group pages -> items; pages of the years before look the same

def year_landing(site):
    c = site.c
    top = menu(site, [("/", "หน้าหลัก"), ("/ita", "การประเมินคุณธรรมและความโปร่งใส (ITA)")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<section class='page'>{body}</section>")

    def path(e, t, n):
        return f"/ita/2567/item/{int(e.item[1:])}{n}" if t.form == "page" else f"/uploads/{c.rng.choice(['67', '2024', 'docs'])}/{c.rng.randint(10 ** 6, 10 ** 7)}{n}.pdf"
    years = "".join(f"<li>{link(f'/ita/{y}', f'ปีงบประมาณ {y}')}</li>" for y in (2567, 2566, 2565))
    site.page("/ita", "ITA", f"<h1>การประเมินคุณธรรมและความโปร่งใส ITA</h1><ul>{years}</ul>")
    groups = ""
    for g, rows in by_group(site):
        sub = f"/ita/2567/{g[0].replace('.', '')}"
        groups += f"<p>{link(sub, f'{g[0]} {g[1]}')}</p>"
        body = f"<h2>{g[1]}</h2><dl>"
        for e in rows:
            body += f"<dt>{e.shown}. {e.label}</dt><dd>" + "".join(f"<span>{a}</span> " for a in links(site, e, path, lambda e, t, n: t.text or c.rng.choice(GENERIC))) + f"{e.note}</dd>"
        site.page(sub, g[1], body + "</dl>")
    site.page("/ita/2567", "ITA 2567", f"<h1>ITA ปีงบประมาณ พ.ศ. 2567</h1>{groups}")
    site.page("/ita/2566", "ITA 2566", f"<h1>ITA ปีงบประมาณ พ.ศ. 2566</h1>{last_year(site, '/uploads/66/{}.pdf')}")
    site.page("/ita/2565", "ITA 2565", "<h1>ITA ปีงบประมาณ พ.ศ. 2565</h1><p>" + link("/uploads/65/plan.pdf", "แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2565") + "</p>")
    site.job("/uploads/65/plan.pdf", d.make(c, "O32", 2565))
    site.page("/", "หน้าหลัก", f"<h1>{c.name}</h1>")


# 13. The whole list on a sub-domain of its own, documents on the main site

def sub_domain(site):
    c = site.c
    host = f"ita.{c.domain}"
    root = site.hosts.setdefault(host, site.out / "ext" / host)
    home = f"http://{host}:@PORT@/work.php"
    top = menu(site, [("/", "หน้าแรก"), (home, "ITA")])
    site.wrap = lambda title, body, s: html(title, s, top, body)
    main = f"http://{site.main}:@PORT@"

    def path(e, t, n):
        return f"/th/{c.rng.randint(100, 9999)}{n}.html" if t.form == "page" else f"/th/wp-files/{c.rng.randint(10 ** 5, 10 ** 6)}{n}.pdf"
    body = f"<h1>OIT {c.rng.choice(['ประจำปีงบประมาณ พ.ศ. 2567', 'ปี 2567', '2024'])}</h1>"
    for g, rows in by_group(site):
        body += f"<h3>{g[0]} {g[1]}</h3><ol>"
        for e in rows:
            anchors = [a.replace('href="/', f'href="{main}/') for a in links(site, e, path, lambda e, t, n: t.text or (e.label if len(e.targets) == 1 else f"{e.label} ({n + 1})"))]
            anchors = [a.replace('href=""', f'href="{home}"') for a in anchors]
            body += f"<li value='{int(e.code[1:])}'>" + (" ".join(anchors) if anchors and not e.targets[0].text else f"{e.label} " + " ".join(anchors)) + f" {e.note}</li>"
        body += "</ol>"
    page = html("OIT", site, f'<ul><li>{link(main + "/", "เว็บไซต์หลัก")}</li></ul>', body)
    site.write_bytes(root, "work.php", page.encode())
    site.write_bytes(root, "index.html", html("ITA", site, "", f"<p>{link(home, 'การเปิดเผยข้อมูลสาธารณะ OIT')}</p>").encode())
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1><p>{link(home, 'ITA & OIT')}</p>")


# 14. CodeIgniter: Pages/plan_progress and the like, no numbers, tabs of years inside a page

ROUTES = {"O1": "structure", "O2": "boss", "O3": "authority", "O7": "plan_dpy", "O8": "plan_progress", "O9": "report_year", "O10": "work_manual", "O11": "pbsv_manual", "O12": "pbsv_statistics", "O13": "e_service", "O14": "p_plan", "O16": "p_progress",
          "O17": "p_report", "O18": "hr_plan", "O19": "hr_report", "O20": "ethics", "O21": "ethics_drive", "O22": "cp_guide", "O23": "corruption", "O24": "cp_statistics", "O25": "participation", "O26": "nogift", "O27": "nogift_culture"}


def codeigniter(site):
    c = site.c
    opened = {e.item: f"/Pages/{ROUTES.get(e.item, 'content_' + str(c.rng.randint(10, 99)) + e.item[1:])}" for e in site.entries}
    top = "<div class='navbar'>" + "".join(f"<a class='nav-link' href='{opened[e.item] if e.targets or e.note else '#'}'>{e.label}</a>" for e in site.entries if e.listed) + link("/newslist.html", "ข่าว") + link("/history.html", "ข้อมูลทั่วไป") + "</div>"
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='page-center'>{body}</div>")

    def path(e, t, n):
        return f"/Pages/view_{c.rng.randint(1000, 9999)}{n}" if t.form == "page" else f"/docs/file/{c.rng.randint(16 ** 7, 16 ** 8 - 1):x}{n}.pdf"
    for e in site.entries:
        if not e.listed:
            continue
        if not e.targets and not e.note:
            e.reasons += "|dead-link"
            continue
        body = f"<h3>{e.label}</h3>"
        for t, a in zip(e.targets, links(site, e, path, lambda e, t, n: "คลิกเพื่อดูไฟล์")):
            body += f"<div class='card-body'><span>{t.text or (t.doc[0][0] if t.doc and c.rng.random() < .5 else '')}</span> {a} <small>ดาวน์โหลดแล้ว {c.rng.randint(1, 300)} ครั้ง</small></div>"
        site.page(opened[e.item], e.label, body + f"<p>{e.note}</p>")
        e.pages.append(opened[e.item])
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1>")


# 15. One page per item that carries the criterion first, then the evidence; an index of titles only

def item_pages(site):
    c = site.c
    pages = {e.item: f"/home/{c.rng.choice(['oit67', 'ita2024'])}-{int(e.item[1:]):02d}/" for e in site.entries}
    top = menu(site, [("/", "หน้าแรก"), ("/home/oit/", "OIT 2567")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<article>{body}<p class='meta'>โพสต์เมื่อ 16 ก.พ. 2567 โดย admin</p></article>")

    def path(e, t, n):
        return f"/home/archives/{c.rng.randint(100, 9999)}{n}/" if t.form == "page" else f"/home/wp-content/uploads/2024/02/{c.rng.randint(1000, 99999)}{n}.pdf"
    for e in site.entries:
        if not e.listed:
            continue
        body = f"<h1>{e.shown} {e.label}</h1><blockquote>{v.CRITERIA[e.item]} (100 คะแนน = ครบตามองค์ประกอบ / 0 คะแนน = ไม่ครบ)</blockquote><p>หลักฐาน / การเผยแพร่ข้อมูล :</p>"
        for n, t in enumerate(e.targets):
            href = site.place(t, path(e, t, n))
            body += f"<p>{n + 1}. {link(href, t.text or c.rng.choice(GENERIC + [e.label]))}</p>"
        site.page(pages[e.item], f"{e.shown} {e.label}", body + ("" if e.kind == "criterion" else f"<p>{e.note}</p>"))
        if e.kind in ("declared", "criterion"):
            e.reasons = "criterion-text-only|declared-only|no-candidate"
        if e.status.startswith(("published", "partial")):
            e.pages.append(pages[e.item])
    site.page("/home/oit/", "OIT 2567", "<h1>OIT ปีงบประมาณ 2567</h1><ul>" + "".join(f"<li>{link(pages[e.item], e.label)}</li>" for e in site.entries if e.listed) + "</ul>")
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1><p>{link('/home/oit/', 'OIT')}</p>")


STYLES = [
    Style("joomla", joomla, ["hospital", "university", "court"], "dev", "/index.php/news/{i}.html"),
    Style("laravel", laravel, ["obt", "thesaban", "obj"], "dev", "/activity/detail/{i}"),
    Style("criteria", criterion_table, ["kom", "court", "enterprise"], "dev", "/news-{i}/"),
    Style("years", year_landing, ["province", "enterprise", "office"], "dev", "/news/view/{i}"),
    Style("subdomain", sub_domain, ["university", "kom"], "dev", "/th/news{i}.html"),
    Style("codeigniter", codeigniter, ["obt", "obj", "thesaban"], "held", "/News/detail_{i}"),
    Style("itempages", item_pages, ["school", "office", "court"], "held", "/home/archives/n{i}/"),
]
