"""Eight ways Thai agencies lay out their OIT pages. Each style builds one site from 35 entries; part says which are kept for the honest figure (held, sealed).

SPDX-License-Identifier: MIT
"""
import re
from urllib.parse import quote

import documents as d
import vocab as v

GENERIC = ["คลิก", "ดาวน์โหลด", "รายละเอียด", "ดูเอกสาร", "คลิกที่นี่"]


class Style:
    def __init__(self, name, build, kinds, part, news):
        self.name, self.build_fn, self.kinds, self.part, self.news = name, build, kinds, part, news

    def build(self, site):
        self.build_fn(site)


def group_of(item):
    n = int(item[1:])
    return next(g for g in v.GROUPS if g[2] <= n <= g[3])


def by_group(site):
    """(group, listed entries) in order."""
    return [(g, [e for e in site.entries if e.listed and group_of(e.item) == g]) for g in v.GROUPS]


def link(href, text, extra=""):
    return f'<a href="{href}"{extra}>{text}</a>'


def links(site, entry, path_of, text_of):
    """Place the targets and return their anchors. path_of(entry, target, n), text_of(entry, target, n)."""
    return [link(site.place(t, path_of(entry, t, n)), text_of(entry, t, n)) for n, t in enumerate(entry.targets)]


def menu(site, rows):
    return "<ul class='menu'>" + "".join(f"<li>{link(h, t)}</li>" for h, t in rows + [("/newslist.html", "ข่าวทั้งหมด"), ("/history.html", "ประวัติความเป็นมา")]) + "</ul>"


def html(title, site, top, body, head=""):
    return (f'<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{title} - {site.c.name}</title>{head}</head><body><header><nav>{top}</nav></header>'
            f'<main>{body}</main><footer>{site.c.name} โทร. 0 4312 3456 สงวนลิขสิทธิ์</footer></body></html>')


# 1. WordPress: one page a year with a table, bare URLs or "คลิก" in the last column

def wordpress(site):
    c = site.c
    top = menu(site, [("/", "หน้าแรก"), ("/ita-2567/", "ITA 2567"), ("/ita-2566/", "ITA 2566")])
    site.wrap = lambda title, body, s: html(title, s, top, f'<article class="post"><div class="entry-content">{body}</div></article>')
    bare = c.rng.random() < .5
    form = c.rng.choice(["{}", "{}", "{} ", "{} : "])

    def path(e, t, n):
        if t.form == "page":
            return f"/{quote('ita67-' + e.item.lower())}-{n}/"
        return f"/wp-content/uploads/2024/0{c.rng.randint(1, 4)}/{c.rng.choice([e.item, e.item.lower(), 'Scan'])}_{c.rng.randint(100, 99999)}.pdf"

    def text(e, t, n):
        return t.text or (f"http://{c.domain}/{c.rng.randint(1000, 9999)}..." if bare else c.rng.choice(GENERIC))
    body = "<h1>การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2567</h1>"
    for g, rows in by_group(site):
        body += f"<h3>ตัวชี้วัดย่อยที่ {g[0]} {g[1]}</h3><table><tr><th>ข้อ</th><th>ข้อมูล</th><th>URL</th></tr>"
        for e in rows:
            cell = "<br>".join(links(site, e, path, text)) + (f" {e.note}" if e.note else "")
            body += f"<tr><td>{form.format(e.shown)}</td><td>{e.label}</td><td>{cell}</td></tr>"
        body += "</table>"
    site.page("/ita-2567/", "ITA 2567", body)
    site.page("/ita-2566/", "ITA 2566", "<h1>OIT ประจำปีงบประมาณ พ.ศ. 2566</h1>" + last_year(site, "/wp-content/uploads/2023/04/old{}.pdf"))
    site.page("/", "หน้าแรก", f"<h1>ยินดีต้อนรับสู่{c.name}</h1><p>{link('/ita-2567/', 'การประเมินคุณธรรมและความโปร่งใส (ITA) 2567')}</p>")


def last_year(site, pattern):
    """A short list of the year before, with the numbers of that year: right for then, wrong for now."""
    out = "<ul>"
    for item in site.c.rng.sample(["O8", "O14", "O18", "O32"], 2):
        old = next(e for e in site.entries if e.item == item)
        if old.status == "missing":
            old.reasons += "|wrong-year"
        if old.status.startswith("unknown"):
            continue
        doc = d.make(site.c, item, 2566)
        path = pattern.format(item[1:])
        site.job(path, doc)
        out += f"<li>O{v.OLD_NUMBERS[item]} {link(path, doc[0][0])}</li>"
    for e in site.entries:
        if e.kind == "hub-old":
            path = pattern.format("x" + e.item[1:])
            site.job(path, e.old_doc)
            out += f"<li>O{v.OLD_NUMBERS.get(e.item, e.item[1:])} {link(path, e.old_doc[0][0])}</li>"
    return out + "</ul>"


# 2. อบต. / เทศบาล CMS: menus by topic, list pages, opaque file names

def php_cms(site):
    c = site.c
    rows, opened = [("/", "หน้าหลัก")], {}
    for e in site.entries:
        if e.listed:
            opened[e.item] = f"/page.php?id={100 + int(e.item[1:])}"
            rows.append((opened[e.item] if e.targets or e.note else "#", e.label))
    top = menu(site, rows)
    site.wrap = lambda title, body, s: html(title, s, top, f"<div id='content'>{body}</div>")

    def path(e, t, n):
        return f"/detail.php?id={c.rng.randint(2000, 99999)}" if t.form == "page" else f"/file/{c.rng.randint(20240101, 20240430)}_{c.rng.randint(1000, 9999)}{n}.pdf"
    for e in site.entries:
        if not e.listed:
            continue
        if not e.targets and not e.note:
            e.reasons += "|dead-link"  # in this style a title without data is a menu entry to "#"
        if len(e.targets) == 1 and e.targets[0].form == "page" and e.targets[0].href is None and not e.targets[0].host and not e.targets[0].behaviour:
            site.place(e.targets[0], opened[e.item])
            continue
        body = f"<h2>{e.label}</h2><table width='100%'><tr><th>วันที่</th><th>เรื่อง</th><th>ไฟล์</th></tr>"
        for t, a in zip(e.targets, links(site, e, path, lambda e, t, n: c.rng.choice(["ดาวน์โหลด", "เปิดอ่าน", "ไฟล์แนบ"]))):
            name = t.text or (t.doc[0][0] if t.doc and c.rng.random() < .6 else e.label)
            body += f"<tr><td>{c.rng.randint(1, 28)} ก.พ. 2567</td><td>{name}</td><td>{a}</td></tr>"
        site.page(opened[e.item], e.label, body + f"</table>{e.note}")
        e.pages.append(opened[e.item])
    site.page("/", "หน้าหลัก", f"<h1>{c.name}</h1><p>ยินดีต้อนรับ</p>")


# 3. Google Sites: one page an item, slugs without vowels, embedded files

def slug(text):
    return quote(re.sub(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\s\"'()&,/.]+", "", text)[:50])


def google_sites(site):
    c = site.c
    pages = {e.item: f"/oit-2567/{e.item.lower()}-{slug(e.label)}/" for e in site.entries}
    top = menu(site, [("/", "หน้าแรก"), ("/oit-2567/", "OIT 2567")] + [(pages[e.item], f"{e.shown} {e.label}") for e in site.entries if e.listed])
    site.wrap = lambda title, body, s: html(title, s, top, f"<section>{body}</section>")

    def path(e, t, n):
        return f"/oit-2567/{e.item.lower()}-{n}/view/" if t.form == "page" else f"/oit-2567/files/{e.item.lower()}{n}-{c.rng.randint(100, 999)}.pdf"
    for e in site.entries:
        if not e.listed:
            continue
        body = f"<h1>{e.shown} {e.label}</h1>"
        for n, t in enumerate(e.targets):
            if t.form == "page" and t.href is None and not t.host and not t.behaviour:
                body += t.doc[1]
                t.path = pages[e.item]
                continue
            href = site.place(t, path(e, t, n))
            body += f'<iframe src="{href}" width="700" height="900"></iframe>' if c.rng.random() < .4 and href != "#" else f"<p>{link(href, t.text or c.rng.choice(GENERIC))}</p>"
        site.page(pages[e.item], f"{e.shown} {e.label}", body + f"<p>{e.note}</p>")
        e.pages.append(pages[e.item])
    rows = "".join(f"<p>{link(pages[e.item], f'{e.shown} {e.label}')}</p>" for e in site.entries if e.listed)
    site.page("/oit-2567/", "OIT 2567", f"<h1>OIT ปี 2567</h1>{rows}")
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1><p>{link('/oit-2567/', 'OIT 2567')}</p>")


# 4. Accordion: several years in one page; the year stands only in the accordion's head

def accordion(site):
    c = site.c
    top = menu(site, [("/", "หน้าแรก"), ("/oit.html", "OIT")])
    site.wrap = lambda title, body, s: html(title, s, top, body)

    def path(e, t, n):
        return f"/pub/{c.rng.randint(10000, 99999)}.html" if t.form == "page" else f"/storage/{c.rng.randint(10 ** 7, 10 ** 8)}_{n}.pdf"
    body = "<h1>การเปิดเผยข้อมูลสาธารณะ OIT</h1><div class='accordion'><div class='accordion-item'><h2 class='accordion-header'><button>ปีงบประมาณ พ.ศ. 2567</button></h2><div class='accordion-body'>"
    for g, rows in by_group(site):
        body += f"<h4>{g[0]} {g[1]}</h4><ul>"
        for e in rows:
            anchors = links(site, e, path, lambda e, t, n: t.text or (f"{e.shown} {e.label}" if len(e.targets) == 1 else f"รายละเอียด {n + 1}"))
            plain = anchors and len(e.targets) == 1 and not e.targets[0].text
            body += "<li>" + ("" if plain else f"{e.shown} {e.label} ") + " ".join(anchors) + f" {e.note}</li>"
        body += "</ul>"
    body += "</div></div><div class='accordion-item'><h2 class='accordion-header'><button>ปีงบประมาณ พ.ศ. 2566</button></h2><div class='accordion-body'>"
    body += last_year(site, "/storage/2566_{}.pdf") + "</div></div></div>"
    site.page("/oit.html", "OIT", body)
    site.page("/", "หน้าแรก", f"<h1>{c.name}</h1><p>{link('/oit.html', 'ITA / OIT')}</p>")


# 5. University: a sub-page per sub-indicator with cards

def cards(site):
    c = site.c
    top = menu(site, [("/", "Home"), ("/ita67/", "ITA 2567")])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='container'>{body}</div>")

    def path(e, t, n):
        return f"/ita67/{e.item.lower()}/{n}/" if t.form == "page" else f"/ita67/doc/{c.rng.choice([e.item + '-', 'doc'])}{c.rng.randint(100, 9999)}.pdf"
    index = ""
    for g, rows in by_group(site):
        sub = f"/ita67/{g[0].replace('.', '-')}/"
        index += f"<div class='card'><h3>{g[0]} {g[1]}</h3>{link(sub, 'อ่านต่อ')}</div>"
        body = f"<h2>{g[0]} {g[1]}</h2><div class='row'>"
        for e in rows:
            buttons = " ".join(links(site, e, path, lambda e, t, n: t.text or c.rng.choice(["รายละเอียด", "View", "Download"])))
            body += f"<div class='card'><div class='card-header'>{e.label} ({e.shown})</div><div class='card-body'>{buttons}<p>{e.note}</p></div></div>"
        site.page(sub, g[1], body + "</div>")
    site.page("/ita67/", "ITA 2567", f"<h1>การประเมิน ITA ประจำปีงบประมาณ 2567 : OIT</h1>{index}")
    site.page("/", "Home", f"<h1>{c.name}</h1><p>{link('/ita67/', 'ITA')}</p>")


# 6. Old site: TIS-620, frames, nested tables, the numbers of the year before

def frames(site):
    c = site.c
    site.charset = "cp874"

    def wrap(title, body, s):
        return (f'<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=tis-620"><TITLE>{title}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF">'
                f'<TABLE WIDTH="100%" BORDER=0><TR><TD><FONT FACE="MS Sans Serif" SIZE=2>{body}</FONT></TD></TR></TABLE></BODY></HTML>')
    site.wrap = wrap

    def path(e, t, n):
        return f"/data/p{c.rng.randint(100, 999)}{n}{e.item[1:]}.htm" if t.form == "page" else f"/data/{c.rng.choice(['doc', 'scan', 'file'])}{c.rng.randint(100, 9999)}{e.item[1:]}.pdf"
    body = "<B>ข้อมูลเปิดเผยต่อสาธารณะ (OIT) ปีงบประมาณ 2567</B><BR>"
    for g, rows in by_group(site):
        body += f"<TABLE BORDER=1><TR><TD COLSPAN=2><B>{g[1]}</B></TD></TR>"
        for e in rows:
            number = v.OLD_NUMBERS.get(e.item, int(e.item[1:]))
            anchors = links(site, e, path, lambda e, t, n: t.text or c.rng.choice(GENERIC + [e.label]))
            body += f"<TR><TD WIDTH=400>O{number} {e.label}</TD><TD>{'<BR>'.join(anchors)} {e.note}</TD></TR>"
        body += "</TABLE><BR>"
    site.page("/oit67.htm", "OIT", body)
    site.page("/main.htm", "main", f"<CENTER><B>{c.name}</B></CENTER>")
    site.page("/left.htm", "menu", "<BR>".join(link(h, t, ' target="main"') for h, t in [("main.htm", "หน้าแรก"), ("oit67.htm", "ITA 2567"), ("newslist.html", "ข่าว"), ("history.html", "ประวัติ")]))
    site.page("/index.html", "home", f'<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-874"><TITLE>{c.name}</TITLE></HEAD><FRAMESET COLS="180,*">'
              '<FRAME SRC="left.htm" NAME="left"><FRAME SRC="main.htm" NAME="main"></FRAMESET></HTML>', raw=True)


# 7. No numbers: pages by subject, title and "เอกสาร : ดาวน์โหลด (file.pdf)"

def no_numbers(site):
    c = site.c
    subjects = [("info", "ข้อมูลหน่วยงาน", 1, 6), ("plan", "แผนและผลการดำเนินงาน", 7, 9), ("service", "การให้บริการ", 10, 13), ("supply", "จัดซื้อจัดจ้าง", 14, 17),
                ("person", "งานบุคคลและจริยธรรม", 18, 21), ("complaint", "ร้องเรียนและการมีส่วนร่วม", 22, 25), ("anticorruption", "ป้องกันการทุจริต", 26, 35)]
    top = menu(site, [("/", "หน้าหลัก")] + [(f"/index.php?link={s[0]}", s[1]) for s in subjects])
    site.wrap = lambda title, body, s: html(title, s, top, f"<div class='box'>{body}</div>")

    def path(e, t, n):
        return f"/index.php?link=view&id={c.rng.randint(100, 9999)}" if t.form == "page" else f"/upload/{c.rng.choice('abcdef')}{c.rng.randint(10 ** 6, 10 ** 7)}.pdf"
    for key, name, low, high in subjects:
        body = f"<h2>{name}</h2>"
        for e in site.entries:
            if not e.listed or not low <= int(e.item[1:]) <= high:
                continue
            body += f"<p><b>{e.label}</b></p>"
            for n, t in enumerate(e.targets):
                where = path(e, t, n)
                href = site.place(t, where)
                file = where.rsplit("/", 1)[1] if t.form != "page" else "เปิดหน้า"
                body += f"<p>เอกสาร : {link(href, 'ดาวน์โหลด' if t.form != 'page' else 'รายละเอียด')} ({file})</p>"
            body += f"<p>{e.note}</p>" if e.note else ""
        site.page(f"/index.php?link={key}", name, body)
    site.page("/", "หน้าหลัก", f"<h1>{c.name}</h1>")


# 8. A flat list; the criterion printed beside every row

def flat_list(site):
    c = site.c
    top = menu(site, [("/", "หน้าหลัก"), ("/view.php?page=oit", "การเปิดเผยข้อมูล OIT 2567")])
    site.wrap = lambda title, body, s: html(title, s, top, body)

    def path(e, t, n):
        return f"/view.php?news={c.rng.randint(100, 9999)}" if t.form == "page" else f"/userfiles/{c.rng.choice(['', 'ita67/'])}{c.rng.randint(10 ** 5, 10 ** 6)}_{n}.pdf"
    body = "<h2>แบบ OIT การเปิดเผยข้อมูลสาธารณะ ปี พ.ศ. 2567</h2>"
    for g, rows in by_group(site):
        body += f"<p><u>ตัวชี้วัดย่อยที่ {g[0]} {g[1]}</u></p>"
        for e in rows:
            anchors = links(site, e, path, lambda e, t, n: t.text or c.rng.choice(["คลิกดูข้อมูล", "Link", "ดูเอกสาร"]))
            note = "" if e.kind == "criterion" else e.note
            body += f"<p>{e.shown} {e.label}<br>○ {v.CRITERIA[e.item]}<br>{' '.join(anchors)} {note}</p>"
            if e.kind in ("declared", "criterion"):
                e.reasons = "criterion-text-only|declared-only"
    site.page("/view.php?page=oit", "OIT 2567", body)
    site.page("/", "หน้าหลัก", f"<h1>{c.name}</h1>")


STYLES = [
    Style("wordpress", wordpress, ["thesaban", "hospital", "school"], "dev", "/2024/02/1{i}/"),
    Style("phpcms", php_cms, ["obt", "thesaban"], "dev", "/news.php?id={i}"),
    Style("gsites", google_sites, ["school", "province"], "held", "/news/n{i}/"),
    Style("accordion", accordion, ["kom", "office", "hospital"], "dev", "/news/{i}.html"),
    Style("cards", cards, ["university", "office"], "held", "/news/{i}/"),
    Style("frames", frames, ["school", "province", "hospital"], "dev", "/news{i}.htm"),
    Style("nonumbers", no_numbers, ["obt"], "held", "/index.php?link=news&id={i}"),
    Style("flat", flat_list, ["obt", "thesaban", "kom"], "dev", "/view.php?item={i}"),
]
